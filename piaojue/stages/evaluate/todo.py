"""今天要办 of 评价."""

from collections.abc import Iterable

from django.utils import timezone

from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.commons.todo import Task, waiting
from piaojue.commons.years.models import Year, not_voided
from piaojue.commons.years.road import Stage
from piaojue.stages.evaluate import queries
from piaojue.stages.evaluate.gates import mending, ordering, turn_of
from piaojue.stages.evaluate.models import Subject, Survey, SurveyState
from piaojue.stages.evaluate.moves import DESK, MOVES

MOST = 20
"""Lines of one kind in the list at most."""
WORK = (SurveyState.PREPARED, SurveyState.REFUSED, SurveyState.JUDGED)
"""States in which the desk, or the third party, has to do something."""


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
        supply = turn_of(survey)
        urgent = survey.state == SurveyState.REFUSED
        yield Task(supply.label, supply.url, due=survey.closes_on, note=str(survey.year), urgent=urgent)


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
        supply = turn_of(survey)
        yield Task(supply.label, supply.url, due=survey.closes_on, note=str(survey.year))
    if not MOVES.entitled("order_rectification", seat.place, seat):
        return
    for year in Year.objects.filter(place=seat.place, stage=Stage.DELIVERING):  # in 评价 the gate says so
        for item in queries.to_rectify(year):
            supply = ordering(item)
            yield Task(supply.label, supply.url, urgent=True, note=str(year), act=supply.act)


@waiting
def rectifications_waiting(seat: Seat) -> Iterable[Task]:
    for row in queries.rectifications_waiting(seat).select_related("item", "project")[:MOST]:
        supply = mending(row)
        yield Task(supply.label, supply.url, due=row.due, act=supply.act)
