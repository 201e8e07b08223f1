"""Menu of places."""

from django.urls import reverse

from piaojue.commons.places.moves import MOVES
from piaojue.commons.web.menu import Entry


def entries(seat, year) -> list[Entry]:
    return (
        [Entry("常住人口", reverse("populations"), 8, "名册与规定")]
        if seat and MOVES.entitled("set_populations", seat.place, seat)
        else []
    )
