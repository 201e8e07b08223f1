"""Values of 监督: an activity, a 质询案, an 审议意见 as they are typed in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID

    from piaojue.commons.people.models import Body, Seat
    from piaojue.commons.places.models import Place
    from piaojue.commons.sittings.models import Sitting
    from piaojue.stages.deliver.public import Project
    from piaojue.stages.supervise.models import Activity


@dataclass(frozen=True)
class ActivityDraft:
    """监督活动, as it is recorded at a desk (docs/domain.md#supervision-fields).

    kind:    a value of ActivityKind
    project: None: several projects (`projects`), or all
    regions: places below that it covers, too; budget_line: which line of the budget, or which fund, is looked at
    hosts:   who was there for the responsible unit; doc_no: the meeting or 审议意见 it belongs to
    public:  whether everybody may read it
    """

    kind: str
    title: str
    held_on: date
    project: "Project | None" = None
    projects: "Iterable[Project]" = ()
    regions: "Iterable[Place]" = ()
    budget_line: str = ""
    leader: "Seat | None" = None
    members: "Iterable[Seat]" = ()
    venue: str = ""
    hosts: str = ""
    situation: str = ""
    praise: str = ""
    advice: str = ""
    doc_no: str = ""
    public: bool = True


@dataclass(frozen=True)
class Visit:
    """What came of an activity that was arranged. members: who was there; hosts: who was there for the unit"""

    situation: str
    members: "Iterable[Seat]" = ()
    hosts: str = ""
    praise: str = ""
    advice: str = ""


@dataclass(frozen=True)
class Sent:
    """What a phone says of something that was written down on the way, perhaps without network.

    number: its own number for it: sent twice, it is kept once;  on: the day on which it was written down
    """

    number: "UUID | None" = None
    on: date | None = None


@dataclass(frozen=True)
class Spotted:
    """A patrol. sight: a value of Sight; problem: what is to be put right, with its severity and aspect"""

    sight: str = ""
    situation: str = ""
    praise: str = ""
    problem: str = ""
    severity: str = "minor"
    aspect: str = "other"


@dataclass(frozen=True)
class PlannedActivity:
    """One line of a year's plan. kind: a value of ActivityKind; led_by: which commission or office sees to it"""

    kind: str
    title: str
    held_on: date
    projects: "Iterable[Project]" = ()
    regions: "Iterable[Place]" = ()
    budget_line: str = ""
    led_by: str = ""
    note: str = ""


@dataclass(frozen=True)
class InterpellationDraft:
    """What is asked, of whom, in which sitting. project: None: of no single one"""

    sitting: "Sitting"
    asked_of: "Body"
    title: str
    text: str
    project: "Project | None" = None


@dataclass(frozen=True)
class OpinionDraft:
    """An 审议意见 as the office writes it.

    sitting: of the standing committee, where the report was heard; report: its title; summary: what it said
    activity: the hearing or inquiry it comes from, where one is recorded
    """

    sitting: "Sitting"
    report: str
    text: str
    summary: str = ""
    activity: "Activity | None" = None
