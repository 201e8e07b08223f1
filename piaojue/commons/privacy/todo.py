"""今天要办: a place that takes suggestions names who answers for personal data."""

from collections.abc import Iterable
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from piaojue.commons.people.models import Seat
from piaojue.commons.privacy.models import Controller
from piaojue.commons.privacy.moves import MOVES
from piaojue.commons.privacy.queries import assessment_in_force
from piaojue.commons.todo import Day, Task, dated, waiting

SOON = timedelta(days=30)


@waiting
def controller_to_name(seat: Seat) -> Iterable[Task]:
    """Once, before the first call for suggestions (个人信息保护法 17 条)."""
    if not MOVES.entitled("set_controller", seat.place, seat):
        return
    if not Controller.objects.filter(place=seat.place_id).exists():
        yield Task("登记个人信息处理者和联系电话", reverse("set_controller"), note="居民填表前要看得到")


@waiting
def handling_to_assess(seat: Seat) -> Iterable[Task]:
    """Before personal data are handled, and again before the last assessment runs out (个人信息保护法 55 条)."""
    if not MOVES.entitled("enter_assessment", seat.place, seat):
        return
    today = timezone.localdate()
    if (last := assessment_in_force(seat.place, today)) is None or last.until <= today + SOON:
        yield Task(
            "登记个人信息保护影响评估",
            reverse("enter_assessment"),
            due=last.until if last else None,
            note="处理以前先评估",
            act="privacy.enter_assessment",
        )


@dated
def assessment_ends(seat: Seat) -> Iterable[Day]:
    if not MOVES.entitled("enter_assessment", seat.place, seat):
        return
    if last := assessment_in_force(seat.place, timezone.localdate()):
        yield Day("个人信息保护影响评估到期", last.until, url=last.get_absolute_url())
