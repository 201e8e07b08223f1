"""Pages of what outlives its year: the place's ledger of duties, and what a deputy has done."""

from collections import Counter

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from piaojue.commons.places.models import Place
from piaojue.commons.roles import Role
from piaojue.commons.web.act_pages import ActButton, ActForm
from piaojue.commons.web.printing import pdf
from piaojue.commons.web.request import Request
from piaojue.stages.supervise import actions, queries_record
from piaojue.stages.supervise.forms_procedure import ExpertiseForm
from piaojue.stages.supervise.ledger import duties_of
from piaojue.stages.supervise.moves import MOVES


@require_GET
def ledger(request: Request, place: str) -> HttpResponse:
    """What is not settled, of all years: late, due soon, and the rest."""
    where = get_object_or_404(Place, code=place)
    inside = MOVES.entitled("read_reports", where, request.seat)
    everything = duties_of(where, inside=inside)
    kind = request.GET.get("kind", "")
    duties = [duty for duty in everything if kind in ("", duty.kind)]
    groups = [
        ("逾期", "bad", [duty for duty in duties if duty.late]),
        ("30 天内到期", "wait", [duty for duty in duties if duty.soon]),
        ("其余", "plain", [duty for duty in duties if not duty.late and not duty.soon]),
    ]
    context = {
        "place": where,
        "groups": [group for group in groups if group[2]],
        "kinds": sorted(Counter(duty.kind for duty in everything).items()),
        "kind": kind,
        "number": len(duties),
        "late": len(groups[0][2]),
    }
    return render(request, "supervise/ledger.html", context)


@require_GET
def record(request: Request, pk: int) -> HttpResponse:
    """What one deputy has done. Public by the deputy's own choice; never how somebody voted."""
    seat = queries_record.deputy_for(request.seat, pk)
    return render(request, "supervise/record.html", queries_record.record_of(seat, request.seat))


@require_GET
def record_pdf(request: Request, pk: int) -> HttpResponse:
    """The same on paper."""
    seat = queries_record.deputy_for(request.seat, pk)
    context = queries_record.record_of(seat, request.seat)
    return pdf(request, "supervise/record_paper.html", context, f"{seat.person.name}履职情况.pdf")


open_record = ActButton(
    path="deputies/<int:pk>/record/open/",
    line=MOVES["open_record"],
    find=lambda request, pk: queries_record.deputy_for(request.seat, pk),
    action=actions.open_record,
    thing="seat",
    done="您的履职情况已经公开，随时可以收回",
    undone_by="close_record",
    goes_to=lambda seat: queries_record.address_of(seat),
)
state_expertise = ActForm(
    path="deputies/<int:pk>/expertise/",
    line=MOVES["state_expertise"],
    find=lambda request, pk: queries_record.watcher_for(request.seat, pk),
    action=actions.state_expertise,
    thing="seat",
    form=ExpertiseForm,
    form_options=lambda request, seat: {"initial": {"categories": queries_record.expertise_of(seat)}},
    lead="编排监督小组时，懂行的排在前面。",
    submit="保存",
    done="专长已登记",
    goes_to=lambda seat: queries_record.address_of(seat) if seat.role == Role.DEPUTY else reverse("today"),
)
close_record = ActButton(
    path="deputies/<int:pk>/record/close/",
    line=MOVES["close_record"],
    find=lambda request, pk: queries_record.deputy_for(request.seat, pk),
    action=actions.close_record,
    thing="seat",
    done="您的履职情况不再公开",
    undone_by="open_record",
    goes_to=lambda seat: queries_record.address_of(seat),
)
