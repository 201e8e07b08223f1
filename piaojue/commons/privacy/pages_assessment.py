"""Pages of 影响评估: enter one, read it, take it along as a paper to sign."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from piaojue.commons.people.models import Seat
from piaojue.commons.privacy import actions, queries
from piaojue.commons.privacy.forms import AssessmentForm
from piaojue.commons.privacy.models import PARTS, Assessment
from piaojue.commons.privacy.moves import MOVES
from piaojue.commons.privacy.notice import OCCASIONS, OURS, proposed
from piaojue.commons.privacy.report import report_of
from piaojue.commons.web.act_pages import ActForm, own_seat
from piaojue.commons.web.official import paper_file
from piaojue.commons.web.request import Request

USUAL = timedelta(days=365)


@require_GET
def assessment(request: Request, pk: int) -> HttpResponse:
    """One assessment with its three parts."""
    row = queries.assessment_for(request.seat, pk)
    context = {
        "row": row,
        "occasions": [OCCASIONS[key] for key in row.covers if key in OCCASIONS],
        "parts": row.parts,
        "holds": row.holds(timezone.localdate()),
    }
    return render(request, "privacy/assessment.html", context)


@require_GET
def assessment_paper(request: Request, pk: int, kind: str) -> HttpResponse:
    """The report as PDF or .docx."""
    return paper_file(request, report_of(queries.assessment_for(request.seat, pk)), kind)


def _initial(request: Request, seat: Seat) -> dict[str, Any]:
    """The newest one of the place, else what this system does."""
    today, last = timezone.localdate(), queries.assessments_of(seat.place).first()
    parts = (
        {name: getattr(last, name) for name in ("title", "covers", "made_by", *PARTS)}
        if last
        else {"title": f"{seat.place.name}民生实事项目个人信息保护影响评估报告", "covers": OURS}
        | proposed(queries.controller_of(seat.place))
    )
    return {"initial": parts | {"made_on": today, "until": today + USUAL}}


enter_assessment = ActForm(
    path="privacy/assessments/new/",
    line=MOVES["enter_assessment"],
    find=own_seat,
    action=actions.enter_assessment,
    form=AssessmentForm,
    form_options=_initial,
    values=lambda request, seat, cleaned: {
        "place": seat.place,
        "findings": actions.Findings(**cleaned | {"covers": tuple(cleaned["covers"])}),
    },
    lead="三部分是法律要求写的，已经按本系统的实际做法写好，请对照本地情况逐条核改。登记以后长期保存，写错了用“更正”。",
    submit="登记",
    cancel=lambda seat: reverse("privacy", args=[seat.place_id]),
    done=lambda row: f"已登记，适用到 {row.until}",
    goes_to=Assessment.get_absolute_url,
)
"""登记影响评估 of the seat's own place."""
