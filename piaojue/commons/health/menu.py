"""Menu of 运行状况."""

from django.urls import reverse

from piaojue.commons.health.moves import MOVES
from piaojue.commons.web.menu import Entry


def entries(seat, year) -> list[Entry]:
    may = seat and MOVES.entitled("read_health", seat.place, seat)
    shown = [Entry("运行状况", reverse("health"), 98, "系统")] if may else []
    if seat and MOVES.entitled("read_ready", seat.place, seat):
        shown.append(Entry("开始之前的清单", reverse("ready"), 230, "记录与数据"))
    return shown
