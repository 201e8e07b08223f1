"""Values of 监督: an activity as it is typed in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from piaojue.commons.people.models import Seat
    from piaojue.stages.deliver.public import Project


@dataclass(frozen=True)
class ActivityDraft:
    """监督活动, as it is recorded at a desk (docs/domain.md#supervision-fields).

    kind:    a value of ActivityKind
    project: None: several projects, or all
    hosts:   who was there for the responsible unit; doc_no: the meeting or 审议意见 it belongs to
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
    public: bool = True
