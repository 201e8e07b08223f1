"""What of a demand can be corrected: its wording, never the words of those behind it."""

from collections.abc import Iterable

from piaojue.commons.correctable import correctable
from piaojue.stages.group.models import GONE, Demand, DemandState
from piaojue.stages.group.moves import GROUPERS
from piaojue.stages.group.telling import voices_of


def is_decided(demand: Demand) -> str:
    return "" if demand.state == DemandState.OPEN else f"这条诉求{demand.get_state_display()}"


def who_asked(demand: Demand) -> Iterable[int]:
    """Persons who proposed or seconded it."""
    people, _phones = voices_of([demand])
    return people


correctable(
    Demand,
    fields=("title", "summary", "category"),
    roles=GROUPERS,
    whose=lambda demand, by: demand.state not in GONE,
    frozen=is_decided,
    public=lambda demand: True,
    relied=who_asked,
)
