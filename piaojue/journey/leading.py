"""What a leader looks at: what is red, who answers for it, what was decided, what residents say."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from piaojue.commons.people.models import Body
from piaojue.commons.places.models import Place
from piaojue.commons.roles import LEADERS, Role
from piaojue.commons.years.models import Standing
from piaojue.journey.regions import running_years
from piaojue.stages.deliver.public import BURNING, Lamp, Problem, ProblemState, Project
from piaojue.stages.evaluate.public import Item, SurveyState
from piaojue.stages.suggest.public import Suggestion, newest_words
from piaojue.stages.supervise.public import Finding, FindingState

READERS = LEADERS | {Role.CONGRESS_CLERK, Role.STREET_CLERK, Role.COMMITTEE, Role.GOV_OFFICE}
"""Who may see it: leaders of the place or above, and the offices that work for them."""
REDS, UNITS, DECISIONS, WORDS, SCORES = 6, 6, 5, 3, 3
"""Lines of each part: together they fit one screen."""
UNDER_WAY = [FindingState.ASSIGNED, FindingState.RETURNED]


@dataclass
class Answers:
    """What a unit has to answer for. red, yellow: projects; late: findings past their day; owed: decisions past their day."""

    name: str
    red: int = 0
    yellow: int = 0
    late: int = 0
    owed: int = 0

    @property
    def weight(self) -> tuple[int, int, int]:
        return (self.red, self.late + self.owed, self.yellow)


@dataclass(frozen=True)
class Lead:
    """One screen. Each list is cut; the number beside it is of them all."""

    reds: list[Project]
    red: int
    units: list[Answers]
    decisions: list[Problem]
    decided: int
    undecided: int
    words: list[Suggestion]
    low: list[Item]
    today: date = field(default_factory=timezone.localdate)


def lead_of(place: Place) -> Lead:
    """By ten questions, whatever there is in the region."""
    burning = _inside(Project, place).filter(BURNING)
    reds = (
        burning.filter(lamp=Lamp.RED)
        .select_related("department", "year__place")
        .order_by("congress_lamp", "place_id", "no")
    )
    problems = _inside(Problem, place)
    decided = problems.filter(state=ProblemState.DECIDED).select_related("project__year__place", "owner")
    return Lead(
        reds=list(reds[:REDS]),
        red=reds.count(),
        units=_units(place, burning),
        decisions=list(decided.order_by("due", "pk")[:DECISIONS]),
        decided=decided.count(),
        undecided=problems.filter(state=ProblemState.RAISED).count(),
        words=newest_words(*running_years(place), most=WORDS),
        low=_low(place),
    )


def _inside(model: Any, place: Place) -> QuerySet:
    return model.objects.filter(place__code__startswith=place.pk, year__standing=Standing.REAL)


def _units(place: Place, burning: QuerySet[Project]) -> list[Answers]:
    """Units with something red, yellow or late, the worst first."""
    today, found = timezone.localdate(), defaultdict[int, dict[str, int]](dict)
    late = _inside(Finding, place).filter(state__in=UNDER_WAY, due__lt=today)
    owed = _inside(Problem, place).filter(state=ProblemState.DECIDED, due__lt=today)
    red, yellow = Count("pk", filter=Q(lamp=Lamp.RED)), Count("pk", filter=Q(lamp=Lamp.YELLOW))
    for unit, reds, yellows in burning.order_by().values_list("department_id").annotate(reds=red, yellows=yellow):
        found[unit] |= {"red": reds, "yellow": yellows}
    for name, rows, whose in (("late", late, "assigned_to_id"), ("owed", owed, "owner_id")):
        for unit, n in rows.order_by().values_list(whose).annotate(n=Count("pk")):
            found[unit][name] = n
    names = Body.objects.select_related("place").in_bulk([key for key in found if key is not None])
    units = [Answers(names[key].name, **numbers) for key, numbers in found.items() if key in names]
    return sorted((unit for unit in units if any(unit.weight)), key=lambda unit: unit.weight, reverse=True)[:UNITS]


def _low(place: Place) -> list[Item]:
    """The lowest published scores of the years that go on."""
    rows = Item.objects.filter(survey__place__code__startswith=place.pk, survey__state=SurveyState.PUBLISHED)
    rows = rows.filter(survey__year__standing=Standing.REAL, positive_rate__isnull=False, project__isnull=False)
    return list(rows.select_related("survey", "project").order_by("-survey__year__number", "positive_rate")[:SCORES])
