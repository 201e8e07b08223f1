"""Places × years: which years of a region go on, and their numbers side by side (docs/domain.md#years-alive)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from piaojue.commons.places.models import Place
from piaojue.commons.tallies.queries import numbers
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import Stage
from piaojue.journey.figures import Figures, figures_of, total
from piaojue.stages.deliver.public import BURNING, Project


@dataclass(frozen=True)
class Line:
    """One year of one region, in numbers."""

    year: Year
    figures: Figures


@dataclass(frozen=True)
class Region:
    """One place with those of its years that are looked at, the newest first; none: none was opened."""

    place: Place
    lines: tuple[Line, ...] = ()

    @property
    def year(self) -> Year | None:
        """The newest, by which the place is shown on a map."""
        return self.lines[0].year if self.lines else None

    @property
    def lit(self) -> Line | None:
        """The newest year with lamps."""
        return next((line for line in self.lines if line.figures.lamps), None)

    @cached_property
    def figures(self) -> Figures:
        """All its lines together."""
        return total(line.figures for line in self.lines)


def running_years(place: Place) -> QuerySet[Year]:
    """The years that go on in each region inside `place`, itself included; of each region the newest first.

    A year goes on until it is archived, and as long as work that was carried over is not settled. So next year's
    suggestions stand beside this year's projects. Where no year goes on it is the last that began, else the last.
    """
    order = [F("begun").desc(), F("number").desc()]
    rows = Year.real.filter(place__code__startswith=place.code).annotate(begun=~Q(stage=Stage.PLANNED))
    rows = rows.annotate(nth=Window(RowNumber(), partition_by=[F("place")], order_by=order))
    burning = Exists(Project.objects.filter(BURNING, year=OuterRef("pk")))
    goes_on = Q(begun=True) & (~Q(stage=Stage.ARCHIVED) | burning)
    return rows.filter(Q(nth=1) | goes_on).select_related("place", "place__parent").order_by("place_id", *order)


def years_numbered(place: Place, number: int) -> QuerySet[Year]:
    """One year of every region inside `place`, itself included."""
    rows = Year.real.filter(place__code__startswith=place.code, number=number)
    return rows.select_related("place", "place__parent").order_by("place_id")


def numbers_below(place: Place) -> list[int]:
    """Which years there are inside `place`, the newest first."""
    rows = Year.real.filter(place__code__startswith=place.code).order_by("-number")
    return list(rows.values_list("number", flat=True).distinct())


def latest_year(place: Place) -> Year | None:
    """The place's own latest year."""
    return Year.real.filter(place=place).order_by("-number").first()


def suggestions_of(years: Iterable[Year]) -> int:
    """Suggestions (条) of these years, as the portal counts them."""
    keys = [year.pk for year in years]
    kept = numbers(keys, "suggestions")
    return sum(kept.one("suggestions", key) for key in keys)


def regions_among(place: Place, years: Iterable[Year], figures: Mapping[int, Figures] | None = None) -> list[Region]:
    """The regions directly below `place` (旗县区 of a city) with their lines, by a fixed number of queries.

    years: as they are to stand, each region's the newest first; figures: of these years, where the caller has them
    """
    below = {row.pk: row for row in Place.objects.standing().filter(parent=place).order_by("code")}
    own = [year for year in years if year.place_id in below]
    known = figures_of(own) if figures is None else figures
    lines: dict[str, list[Line]] = {code: [] for code in below}
    for year in own:
        lines[year.place_id].append(Line(year, known[year.pk]))
    return [Region(row, tuple(lines[code])) for code, row in below.items()]
