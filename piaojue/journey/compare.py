"""历年对比: years beside each other, region by region and field by field, as far as they can be compared.

A year that was led here speaks by its own figures. A year before that speaks by the office's table of past projects, which knows
what was done, where and for how much, and nothing of residents, days and satisfaction: these cells stay empty (docs/domain.md#compared).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Count, Sum
from django.utils import timezone

from piaojue.commons.places.models import Level, Place
from piaojue.commons.years.models import Year
from piaojue.journey.figures import Figures, figures_of, total
from piaojue.stages.deliver.public import Project
from piaojue.stages.shortlist.public import PastProject

SPANS = {"3": 3, "5": 5, "10": 10}
"""What one may ask for: three years, a term (五年一届), ten years."""


@dataclass
class Cell:
    """One region in one year. yuan: planned, or of the table of past projects; figures: None: before this system."""

    projects: int = 0
    yuan: int = 0
    fields: Counter[str] = field(default_factory=Counter)
    figures: Figures | None = None


@dataclass(frozen=True)
class History:
    """place: looked at; regions: directly below it, or itself where nothing is; cells: (code, year) → what was done

    towns: code → the 乡镇街道 in it, without zones; heard: codes of 乡镇街道 in which a project lay in these years
    """

    place: Place
    regions: list[Place]
    numbers: list[int]
    cells: dict[tuple[str, int], Cell]
    towns: dict[str, list[Place]]
    heard: set[str]

    def of_year(self, number: int) -> list[Cell]:
        return [cell for (_code, year), cell in self.cells.items() if year == number]

    def of_region(self, place: Place) -> list[Cell]:
        return [self.cells[place.pk, number] for number in self.numbers if (place.pk, number) in self.cells]

    def projects(self, place: Place, number: int) -> int | None:
        cell = self.cells.get((place.pk, number))
        return cell.projects if cell else None

    @cached_property
    def population(self) -> int | None:
        """Of all regions; None where one of them has none entered, so that nothing is compared that cannot be."""
        people = [region.population for region in self.regions]
        return sum(filter(None, people)) if all(people) else None

    @property
    def fields(self) -> list[str]:
        """Fields of these years, the most projects first."""
        counted: Counter[str] = Counter()
        for cell in self.cells.values():
            counted.update(cell.fields)
        return [name for name, _n in counted.most_common()]


def figures_together(cells: Iterable[Cell]) -> Figures | None:
    """What years that were led here come to together; None where there is none of them."""
    known = [cell.figures for cell in cells if cell.figures is not None]
    return total(known) if known else None


def history_of(place: Place, span: int) -> History:
    """The last `span` years that have projects, by eight questions, however many regions and years there are."""
    below = list(Place.objects.standing().filter(parent=place).order_by("code"))
    regions = [row for row in below if not row.is_zone] or [place]
    codes = [row.pk for row in regions]
    led = _led(codes)
    past = _past(codes)
    cells = {**past, **led}
    numbers = sorted({number for _code, number in cells}, reverse=True)[:span]
    shown = {key: cell for key, cell in cells.items() if key[1] in numbers}
    towns = list(Place.objects.standing().filter(code__startswith=place.pk, level=Level.TOWN).order_by("code"))
    by_region = {code: [town for town in towns if town.pk.startswith(code) and not town.is_zone] for code in codes}
    return History(place, regions, numbers, shown, by_region, _heard(place, numbers))


def _led(codes: list[str]) -> dict[tuple[str, int], Cell]:
    """Years that were led here and have projects."""
    years = {year.pk: year for year in Year.real.filter(place__in=codes)}
    cells: dict[tuple[str, int], Cell] = {}
    rows = Project.objects.filter(year__in=list(years)).order_by().values_list("year_id", "category")
    for year, category, n in rows.annotate(n=Count("*")):
        cell = cells.setdefault((years[year].place_id, years[year].number), Cell())
        cell.fields[category] += n
        cell.projects += n
    known = figures_of(year for year in years.values() if (year.place_id, year.number) in cells)
    for key, figures in known.items():
        cell = cells[years[key].place_id, years[key].number]
        cell.figures, cell.yuan = figures, figures.planned_yuan
    return cells


def _past(codes: list[str]) -> dict[tuple[str, int], Cell]:
    """Years before this system, from the offices' tables."""
    cells: dict[tuple[str, int], Cell] = {}
    rows = PastProject.objects.filter(place__in=codes, number__lte=timezone.localdate().year)
    kinds = rows.order_by().values_list("place_id", "number", "category")
    for code, number, category, n, yuan in kinds.annotate(n=Count("*"), yuan=Sum("total_yuan")):
        cell = cells.setdefault((code, number), Cell())
        cell.fields[category] += n
        cell.projects += n
        cell.yuan += yuan or 0
    return cells


def _heard(place: Place, numbers: list[int]) -> set[str]:
    """Codes of 乡镇街道 in which, or in whose villages, a project of these years lay."""
    spots = Project.objects.filter(spot__code__startswith=place.pk, year__number__in=numbers, year__standing="real")
    earlier = PastProject.objects.filter(spot__code__startswith=place.pk, number__in=numbers)
    both = spots.order_by().values_list("spot_id").union(earlier.order_by().values_list("spot_id"))
    length = len("150102004")
    return {code[:length] for (code,) in both if len(code) >= length}
