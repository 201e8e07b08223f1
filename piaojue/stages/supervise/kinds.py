"""监督方式: what is known of each kind of supervision, in one table. A new kind is a line of ActivityKind and one of KINDS.

source: docs/domain.md#supervision
"""

from dataclasses import dataclass

from django.db import models

from engines.law import Condition, Matter, PlaceKind, competence
from piaojue.commons.basis import Basis, house
from piaojue.commons.decisions.deciders import deciders
from piaojue.commons.instruments.queries import local_settings
from piaojue.commons.people.models import Seat
from piaojue.commons.places.models import Place
from piaojue.commons.roles import ANYONE, Role
from piaojue.commons.words import ENGLISH
from piaojue.commons.years.road import Stage

CLERKS = {Role.CONGRESS_CLERK, Role.CONGRESS_CHAIR, Role.STREET_CLERK, Role.STREET_CHAIR}
EXECUTORS = {Role.DEPARTMENT, Role.GOV_OFFICE}
LONGEST_NUMBER = 60
SEASON = [Stage.DELIVERING, Stage.EVALUATING, Stage.ARCHIVED]
"""Supervision goes on after its year: what was found is mended later, too, and somebody looks back (docs/domain.md#ledger)."""
GUIDING = {PlaceKind.PROVINCE, PlaceKind.CITY, PlaceKind.LEAGUE, PlaceKind.PREFECTURE}
"""Where a guidance group is (docs/domain.md#guidance)."""
SUPERVISORS = CLERKS | {Role.DEPUTY, Role.COMMITTEE, Role.GUIDANCE}


class ActivityKind(models.TextChoices):
    """监督方式: value, label."""

    GROUP = "group", "集中视察"
    THEMED = "themed", "专题视察"
    RESEARCH = "research", "重点调研"
    VISIT = "visit", "走访指导"
    FOLLOW_UP = "follow_up", "跟踪监督"
    LOOK_BACK = "look_back", "回头看"
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
    matter:  what a body decides before it takes place; None: who may use it simply does
    apart:   it is no activity but a thing of its own (质询)
    """

    english: str
    who: frozenset[Role] = frozenset(SUPERVISORS)
    title: str = ""
    basis: Basis | None = None
    matter: Matter | None = None
    apart: bool = False

    @property
    def at_desk(self) -> bool:
        """Whether it is recorded with the form for activities; else it has an act and a form of its own."""
        return not self.title and not self.apart


KINDS: dict[ActivityKind, Known] = {
    ActivityKind.GROUP: Known("Group inspection"),
    ActivityKind.THEMED: Known("Inspection"),
    ActivityKind.RESEARCH: Known("Research"),
    ActivityKind.VISIT: Known("Guidance visit", frozenset({Role.GUIDANCE, Role.CONGRESS_CLERK, Role.CONGRESS_CHAIR})),
    ActivityKind.FOLLOW_UP: Known("Follow-up"),
    ActivityKind.LOOK_BACK: Known("Look back at an earlier year"),
    ActivityKind.INQUIRY: Known("Inquiry", frozenset(CLERKS), matter=Matter.SPECIAL_INQUIRY),
    ActivityKind.QUERY: Known("Interpellation", apart=True),
    ActivityKind.REPORT: Known("Hearing of a report", frozenset(CLERKS), matter=Matter.SPECIAL_REPORT),
    ActivityKind.CHECK: Known("Law enforcement inspection", frozenset(CLERKS), matter=Matter.INSPECTION),
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
        frozenset(ANYONE - {Role.ADMIN}),
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
    steps = (ActivityKind.INQUIRY, ActivityKind.REPORT)
    return next((step for step in steps if is_decided_on(step, place)), ActivityKind.FOLLOW_UP)


def is_decided_on(kind: ActivityKind, place: Place) -> bool:
    """Whether a body of this place decides that it takes place."""
    matter = KINDS[kind].matter
    return matter is not None and bool(deciders(matter, place))


def may_have(kind: ActivityKind, place: Place, seat: Seat | None) -> bool:
    """Whether the form offers it: to this seat, and in this place."""
    return seat is not None and seat.role in KINDS[kind].who and not_here(kind, place) is None


def not_here(kind: ActivityKind, place: Place) -> str | None:
    """Why this kind of supervision cannot be had in this place; None: it can (监督法 31–37, 47–50; 浙江街道条例 10)."""
    matter = KINDS[kind].matter
    if kind is ActivityKind.VISIT and place.kind not in GUIDING:
        return f"走访指导是省、市级的，{place.kind.label}走访用“重点调研”"
    if matter is None or deciders(matter, place):
        return None
    if not competence(matter, place.kind, {Condition.ASSIGNED}):
        return f"“{kind.label}”是人大常委会的监督方式，{place.kind.label}没有常委会"
    return (
        f"{place.kind.label}只有受上级人大常委会委托才“{kind.label}”："
        "请上级人大工作机构把委托的决定登记为本地规定，另一人核对以后生效"
    )


def assignment(kind: ActivityKind, place: Place) -> str:
    """Number (else the title) of the upper committee's rule by which a 街道 working committee does this; empty: it needs none."""
    matter = KINDS[kind].matter
    if matter is None or competence(matter, place.kind) or not deciders(matter, place):
        return ""
    rule = local_settings(place)["street_assigned"].instrument
    return (rule.doc_no or rule.title)[:LONGEST_NUMBER]


AT_DESK = [kind for kind in ActivityKind if KINDS[kind].at_desk]
"""Kinds of the form for activities, in the order of the list."""

ENGLISH.update({kind.label: KINDS[kind].english for kind in ActivityKind})
