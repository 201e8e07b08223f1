"""Menu of papers."""

from django.urls import reverse

from piaojue.commons.drafting.moves import MOVES
from piaojue.commons.web.menu import Entry


def entries(seat, year) -> list[Entry]:
    found = []
    if seat is not None and MOVES.entitled("read_deliveries", seat.place, seat):
        found.append(Entry("收文", reverse("received"), 88))
    if year is None or year.is_voided:
        return found
    if MOVES.entitled("read_documents", year.place, seat):
        found.append(Entry("公文", year.page("documents"), 87))
    if MOVES.entitled("read_points", year.place, seat):
        found.append(Entry("决议落实", year.page("points"), 86))
    return found
