"""What may happen to a report that a standing committee hears, before it meets."""

from piaojue.commons.basis import Basis
from piaojue.commons.moves import Move, move
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.stages.supervise.hearing import next_way, ways_of
from piaojue.stages.supervise.models import Activity
from piaojue.stages.supervise.moves_procedure import is_under_way

OFFICE = frozenset({Role.CONGRESS_CLERK})
HANDING = OFFICE | {Role.GOV_OFFICE}
LAST = "to_members_on"


def has_a_report_to_hand_on(activity: Activity) -> str | None:
    """A report that a standing committee hears goes to three in turn before the meeting."""
    if not any(ways_of(activity)):
        return "不是常委会听取的专项报告，没有法定的送交时间"
    return None if next_way(activity) else "专项报告已经发给组成人员"


def is_its_turn(activity: Activity, by: Seat) -> str | None:
    """The government hands it in; the congress's office gives it to the members, and may enter the days for the government."""
    step = next_way(activity)
    if step and step.column == LAST and by.role not in OFFICE:
        return "发给常委会组成人员由人大工作机构办理"
    return None


LINES: tuple[Move, ...] = (
    move(
        "hand_on_report",
        "登记专项报告送交",
        HANDING,
        english="Hand on a report",
        checks=[is_under_way, has_a_report_to_hand_on],
        seat_checks=[is_its_turn],
        basis=Basis("监督法", "15", says="会前 20 日、10 日、7 日送交"),
    ),
)
