"""今天要办: the list of what a place needs before its first year starts."""

from collections.abc import Iterable

from django.urls import reverse

from piaojue.commons.health.moves import MOVES
from piaojue.commons.health.ready import Item, left_in
from piaojue.commons.people.models import Seat
from piaojue.commons.todo import Task, waiting
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import Stage


@waiting
def before_the_first_year(seat: Seat) -> Iterable[Task]:
    if not MOVES.entitled("read_ready", seat.place, seat):
        return
    if Year.real.filter(place=seat.place).exclude(stage=Stage.PLANNED).exists():
        return
    left = left_in(seat.place)
    own = [item for item in left if item.may(seat)]
    if own:  # what is left for the administrator alone is nothing to begin the day with
        yield Task("开始之前的清单", reverse("ready"), count=len(own), urgent=True, note=_lacks(left))
    elif left:
        whom = "、".join(dict.fromkeys(item.by for item in left))
        yield Task("开始之前的清单", reverse("ready"), count=len(left), note=_lacks(left), waits_for=whom)


def _lacks(items: list[Item]) -> str:
    return f"还差：{'、'.join(item.name for item in items)}"
