"""今天要办: a place that takes suggestions names who answers for personal data."""

from collections.abc import Iterable

from django.urls import reverse

from piaojue.commons.people.models import Seat
from piaojue.commons.privacy.models import Controller
from piaojue.commons.privacy.moves import MOVES
from piaojue.commons.todo import Task, waiting


@waiting
def controller_to_name(seat: Seat) -> Iterable[Task]:
    """Once, before the first call for suggestions (个人信息保护法 17 条)."""
    if not MOVES.entitled("set_controller", seat.place, seat):
        return
    if not Controller.objects.filter(place=seat.place_id).exists():
        yield Task("登记个人信息处理者和联系电话", reverse("set_controller"), note="居民填表前要看得到")
