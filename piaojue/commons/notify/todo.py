"""今天要办: letters that nobody has printed yet."""

from collections.abc import Iterable

from django.urls import reverse

from piaojue.commons.notify.letters import waiting_in
from piaojue.commons.notify.moves import MOVES
from piaojue.commons.people.models import Seat
from piaojue.commons.todo import Task, waiting


@waiting
def letters_to_print(seat: Seat) -> Iterable[Task]:
    if MOVES.entitled("print_letters", seat.place, seat):
        number = waiting_in(seat.place).values("to").distinct().order_by().count()
        yield Task("打印信函", reverse("letters"), count=number, note="给没有手机的人", act="notify.print_letters")
