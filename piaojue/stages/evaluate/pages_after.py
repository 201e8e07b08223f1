"""Pages of what follows a bad grade: the order, the unit's report, the re-evaluation."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from piaojue.commons.evidence.keep import keep
from piaojue.commons.evidence.models import Upload
from piaojue.commons.people.models import Seat
from piaojue.commons.record.log import history
from piaojue.commons.web.act_pages import ActButton, ActForm
from piaojue.commons.web.request import Request
from piaojue.commons.years.queries import on_page
from piaojue.stages.evaluate import actions, queries
from piaojue.stages.evaluate.forms import OrderForm, ReportForm
from piaojue.stages.evaluate.models import Item, Rectification, RectificationState, Survey
from piaojue.stages.evaluate.moves import MOVES

HISTORY_SHOWN = 20
AT = {
    RectificationState.ORDERED: 1,
    RectificationState.REPORTED: 2,
    RectificationState.REEVALUATED: 4,
    RectificationState.ESCALATED: 4,
}
"""Where a rectification stands on its line of steps, counted from 0; 4: it is settled."""


def _usual_due(item: Item) -> date:
    return timezone.localdate() + timedelta(days=queries.chain_of(item.survey).rectify_days)


order = ActForm(
    path="survey-rows/<int:pk>/rectify/",
    line=MOVES["order_rectification"],
    find=lambda request, pk: queries.item_by(pk),
    action=actions.order_rectification,
    thing="item",
    form=OrderForm,
    form_options=lambda request, item: {"initial": {"due": _usual_due(item)}},
    heading=lambda item: f"交由政府研究处理：{item.title}",
    lead=lambda item: item.sentence,
    submit="发出整改通知",
    cancel=lambda item: item.survey.get_absolute_url(),
    done="整改通知已发给责任单位",
    goes_to=Rectification.get_absolute_url,
)
"""交由政府研究处理，限期报告."""


def rectification_at(request: Request, pk: int) -> Rectification:
    """The rectification an address speaks of; public. Raises Http404."""
    return queries.rectification_for(request.seat, pk)


@require_GET
def rectification(request: Request, pk: int) -> HttpResponse:
    """One chain: bad result → order → report → re-evaluation → passed, or more supervision is suggested. Public."""
    rectification, seat = rectification_at(request, pk), request.seat
    on_page(request, rectification)
    context = {
        "rectification": rectification,
        "year": rectification.year,
        "steps": steps_of(rectification),
        "proofs": rectification.proofs.filter(public=True),
        "all_proofs": rectification.proofs.all()
        if MOVES.entitled("read_preparations", rectification.place, seat)
        else None,
        "tries": rectification.tries.exclude(pk=rectification.reevaluation_id or 0).order_by("pk"),
        "may_report": MOVES.may("report_rectification", rectification, seat),
        "may_reevaluate": MOVES.may("reevaluate", rectification, seat),
        "history": history(rectification)[:HISTORY_SHOWN] if seat else [],
    }
    return render(request, "evaluate/rectification.html", context)


def steps_of(rectification: Rectification) -> list[dict]:
    """The chain as one line of steps."""
    at, first, again = (
        AT[RectificationState(rectification.state)],
        rectification.item.survey,
        rectification.reevaluation,
    )
    done = again is not None and again.published_on is not None
    lines = [
        (_("测评结果公布"), first.published_on, first.get_absolute_url()),
        (_("限期整改"), rectification.due, ""),
        (pgettext("step", "报告整改情况"), rectification.reported_at, ""),
        (_("复评"), again.published_on if again else None, again.get_absolute_url() if again and done else ""),
        (_last_step(rectification.state), None, ""),
    ]
    return [
        {
            "label": label,
            "note": f"{when:%Y-%m-%d}" if when else "",
            "url": url,
            "status": "done" if n < at or at == 4 else "now" if n == at else "todo",
        }
        for n, (label, when, url) in enumerate(lines)
    ]


def _last_step(state: str) -> str:
    if state == RectificationState.ESCALATED:
        return _("建议列入下一步监督")
    return _("复评通过") if state == RectificationState.REEVALUATED else pgettext("step", "销号")


def _kept_when_asked(files: list[UploadedFile], rectification: Rectification, by: Seat | None) -> Iterator[Upload]:
    """Each file is kept when the act asks for it: not before the seat was found to be the unit's."""
    for file in files:
        yield keep(file, place=rectification.place, by=by, public=True)


def _report_values(request: Request, rectification: Rectification, cleaned: dict) -> dict:
    files = [file for file in (cleaned["proof"], cleaned["more"]) if file]
    return {"report": cleaned["report"], "proofs": _kept_when_asked(files, rectification, request.seat)}


report = ActForm(
    path="rectifications/<int:pk>/report/",
    line=MOVES["report_rectification"],
    find=rectification_at,
    action=actions.report_rectification,
    thing="rectification",
    form=ReportForm,
    values=_report_values,
    heading=lambda rectification: f"报告整改情况：{rectification.item.title}",
    lead=lambda rectification: rectification.order,
    submit="报告",
    done="整改情况已报告，等待复评",
    goes_to=Rectification.get_absolute_url,
)
"""The unit's report."""

reevaluate = ActButton(
    path="rectifications/<int:pk>/reevaluate/",
    line=MOVES["reevaluate"],
    find=rectification_at,
    action=actions.reevaluate,
    thing="rectification",
    done="复评已准备，请在这里完成并公布",
    goes_to=Survey.get_absolute_url,
)
