"""Pages of 审议意见: the year's list, one opinion with its chain as steps, and its acts."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from engines.law import Matter, competence
from piaojue.commons.web.act_pages import ActButton, ActForm
from piaojue.commons.web.listing import listing, show_list
from piaojue.commons.web.request import Request
from piaojue.commons.words import zh
from piaojue.commons.years.queries import on_page, year_at
from piaojue.stages.supervise import actions, forms_formal
from piaojue.stages.supervise.decided import decided_about
from piaojue.stages.supervise.models import ReviewOpinion, ReviewState
from piaojue.stages.supervise.moves import MOVES
from piaojue.stages.supervise.queries_formal import opinion_for, opinions_for

COLUMNS = [
    ("听取的报告", "report"),
    ("文号", "doc_no"),
    ("状态", "get_state_display"),
    ("转送日期", "sent_on"),
    ("报告期限", "due"),
    ("公布日期", "published_on"),
]
WITH_GOVERNMENT = (ReviewState.SENT, ReviewState.HANDLED, ReviewState.COMMENTED)
"""States in which the government's day runs."""


@require_GET
def opinions(request: Request, place: str, number: int) -> HttpResponse:
    """The year's opinions of the standing committee and where each has got to."""
    year = year_at(request, place, number)
    page = listing(
        request,
        opinions_for(request.seat, year),
        search=("report", "text"),
        filters={"state": ("状态", ReviewState.choices)},
    )
    context = {
        "year": year,
        "has_committee": bool(competence(Matter.OPINION, year.place.kind)),
        "running": WITH_GOVERNMENT,
        "may_draft": MOVES.may("draft_opinion", year, request.seat),
    }
    return show_list(request, "supervise/review_opinions.html", page, context, columns=COLUMNS)


@require_GET
def opinion(request: Request, pk: int) -> HttpResponse:
    """One opinion: heard, passed, sent, dealt with, commented on, reported, published."""
    row = opinion_for(request.seat, pk)
    on_page(request, row)
    context = {
        "opinion": row,
        "year": row.year,
        "steps": steps_of(row),
        "running": row.state in WITH_GOVERNMENT,
        "basis": MOVES["send_opinion"].basis,
        **decided_about(row, request.seat),
    }
    return render(request, "supervise/review_opinion.html", context)


def steps_of(row: ReviewOpinion) -> list[dict]:
    """The chain of 监督法 17 as one line of steps."""
    order = list(ReviewState)
    at = order.index(ReviewState(row.state))
    comments = row.comments
    lines = [
        (pgettext("step", "听取报告"), f"{row.sitting.starts_on:%Y-%m-%d}"),
        (pgettext("step", "审议意见"), zh(row.doc_no)),
        (pgettext("step", "转送政府"), f"{row.sent_on:%Y-%m-%d}" if row.sent_on else ""),
        (pgettext("step", "研究处理"), f"{row.handled_at:%Y-%m-%d}" if row.handled_at else ""),
        (pgettext("step", "征求意见"), f"{comments[-1].on:%Y-%m-%d}" if comments else ""),
        (pgettext("step", "书面报告"), f"{row.reported_at:%Y-%m-%d}" if row.reported_at else ""),
        (pgettext("step", "向社会公布"), f"{row.published_on:%Y-%m-%d}" if row.published_on else ""),
    ]
    return [
        {"label": label, "note": note, "status": "done" if n <= at else "now" if n == at + 1 else "todo"}
        for n, (label, note) in enumerate(lines)
    ]


def _find(request: Request, pk: int) -> ReviewOpinion:
    return opinion_for(request.seat, pk)


draft = ActForm(
    path="<place:place>/<int:number>/review-opinions/new/",
    line=MOVES["draft_opinion"],
    find=year_at,
    action=actions.draft_opinion,
    thing="year",
    form=forms_formal.OpinionForm,
    form_options=lambda request, year: {"year": year},
    lead="在常委会会议上听取报告、审议以后登记；由会议通过。",
    submit="提交",
    cancel=lambda year: year.page("review_opinions"),
    done="审议意见已登记，等待会议通过",
    goes_to=ReviewOpinion.get_absolute_url,
)

ON_OPINION: dict[str, Any] = {
    "find": _find,
    "of": ReviewOpinion,
    "thing": "opinion",
    "kind": "primary",
    "goes_to": ReviewOpinion.get_absolute_url,
}
"""What its acts have in common."""
IN_A_FORM: dict[str, Any] = {"lead": str, "submit": "提交", **ON_OPINION}

send = ActForm(
    path="review-opinions/<int:pk>/send/",
    line=MOVES["send_opinion"],
    action=actions.send_opinion,
    form=forms_formal.SendForm,
    form_options=lambda request, opinion: {"opinion": opinion, "initial": {}},
    done="已转送政府研究处理",
    **IN_A_FORM,
)

handle = ActForm(
    path="review-opinions/<int:pk>/handle/",
    line=MOVES["handle_opinion"],
    action=actions.handle_opinion,
    form=forms_formal.HandlingForm,
    done="研究处理情况已送有关委员会征求意见",
    **IN_A_FORM,
)

comment = ActForm(
    path="review-opinions/<int:pk>/comment/",
    line=MOVES["comment_opinion"],
    action=actions.comment_opinion,
    form=forms_formal.CommentForm,
    done="委员会的意见已送政府",
    **IN_A_FORM,
)

report = ActForm(
    path="review-opinions/<int:pk>/report/",
    line=MOVES["report_handling"],
    action=actions.report_handling,
    form=forms_formal.ReportHandlingForm,
    form_options=lambda request, opinion: {"initial": {"handling": opinion.handling}},
    done="已向常委会书面报告",
    **IN_A_FORM,
)

publish = ActButton(
    path="review-opinions/<int:pk>/publish/",
    line=MOVES["publish_opinion"],
    action=actions.publish_opinion,
    confirm="公布后，报告、审议意见和研究处理情况向社会公开。确定公布吗？",
    done=lambda opinion: _("已向代表通报并向社会公布"),
    **ON_OPINION,
)

again = ActForm(
    path="review-opinions/<int:pk>/again/",
    line=MOVES["deliberate_again"],
    action=actions.deliberate_again,
    form=forms_formal.AgainForm,
    form_options=lambda request, opinion: {"opinion": opinion},
    done="再次审议已登记，等待会议通过",
    **(IN_A_FORM | {"kind": "quiet"}),
)
