"""今天要办 of 评价."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone

from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.commons.todo import Task, waiting
from piaojue.commons.years.models import Year, not_voided
from piaojue.commons.years.road import Stage
from piaojue.stages.evaluate import ledger as ledger  # its duties
from piaojue.stages.evaluate import queries
from piaojue.stages.evaluate.actions.framing import silent, uninvited
from piaojue.stages.evaluate.gates import mending, ordering, turn_of
from piaojue.stages.evaluate.models import Archive, Subject, Survey, SurveyState
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
def people_to_ask(seat: Seat) -> Iterable[Task]:
    """Who was drawn and has no invitation yet; whom one reminder would reach."""
    if seat.role not in DESK:
        return
    asking = Survey.objects.filter(not_voided(), place=seat.place, state=SurveyState.OPEN, subject=Subject.RESIDENTS)
    for survey in asking.select_related("year")[:MOST]:
        for act, label, rows in (
            ("send_invitations", "给抽中的人发评价邀请", uninvited(survey)),
            ("remind_invited", "提醒还没有评价的人", silent(survey)),
        ):
            if (number := rows.count()) and MOVES.may(act, survey, seat):
                url = reverse("survey_frame", args=[survey.pk])
                yield Task(label, url, count=number, due=survey.closes_on, note=survey.title)


@waiting
def rectifications_waiting(seat: Seat) -> Iterable[Task]:
    for row in queries.rectifications_waiting(seat).select_related("item", "project")[:MOST]:
        supply = mending(row)
        yield Task(supply.label, supply.url, due=row.due, act=supply.act)


@waiting
def archives_to_make(seat: Seat) -> Iterable[Task]:
    """A year is over when its package is there (档案法 13)."""
    if not MOVES.entitled("pack_archive", seat.place, seat):
        return
    over = Year.objects.filter(place=seat.place, stage=Stage.ARCHIVED)
    for year in over.exclude(pk__in=Archive.objects.exclude(upload=None).values("year")).select_related("place"):
        yield Task("制作年度档案", year.page("archive"), note=str(year), act="evaluate.pack_archive")
