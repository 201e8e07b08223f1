"""Who plans a route through several places, and who writes down what was seen at a stop (docs/domain.md#visits)."""

from django.utils import timezone

from piaojue.commons.basis import house, local
from piaojue.commons.moves import Move, Reach, move
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.commons.years.models import Year
from piaojue.stages.supervise.kinds import SUPERVISORS
from piaojue.stages.supervise.models import OVER, Stop
from piaojue.stages.supervise.models import ActivityState as A
from piaojue.stages.supervise.moves_procedure import is_organiser

GUIDES = frozenset({Role.GUIDANCE, Role.CONGRESS_CLERK, Role.CONGRESS_CHAIR})
"""Who goes round the places below."""


def has_regions(year: Year) -> str | None:
    """Only a place above others goes round them."""
    below = Year.objects.filter(number=year.number, standing=year.standing, place__code__startswith=year.place_id)
    return None if below.exclude(place=year.place_id).exists() else "下面没有同一年度的地区，不用安排走访"


def takes_part(stop: Stop, by: Seat | None) -> bool:
    """Who planned it, the office, who leads, who goes along."""
    if by is None:
        return False
    activity = stop.activity
    return is_organiser(activity, by) or activity.leader_id == by.pk or activity.members.filter(pk=by.pk).exists()


def plans_stop(stop: Stop, by: Seat | None) -> bool:
    return is_organiser(stop.activity, by)


def is_not_seen(stop: Stop) -> str | None:
    return "这一站已经有走访记录，请用“更正”" if stop.seen else None


def day_has_come(stop: Stop) -> str | None:
    activity = stop.activity
    if activity.state in (*OVER, A.SUGGESTED):
        return f"这次{activity.get_kind_display()}{activity.get_state_display()}"
    if activity.held_on > timezone.localdate():
        return f"走访日期是 {activity.held_on}，到那一天再登记；提前走访的，请先改期"
    return None


LINES: tuple[Move, ...] = (
    move(
        "plan_visits",
        "安排走访",
        GUIDES,
        english="Plan visits",
        checks=[has_regions],
        basis=local("市级指导组联系、走访、指导各旗县区", "呼和浩特"),
    ),
    move(
        "plan_stop",
        "添加走访点",
        SUPERVISORS,
        english="Add a stop",
        source=[A.SUGGESTED, A.ARRANGED, A.RECORDED],
        reach=Reach.BELOW,
        whose=is_organiser,
    ),
    move(
        "drop_stop",
        "取消走访点",
        SUPERVISORS,
        english="Drop a stop",
        reach=Reach.BELOW,
        whose=plans_stop,
        checks=[is_not_seen],
    ),
    move(
        "record_stop",
        "登记走访记录",
        SUPERVISORS,
        english="Write down a visit",
        reach=Reach.BELOW,
        whose=takes_part,
        checks=[day_has_come, is_not_seen],
        basis=house("走访一站记一站，问题交办给当地"),
    ),
)
"""Lines of the table of 监督; the first is about a year, the second about an activity, the others about a stop."""
