"""Entries of the side rail."""

from piaojue.commons.web.menu import Entry
from piaojue.stages.vote.moves import MOVES


def entries(seat, year) -> list[Entry]:
    """票决 of the year on the page."""
    if year is None:
        return []
    word = "票决与测评" if year.place.has_congress else "票选与测评"
    found = [Entry(word, f"/{year.place_id}/{year.number}/polls/", order=50)]
    if year.place.has_congress and not MOVES.entitled("read_polls", year.place, seat):
        found = [Entry("票决结果", f"/{year.place_id}/{year.number}/result/", order=50)]
    return found
