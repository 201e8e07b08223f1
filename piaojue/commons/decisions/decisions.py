"""What a session decides about itself in its preparatory meeting: presidium and 秘书长, agenda (地方组织法 17、19 条)."""

from collections.abc import Iterable

from engines.law import Matter
from piaojue.commons.decidable import decidable
from piaojue.commons.decisions.queries import undecided
from piaojue.commons.places.models import Place
from piaojue.commons.sittings.models import Sitting, SittingKind, SittingState
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import Stage

BEFORE_THE_VOTE = (Stage.CIRCULATING, Stage.DELIBERATING)


def _sessions(place: Place, year: Year) -> list[Sitting]:
    if year.stage not in BEFORE_THE_VOTE:
        return []
    rows = Sitting.objects.filter(place=place, kind=SittingKind.SESSION).exclude(state=SittingState.CLOSED)
    return list(rows.select_related("body", "place", "term").order_by("starts_on", "pk"))


def without_organs(place: Place, year: Year) -> Iterable[Sitting]:
    return undecided(Matter.SESSION_ORGANS, _sessions(place, year))


def without_agenda(place: Place, year: Year) -> Iterable[Sitting]:
    return undecided(Matter.AGENDA, _sessions(place, year))


decidable(
    Matter.SESSION_ORGANS,
    Sitting,
    waiting=without_organs,
    called=lambda sitting: f"{sitting}主席团和秘书长名单",
)
decidable(Matter.AGENDA, Sitting, waiting=without_agenda, called=lambda sitting: f"{sitting}议程")
