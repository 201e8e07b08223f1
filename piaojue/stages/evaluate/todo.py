"""今天要办 of 评价."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone

from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.commons.todo import Task, waiting
from piaojue.commons.years.models import Year, not_voided
from piaojue.stages.evaluate import queries
from piaojue.stages.evaluate.models import Subject, Survey, SurveyState
from piaojue.stages.evaluate.moves import DESK, MOVES, SEASON

MOST = 20
"""Lines of one kind in the list at most."""
WORK = {
    SurveyState.PREPARED: "完成测评表与公式",
    SurveyState.REFUSED: "更正合计不符的测评表",
    SurveyState.JUDGED: "公布测评结果",
}


@waiting
def surveys_waiting(seat: Seat) -> Iterable[Task]:
    surveys = Survey.objects.filter(not_voided(), place=seat.place)
    if seat.role == Role.EVALUATOR:
        surveys = surveys.filter(subject=Subject.THIRD_PARTY, state__in=[SurveyState.PREPARED, SurveyState.REFUSED])
    elif seat.role not in DESK:
        return
    else:
        yield from _desk(seat)
    for survey in surveys.filter(state__in=WORK)[:MOST]:
        yield Task(
            WORK[SurveyState(survey.state)],
            survey.get_absolute_url(),
            due=survey.closes_on,
            note=survey.title,
            urgent=survey.state == SurveyState.REFUSED,
        )


def _desk(seat: Seat) -> Iterable[Task]:
    """Residents' evaluations past their last day; published grades that nobody has ordered to be put right."""
    over = Survey.objects.filter(
        not_voided(),
        place=seat.place,
        state=SurveyState.OPEN,
        subject=Subject.RESIDENTS,
        closes_on__lt=timezone.localdate(),
    )
    for survey in over[:MOST]:
        yield Task("截止居民测评并计票", survey.get_absolute_url(), due=survey.closes_on, note=survey.title)
    if not MOVES.entitled("order_rectification", seat.place, seat):
        return
    for year in Year.objects.filter(place=seat.place, stage__in=SEASON):
        for item in queries.to_rectify(year):
            address = reverse("order_rectification", args=[item.pk])
            yield Task(f"交办整改：{item.title}", address, urgent=True, note=str(year))


@waiting
def rectifications_waiting(seat: Seat) -> Iterable[Task]:
    label = "报告整改情况" if seat.role == Role.DEPARTMENT else "组织整改复评"
    for row in queries.rectifications_waiting(seat).select_related("item")[:MOST]:
        yield Task(label, row.get_absolute_url(), due=row.due, note=row.item.title)
