"""Entries of the side rail."""

from piaojue.commons.people.models import Seat
from piaojue.commons.web.menu import Entry
from piaojue.commons.years.models import Year
from piaojue.stages.vote.moves import MOVES


def entries(seat: Seat | None, year: Year | None) -> list[Entry]:
    """票决 of the year on the page."""
    if year is None:
        return []
    if year.place.has_congress and not MOVES.entitled("read_polls", year.place, seat):
        return [Entry("票决结果", year.page("vote_result"), order=50)]
    word = "票决与测评" if year.place.has_congress else "票选与测评"
    return [Entry(word, year.page("polls"), order=50)]
