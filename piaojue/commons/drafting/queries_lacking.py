"""Which papers lack something that their writers can enter: drafts under way, and what the next gate waits for."""

from collections.abc import Iterator

from engines.papers import Gap
from piaojue.commons.draftable import document_for, written
from piaojue.commons.drafting.models import Document
from piaojue.commons.drafting.queries import UNDER_WAY, gaps_of, thing_at
from piaojue.commons.drafting.roles import writes
from piaojue.commons.people.models import Seat
from piaojue.commons.years.models import Paper, Year
from piaojue.commons.years.road import next_gate


def papers_that_lack(year: Year, seat: Seat) -> Iterator[tuple[str, list[Gap]]]:
    """(title, what is missing) of each paper of the seat's house that lacks something."""
    drafts = list(Document.objects.filter(year=year, state__in=UNDER_WAY).select_related("year__place"))
    for row in drafts:
        if not row.blanks and writes(row, seat) and (gaps := gaps_of(row)):
            yield row.title, gaps
    yield from _not_drawn_up(year, seat, {row.code for row in drafts})


def _not_drawn_up(year: Year, seat: Seat, begun: set[str]) -> Iterator[tuple[str, list[Gap]]]:
    """The same of papers that the next gate asks for and nobody has begun."""
    gate = next_gate(year.road, year.stage)
    filed = set(Paper.objects.filter(year=year).values_list("kind", flat=True)) if gate else set()
    for kind in gate.papers if gate else ():
        line = None if kind in filed else document_for(kind, year)
        if line is None or line.code in begun or line.house.of_unit or seat.role not in line.house.writers:
            continue
        thing = thing_at(line, year, 0)
        if thing is not None and (gaps := written(line, thing, year).gaps):
            yield line.label, list(gaps)
