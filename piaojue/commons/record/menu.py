"""Menu of the log."""

from django.urls import reverse

from piaojue.commons.record.moves import MOVES
from piaojue.commons.web.menu import Entry


def entries(seat, year) -> list[Entry]:
    return (
        [Entry("操作记录", reverse("log"), 99, "系统")] if seat and MOVES.entitled("read_log", seat.place, seat) else []
    )
