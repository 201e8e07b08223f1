"""Values of 监督: an activity, a 质询案, an 审议意见 as they are typed in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from piaojue.commons.people.models import Body, Seat
    from piaojue.commons.sittings.models import Sitting
    from piaojue.stages.deliver.public import Project
    from piaojue.stages.supervise.models import Activity


@dataclass(frozen=True)
class ActivityDraft:
    """监督活动, as it is recorded at a desk (docs/domain.md#supervision-fields).

    kind:    a value of ActivityKind
    project: None: several projects, or all
    hosts:   who was there for the responsible unit; doc_no: the meeting or 审议意见 it belongs to
    order:   number of the assignment, where a 街道 working committee hears a report or inspects laws
    public:  whether everybody may read it
    """

    kind: str
    title: str
    held_on: date
    project: "Project | None" = None
    leader: "Seat | None" = None
    members: "Iterable[Seat]" = ()
    venue: str = ""
    hosts: str = ""
    situation: str = ""
    praise: str = ""
    advice: str = ""
    doc_no: str = ""
    order: str = ""
    public: bool = True


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
