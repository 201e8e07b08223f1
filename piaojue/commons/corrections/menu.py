"""Menu of corrections."""

from django.urls import reverse

from piaojue.commons.corrections.moves import MOVES
from piaojue.commons.web.menu import Entry


def entries(seat, year) -> list[Entry]:
    if seat is None or not MOVES.entitled("read_corrections", seat.place, seat):
        return []
    return [Entry("更正记录", reverse("corrections"), 88, "记录与数据")]
