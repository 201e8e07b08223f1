"""Menu of 后台任务."""

from django.urls import reverse

from piaojue.commons.jobs.moves import MOVES
from piaojue.commons.web.menu import Entry


def entries(seat, year) -> list[Entry]:
    return (
        [Entry("后台任务", reverse("jobs"), 240, "记录与数据")]
        if seat and MOVES.entitled("read_jobs", seat.place, seat)
        else []
    )
