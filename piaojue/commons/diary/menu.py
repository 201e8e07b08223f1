"""Menu of 日程与期限."""

from django.urls import reverse

from piaojue.commons.diary.moves import MOVES
from piaojue.commons.web.menu import Entry


def entries(seat, year) -> list[Entry]:
    may = seat is not None and MOVES.entitled("read_days", seat.place, seat)
    return [Entry("日程与期限", reverse("days"), 4, "会议与期限")] if may else []
