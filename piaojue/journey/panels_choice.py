"""A board narrowed to one field, or to one part of its region: the same questions, asked of these rows alone."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.translation import gettext as _

from piaojue.commons.words import said
from piaojue.commons.years.models import Year
from piaojue.journey import drawing
from piaojue.journey.figures import received
from piaojue.journey.panel import Panel, share
from piaojue.journey.panels import HOT, hot_of, weekly_of
from piaojue.stages.deliver.public import Project, ProjectState
from piaojue.stages.group.public import GONE, Demand
from piaojue.stages.shortlist.public import Dossier, DossierState
from piaojue.stages.suggest.public import Category, parts_of

FIELD, SPOT = "category", "spot"
"""What the address says."""


@dataclass(frozen=True)
class Choices:
    """What a board can be narrowed to, and what is chosen; an empty value: all.

    numbers: years of the same place; spots, fields: (value, words)
    """

    year: Year
    numbers: list[tuple[str, int]]
    spots: list[tuple[str, str]]
    fields: list[tuple[str, str]] = field(default_factory=lambda: list(Category.choices))
    spot: str = ""
    category: str = ""

    @property
    def narrow(self) -> bool:
        """Whether anything is chosen."""
        return bool(self.spot or self.category)

    def of(self, rows: QuerySet) -> QuerySet:
        """The rows of the year that are meant, in no order."""
        chosen: dict[str, Any] = {"year": self.year}
        if self.category:
            chosen["category"] = self.category
        if self.spot:
            chosen["spot__code__startswith"] = self.spot
        return rows.filter(**chosen).order_by()


def choices_of(year: Year, asked: Mapping[str, str]) -> Choices:
    """What the address asks for, as far as it exists. asked: the address's parameters."""
    same = Year.real.filter(place=year.place).order_by("-number")
    spots = parts_of(year.place)
    spot, category = asked.get(SPOT, ""), asked.get(FIELD, "")
    return Choices(
        year,
        [(one.page("board"), one.number) for one in same.select_related("place")],
        spots,
        spot=spot if spot in dict(spots) else "",
        category=category if category in Category.values else "",
    )


def panels_of_choice(choices: Choices) -> list[Panel]:
    """From words to work, the loudest demands, the weeks, the projects."""
    made = (_funnel(choices), _hot(choices), weekly_of(_weeks(choices)), _projects(choices))
    return [panel for panel in made if panel is not None]


def _funnel(choices: Choices) -> Panel:
    projects = choices.of(Project.objects.all())
    steps = [
        (said("建议"), choices.of(received([choices.year])).count()),
        (said("诉求"), choices.of(Demand.objects.exclude(state__in=GONE)).count()),
        (said("候选"), choices.of(Dossier.objects.filter(state=DossierState.CANDIDATE)).count()),
        (said("入选"), projects.count()),
        (said("完成"), projects.filter(state=ProjectState.COMPLETED).count()),
    ]
    before = [None, *(n for _name, n in steps)]
    rows = [
        [name, n, share(n, last) if last is not None and n <= last else None]
        for (name, n), last in zip(steps, before, strict=False)
    ]
    headings = [_("环节"), _("数量"), _("占上一环节")]
    return Panel("funnel", _("建议到完成"), headings, rows, drawing.funnel(steps), shares=(2,))


def _hot(choices: Choices) -> Panel:
    rows = choices.of(Demand.objects.exclude(state__in=GONE)).select_related("spot")
    return hot_of(list(rows.order_by("-voices", "-pk")[:HOT]))


def _weeks(choices: Choices) -> Counter[date]:
    """Monday → how many suggestions came."""
    days: Iterable[tuple[date, int]] = (
        choices.of(received([choices.year]))
        .annotate(day=TruncDate("created_at"))
        .values("day")
        .annotate(n=Count("*"))
        .values_list("day", "n")
    )
    weeks: Counter[date] = Counter()
    for day, n in days:
        weeks[day - timedelta(days=day.weekday())] += n
    return weeks


def _projects(choices: Choices) -> Panel | None:
    """Where the work stands, by project."""
    rows = list(choices.of(Project.objects.select_related("spot")).order_by("no", "pk"))
    if not rows:
        return None
    return Panel(
        "projects",
        _("项目"),
        [_("项目"), _("所在地"), _("进度（%）"), _("亮灯")],
        [[row.title, row.spot.name, row.progress, said(row.get_lamp_display())] for row in rows],
        links={at: reverse("project", args=[row.pk]) for at, row in enumerate(rows)},
    )
