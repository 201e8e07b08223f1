"""What a year's pages can only know by reading every row: at once where the rows are few, else made beside the page.

Numbers that a change of one row changes by one are kept (commons/tallies). How many different people there were, whom a list
reaches and what other rules would choose are not such numbers.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, BinaryIO

from django.utils import translation

from piaojue.commons.jobs.aside import Argument, aside
from piaojue.commons.people.models import Seat
from piaojue.commons.tallies.queries import number
from piaojue.commons.years.models import Year
from piaojue.journey.choices import choice_of, compared, pabulib
from piaojue.journey.coverage import Visible, covered, visible
from piaojue.journey.panel import Panel
from piaojue.stages.group.public import Second
from piaojue.stages.shortlist.public import Dossier
from piaojue.stages.suggest.public import Support, received

FEW = 3000
"""Suggestions (条) of a year up to which everything is worked out while the page waits."""
FRESH, SHOWN = 600, 6 * 3600


@dataclass(frozen=True)
class Coverage:
    """What a list covers. instance: in Pabulib's format, empty where nothing can be compared; at: when made, None: just now."""

    panels: list[Panel]
    instance: str
    at: datetime | None = None


@dataclass(frozen=True)
class People:
    """Different people of a year (人). signed_in: with an account; phones: by a phone number alone; at: as above."""

    signed_in: int
    phones: int
    at: datetime | None = None


def coverage_of(year: Year, by: Seat | None) -> Coverage | None:
    """As this reader may see it. None: it is being worked out."""
    seen = visible(by, year)
    if number("suggestions", year.pk) <= FEW:
        return _coverage(year, seen)
    argument = {
        "year": year.pk,
        "candidates": [dossier.pk for dossier in seen.candidates],
        "dossiers": [dossier.pk for dossier in seen.dossiers],
        "language": translation.get_language(),
    }
    if (made := worked_out.get(argument)) is None:
        return None
    kept = made.value()
    return Coverage([_panel(values) for values in kept["panels"]], kept["instance"], made.at)


def _coverage(year: Year, seen: Visible) -> Coverage:
    choice = choice_of(year, seen)
    panels = covered(year, seen) + (compared(choice) if choice else [])
    return Coverage(panels, pabulib(choice, year) if choice else "")


def _panel(values: Mapping[str, Any]) -> Panel:
    """A panel as it was before it was JSON, whose keys are texts."""
    links = {int(at): url for at, url in values["links"].items()}
    return Panel(**{**values, "links": links, "shares": tuple(values["shares"]), "bars": tuple(values["bars"])})


@aside("coverage", fresh=FRESH, shown=SHOWN)
def worked_out(argument: Argument, file: BinaryIO) -> None:
    year = Year.every.select_related("place").get(pk=argument["year"])
    rows = Dossier.objects.select_related("department", "spot", "year", "place").prefetch_related("demands")
    found = rows.in_bulk([*argument["candidates"], *argument["dossiers"]])
    seen = Visible(*([found[pk] for pk in argument[name] if pk in found] for name in ("candidates", "dossiers")))
    with translation.override(argument["language"]):
        made = _coverage(year, seen)
    panels = [asdict(panel) for panel in made.panels]
    file.write(json.dumps({"panels": panels, "instance": made.instance}, default=str).encode())


def people_of(year: Year, suggestions: int) -> People | None:
    """Who took part, nobody counted twice. suggestions: how many the year has. None: they are being counted."""
    if suggestions <= FEW:
        return People(*_people(year.pk))
    if (made := counted.get({"year": year.pk})) is None:
        return None
    signed_in, phones = made.value()
    return People(signed_in, phones, made.at)


def _people(year: int) -> tuple[int, int]:
    rows = received().filter(year=year).order_by()
    signed_in = (
        rows.exclude(proposer=None)
        .values_list("proposer")
        .union(
            Second.objects.filter(demand__year=year).order_by().values_list("person"),
            Support.objects.filter(suggestion__year=year).order_by().values_list("person"),
        )
    )
    phones = rows.filter(proposer=None).exclude(proposer_phone="").values("proposer_phone").distinct()
    return signed_in.count(), phones.count()


@aside("people", fresh=FRESH, shown=SHOWN)
def counted(argument: Argument, file: BinaryIO) -> None:
    file.write(json.dumps(_people(argument["year"])).encode())
