"""Menu of 告知."""

from django.urls import reverse

from piaojue.commons.notify.letters import waiting_in
from piaojue.commons.notify.moves import MOVES
from piaojue.commons.people.models import Seat
from piaojue.commons.web.menu import Entry
from piaojue.commons.years.models import Year


def entries(seat: Seat | None, year: Year | None) -> list[Entry]:
    if seat is None or not MOVES.entitled("read_letters", seat.place, seat):
        return []
    number = waiting_in(seat.place).count()
    return [Entry("待寄信函", reverse("letters"), order=244, section="记录与数据", badge=number or None)]
