"""What of a sitting can be corrected."""

from collections.abc import Iterable

from django.utils import timezone

from engines import dates
from engines.dates import unexplained
from piaojue.commons.correctable import correctable
from piaojue.commons.sittings.models import AgendaItem, Sitting, SittingState
from piaojue.commons.sittings.moves import CALLERS


def has_met(sitting: Sitting) -> str:
    """Why a correction needs a second person."""
    return {SittingState.OPEN: "会议已经召开", SittingState.CLOSED: "会议已经闭会"}.get(SittingState(sitting.state), "")


def who_came(sitting: Sitting) -> Iterable[int]:
    """Persons who were checked in."""
    return sitting.attendances.values_list("seat__person_id", flat=True)


def wrong_dates(sitting: Sitting) -> Iterable[str]:
    return unexplained(dates.sitting(sitting.starts_on, sitting.ends_on, today=timezone.localdate()))


correctable(
    Sitting,
    fields=("name", "starts_on", "ends_on", "venue", "minutes"),
    roles=CALLERS,
    frozen=has_met,
    public=lambda sitting: True,
    relied=who_came,
    objections=wrong_dates,
)
correctable(
    AgendaItem,
    label="更正这一项",
    fields=("title", "minutes", "note"),
    roles=CALLERS,
    frozen=lambda item: has_met(item.sitting),
    public=lambda item: True,
    relied=lambda item: who_came(item.sitting),
)
