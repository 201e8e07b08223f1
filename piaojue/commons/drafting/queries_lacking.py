"""Which papers under way lack something that their writers can enter."""

from collections.abc import Iterator

from engines.papers import Gap
from piaojue.commons.drafting.models import Document
from piaojue.commons.drafting.queries import UNDER_WAY, gaps_of
from piaojue.commons.drafting.roles import writes
from piaojue.commons.people.models import Seat
from piaojue.commons.years.models import Year


def papers_that_lack(year: Year, seat: Seat) -> Iterator[tuple[str, list[Gap]]]:
    """(title, what is missing) of each paper of the seat's house that lacks something."""
    for row in Document.objects.filter(year=year, state__in=UNDER_WAY).select_related("year__place"):
        if not row.blanks and writes(row, seat) and (gaps := gaps_of(row)):
            yield row.title, gaps
