"""What of evaluation can be corrected: titles of surveys, what was ordered and reported. Figures are entered anew instead."""

from collections.abc import Iterable

from piaojue.commons.correctable import correctable
from piaojue.commons.people.models import Seat
from piaojue.stages.evaluate.models import Rectification, RectificationState, Survey, SurveyState
from piaojue.stages.evaluate.moves import ORGANISERS, is_of_its_unit


def is_begun(survey: Survey) -> str:
    return "" if survey.state == SurveyState.PREPARED else "测评已经开始"


correctable(
    Survey,
    fields=("title", "opens_on", "closes_on"),
    roles=ORGANISERS,
    frozen=is_begun,
    settled=lambda survey: "测评结果已经公布" if survey.published_on else "",
    public=lambda survey: bool(survey.published_on),
)


def its_unit(row: Rectification) -> Iterable[int]:
    unit = Seat.objects.in_office().filter(body=row.project.department_id)
    return unit.values_list("person_id", flat=True)


def who_ordered(row: Rectification) -> Iterable[int]:
    return [row.created_by.person_id] if row.created_by else []


correctable(
    Rectification,
    part="order",
    label="更正整改要求",
    fields=("order", "due"),
    roles=ORGANISERS,
    author="created_by",
    frozen=lambda row: "整改要求已经下达",
    relied=its_unit,
)
correctable(
    Rectification,
    part="report",
    label="更正整改情况",
    fields=("report",),
    whose=is_of_its_unit,
    roles={"department", "gov_office"},
    frozen=lambda row: "" if row.state == RectificationState.ORDERED else "整改情况已经报送",
    relied=who_ordered,
)
