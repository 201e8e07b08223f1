"""Menu of people."""

from django.urls import reverse

from piaojue.commons.people.moves import MOVES
from piaojue.commons.web.menu import Entry


def entries(seat, year) -> list[Entry]:
    shown = [Entry("权限表", reverse("policy"), 98, "系统")]
    if seat and MOVES.entitled("read_roll", seat.place, seat):
        shown.append(Entry("名册与席位", reverse("people"), 6, "名册与规定"))
    return shown
