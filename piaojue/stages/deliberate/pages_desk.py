"""Pages of the secretariat's desk: sending the papers, the groups' minutes, the bulletin."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from piaojue.commons.web.act_pages import ActButton, ActForm
from piaojue.commons.web.printing import pdf
from piaojue.commons.web.request import Request
from piaojue.commons.words import zh
from piaojue.commons.years.models import Year
from piaojue.commons.years.queries import year_at
from piaojue.stages.deliberate import actions, queries
from piaojue.stages.deliberate.forms import CirculateForm, GroupSessionForm, MinutesForm, OpinionForm
from piaojue.stages.deliberate.models import Circulation, GroupSession, Opinion
from piaojue.stages.deliberate.moves import DESK, MOVES
from piaojue.stages.deliberate.receipts import still_to_read


def _circulation_context(request: Request, year: Year) -> dict:
    circulation = queries.circulation_of(year)
    by_name = MOVES.entitled("remind_readers", year.place, request.seat)
    return {
        "year": year,
        "receipts": queries.receipts(year),
        "circulation": circulation,
        "readers": still_to_read(circulation) if circulation and by_name else [],
        "may": MOVES.may("circulate", year, request.seat),
        "open": queries.open_questions(year).count(),
    }


def _circulation_page(circulation: Circulation) -> str:
    return circulation.year.page("circulation")


circulation = ActForm(
    path="<place:place>/<int:number>/circulation/",
    name="circulation",
    line=MOVES["circulate"],
    find=year_at,
    action=actions.circulate,
    thing="year",
    form=CirculateForm,
    form_options=lambda request, year: {"year": year},
    template="deliberate/circulation.html",
    context=_circulation_context,
    seen_by=MOVES["read_receipts"],
    done="材料已送到代表手中",
    goes_to=_circulation_page,
)
"""送阅: send, and see how far each delegation has read."""

remind_readers = ActButton(
    path="circulations/<int:pk>/remind/",
    line=MOVES["remind_readers"],
    find=lambda request, pk: queries.circulation(pk),
    of=Circulation,
    action=actions.remind_readers,
    thing="circulation",
    kind="primary",
    done="已提醒还没有读完的代表",
    goes_to=_circulation_page,
)


@require_GET
def sessions(request: Request, place: str, number: int) -> HttpResponse:
    """The groups that have met and those that have not."""
    year = year_at(request, place, number)
    MOVES.require("read_minutes", year.place, request.seat)
    context = {
        "year": year,
        "sessions": queries.sessions_for(year),
        "may": MOVES.may("hold_group_session", year, request.seat),
        "waiting": queries.yet_to_meet(year),
    }
    return render(request, "deliberate/sessions.html", context)


new_session = ActForm(
    path="<place:place>/<int:number>/deliberation/new/",
    name="new_group_session",
    line=MOVES["hold_group_session"],
    find=year_at,
    action=actions.hold_group_session,
    thing="year",
    form=GroupSessionForm,
    form_options=lambda request, year: {"year": year},
    submit="提交",
    cancel=lambda year: year.page("deliberation"),
    goes_to=GroupSession.get_absolute_url,
)


def _is_desk(request: Request) -> bool:
    return bool(request.seat) and request.seat.role in DESK


def _session_context(request: Request, session: GroupSession) -> dict:
    seat = request.seat
    corrects = MOVES.entitled("amend_opinion", session.place, seat)
    may_correct = corrects and not MOVES.refusals("amend_opinion", session, seat)
    return {
        "session": session,
        "year": session.year,
        "opinions": queries.opinions_in(session),
        "opinion_of": None if _is_desk(request) else seat.pk,
        "may_correct": may_correct,
        "may": MOVES.may("minute_opinion", session, seat),
        "may_amend": MOVES.may("amend_minutes", session, seat),
    }


session = ActForm(
    path="group-sessions/<int:pk>/",
    name="group_session",
    line=MOVES["minute_opinion"],
    find=lambda request, pk: queries.group_session(pk),
    action=actions.minute_opinion,
    thing="session",
    form=OpinionForm,
    form_options=lambda request, session: {"session": session, "desk": _is_desk(request)},
    template="deliberate/session.html",
    context=_session_context,
    seen_by=MOVES["read_minutes"],
    done=lambda opinion: _("意见已记下，可以接着记下一条"),
    goes_to=Opinion.get_absolute_url,
)
"""One group's minutes with opinions per candidate."""


def _opinion_options(request: Request, opinion: Opinion) -> dict:
    initial = {"dossier": opinion.dossier_id, "speaker": opinion.speaker_id, "text": opinion.text}
    return {"session": opinion.group_session, "desk": _is_desk(request), "initial": initial}


amend_opinion = ActForm(
    path="opinions/<int:pk>/",
    line=MOVES["amend_opinion"],
    find=lambda request, pk: queries.opinion(pk),
    action=actions.amend_opinion,
    thing="opinion",
    form=OpinionForm,
    form_options=_opinion_options,
    lead=lambda opinion: zh(opinion.group_session.delegation.name),
    submit="提交",
    done=lambda opinion: _("意见已更正"),
    goes_to=Opinion.get_absolute_url,
)

amend_minutes = ActForm(
    path="group-sessions/<int:pk>/minutes/",
    line=MOVES["amend_minutes"],
    find=lambda request, pk: queries.group_session(pk),
    action=actions.amend_minutes,
    thing="session",
    form=MinutesForm,
    form_options=lambda request, session: {
        "initial": {"minutes": session.minutes, "minutes_spent": session.minutes_spent}
    },
    heading=lambda session: f"更正审议记录：{session.delegation}",
    lead=lambda session: session.sitting.name,
    submit="提交",
    done="审议记录已更正",
    goes_to=GroupSession.get_absolute_url,
)


@require_GET
def bulletin(request: Request, place: str, number: int) -> HttpResponse:
    """审议简报: what the groups said, by candidate (PDF)."""
    year = year_at(request, place, number)
    MOVES.require("read_minutes", year.place, request.seat)
    context = {"year": year, "rows": queries.opinions_by_dossier(year), "sessions": queries.sessions_for(year)}
    return pdf(request, "deliberate/bulletin.html", context, f"{year}审议简报.pdf")
