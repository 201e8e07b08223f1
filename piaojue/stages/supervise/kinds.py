"""监督方式: what is known of each kind of supervision, in one table. A new kind is a line of ActivityKind and one of KINDS.

source: docs/domain.md#supervision
"""

from dataclasses import dataclass

from django.db import models

from piaojue.commons.basis import Basis, house
from piaojue.commons.places.models import Level, Place
from piaojue.commons.roles import SIGNED_IN, Role
from piaojue.commons.words import ENGLISH
from piaojue.commons.years.road import Stage

CLERKS = {Role.CONGRESS_CLERK, Role.CONGRESS_CHAIR, Role.STREET_CLERK, Role.STREET_CHAIR}
EXECUTORS = {Role.DEPARTMENT, Role.GOV_OFFICE}
SEASON = [Stage.DELIVERING, Stage.EVALUATING]
SUPERVISORS = CLERKS | {Role.DEPUTY, Role.COMMITTEE, Role.GUIDANCE}


class ActivityKind(models.TextChoices):
    """监督方式: value, label."""

    GROUP = "group", "集中视察"
    THEMED = "themed", "专题视察"
    RESEARCH = "research", "重点调研"
    FOLLOW_UP = "follow_up", "跟踪监督"
    INQUIRY = "inquiry", "专题询问"
    QUERY = "query", "质询"
    REPORT = "report", "听取专项报告"
    CHECK = "check", "执法检查"
    MEETING = "meeting", "约见负责人"
    TALK = "talk", "代表约谈"
    PATROL = "patrol", "义务监督员巡查"
    ASK = "ask", "代表问进度"
    SCAN = "scan", "扫码反映"


@dataclass(frozen=True)
class Known:
    """What is known of one kind.

    english: its name for readers of English
    who:     roles that may use it
    title:   how the system calls such an activity, {} is the project; empty: who records it says so at a desk
    basis:   why they may, where it has an act of its own
    """

    english: str
    who: frozenset[Role] = frozenset(SUPERVISORS)
    title: str = ""
    basis: Basis | None = None

    @property
    def at_desk(self) -> bool:
        """Whether it is recorded with the form for activities; else it has an act and a form of its own."""
        return not self.title


KINDS: dict[ActivityKind, Known] = {
    ActivityKind.GROUP: Known("Group inspection"),
    ActivityKind.THEMED: Known("Inspection"),
    ActivityKind.RESEARCH: Known("Research"),
    ActivityKind.FOLLOW_UP: Known("Follow-up"),
    ActivityKind.INQUIRY: Known("Inquiry"),
    ActivityKind.QUERY: Known("Interpellation"),
    ActivityKind.REPORT: Known("Hearing of a report"),
    ActivityKind.CHECK: Known("Law enforcement inspection"),
    ActivityKind.MEETING: Known("Meeting with those responsible"),
    ActivityKind.TALK: Known("Deputies’ talk"),
    ActivityKind.PATROL: Known(
        "Volunteers' patrol",
        frozenset({Role.VOLUNTEER, Role.DEPUTY}),
        title="巡查：{}",
        basis=house("群众义务监督员"),
    ),
    ActivityKind.ASK: Known(
        "Deputy asks for progress",
        frozenset({Role.DEPUTY}),
        title="问进度：{}",
        basis=house("代表到现场问进度"),
    ),
    ActivityKind.SCAN: Known(
        "Report by QR code",
        frozenset(SIGNED_IN - {Role.ADMIN}),
        title="扫码反映：{}",
        basis=house("选民和代表随时扫码监督"),
    ),
}

FURTHER = {
    ActivityKind.INQUIRY: "专题询问",
    ActivityKind.REPORT: "听取专项工作报告或者询问",
    ActivityKind.FOLLOW_UP: "下一步监督",
}
"""What is suggested after a second bad grade, in words (docs/domain.md#consequences)."""


def further_step(place: Place) -> ActivityKind:
    """What may be suggested next here: an inquiry is a standing committee's (监督法 47–50); a township's presidium lets deputies hear a
    report (地方组织法 19, 23); a 街道 has no congress."""
    if place.level != Level.TOWN:
        return ActivityKind.INQUIRY
    return ActivityKind.REPORT if place.is_township else ActivityKind.FOLLOW_UP


AT_DESK = [kind for kind in ActivityKind if KINDS[kind].at_desk]
"""Kinds of the form for activities, in the order of the list."""

ENGLISH.update({kind.label: KINDS[kind].english for kind in ActivityKind})
