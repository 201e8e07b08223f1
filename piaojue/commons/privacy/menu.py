"""Menu of personal data."""

from django.urls import reverse

from piaojue.commons.privacy.moves import MOVES
from piaojue.commons.web.menu import Entry


def entries(seat, year) -> list[Entry]:
    if seat is None or not MOVES.entitled("set_controller", seat.place, seat):
        return []
    return [Entry("个人信息", reverse("privacy", args=[seat.place_id]), 9, "名册与规定")]
