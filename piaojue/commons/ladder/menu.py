"""Menu of 催办."""

from django.urls import reverse

from piaojue.commons.ladder.moves import MOVES
from piaojue.commons.web.menu import Entry


def entries(seat, year) -> list[Entry]:
    may = seat is not None and MOVES.entitled("read_overdue", seat.place, seat)
    return [Entry("逾期未办", reverse("overdue"), 6, "会议与期限")] if may else []
