"""What of a decision can be corrected: what was typed, never the numbers by which it passed."""

from collections.abc import Iterable

from django.utils import timezone

from engines.law import Organ
from piaojue.commons.correctable import correctable
from piaojue.commons.decisions.models import Decision
from piaojue.commons.decisions.moves import RECORDERS
from piaojue.commons.people.models import Seat
from piaojue.commons.sittings.organs import ORGANS


def rests(decision: Decision) -> str:
    """Why a correction needs a second person."""
    if decision.public:
        return "这项决定已经公开"
    return "已经按这项决定办理" if decision.passed else ""


def who_decided(decision: Decision) -> Iterable[int]:
    """Persons who were there."""
    return decision.came.values_list("person_id", flat=True)


def wrong_day(decision: Decision) -> Iterable[str]:
    if decision.decided_on > timezone.localdate():
        yield "决定日期不能晚于今天"
    if not decision.sitting.starts_on <= decision.decided_on <= decision.sitting.ends_on:
        yield f"决定日期要在会议期间（{decision.sitting.starts_on} 至 {decision.sitting.ends_on}）"


def of_its_office(decision: Decision, by: Seat) -> bool:
    return by.role in ORGANS[Organ(decision.organ)].office


correctable(
    Decision,
    fields=("number", "title", "text", "decided_on"),
    roles=RECORDERS,
    whose=of_its_office,
    author="created_by",
    frozen=rests,
    public=lambda decision: decision.public,
    relied=who_decided,
    objections=wrong_day,
)
