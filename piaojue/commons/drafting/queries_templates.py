"""Which templates a place has, and what they can be tried with."""

from collections.abc import Iterator
from dataclasses import replace

from django.http import Http404
from django.utils import timezone

from engines.papers.office import Fields, fields_of
from piaojue.commons.draftable import DOCUMENTS, Written, written
from piaojue.commons.draftable import Document as Line
from piaojue.commons.drafting.models import Template, TemplateState
from piaojue.commons.drafting.moves import MOVES
from piaojue.commons.moves import NotYours
from piaojue.commons.people.models import Seat
from piaojue.commons.places.models import Place
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import RoadKind

YEARS_BACK = 5


def lines_for(place: Place) -> list[Line]:
    """The kinds of papers that a place can have, in the order of the road."""
    road = RoadKind.STREET if place.is_subdistrict else RoadKind.CONGRESS
    return [line for line in DOCUMENTS.values() if not line.roads or road in line.roads]


def line_for(place: Place, code: str) -> Line:
    """One of them. Raises Http404."""
    found = next((line for line in lines_for(place) if line.code == code), None)
    if found is None:
        raise Http404("no such document")
    return found


def sample_for(line: Line, place: Place) -> Written | None:
    """The paper with the place's data: of the last year that is over, else of the newest; None: there is nothing to write of."""
    years = list(Year.objects.filter(place=place).select_related("place").order_by("-number", "-pk")[:YEARS_BACK])
    for year in _in_order(years):
        thing = next(iter(line.about(year)), None) if line.belongs_to(year) else None
        if thing is not None:
            now = written(line, thing, year)
            return replace(now, draft=replace(now.draft, on=now.draft.on or timezone.localdate()))
    return None


def _in_order(years: list[Year]) -> Iterator[Year]:
    """Last year's first: its data are complete."""
    past = [year for year in years if year.number < timezone.localdate().year]
    yield from past
    yield from (year for year in years if year not in past)


def fields_for(line: Line, place: Place) -> Fields | None:
    """What a template of this kind can name here; None: there is no paper yet that it could be tried with."""
    sample = sample_for(line, place)
    return fields_of(sample.draft) if sample else None


def templates_of(place: Place, code: str) -> list[Template]:
    """Every version, the newest first."""
    return list(Template.objects.filter(place=place, code=code).select_related("upload", "created_by__body"))


def in_force_at(place: Place) -> dict[str, Template]:
    """Kind of paper → the template in force."""
    return {row.code: row for row in Template.objects.filter(place=place, state=TemplateState.IN_FORCE)}


def template_for_seat(by: Seat | None, pk: int) -> Template:
    """One version. Raises Http404, NotYours."""
    row = Template.objects.select_related("place", "upload", "created_by__body").filter(pk=pk).first()
    if row is None:
        raise Http404("no such template")
    if not MOVES.entitled("read_templates", row.place, by):
        raise NotYours("read_templates")
    return row
