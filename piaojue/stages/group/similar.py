"""What a similar suggestion became: its demand, with the number of people and where to 附议."""

from piaojue.commons.people.models import Seat
from piaojue.stages.group.models import DemandState, Link
from piaojue.stages.group.moves import MOVES
from piaojue.stages.suggest.similar import Earlier, dressing


@dressing
def as_demands(by: Seat | None, suggestions: list[int]) -> dict[int, tuple[str, Earlier]]:
    """{suggestion id: (key of the demand, the demand as shown)} for those that are in one."""
    links = Link.objects.filter(suggestion__in=suggestions, ended_at=None).select_related("demand__year__place", "demand__place")
    shown: dict[int, tuple[str, Earlier]] = {}
    for link in links:
        demand = link.demand
        note = "" if demand.state == DemandState.OPEN else demand.get_state_display()
        second = f"/d/{demand.pk}/second/" if by and MOVES.may("second", demand, by) else ""
        shown[link.suggestion_id] = (f"d{demand.pk}", Earlier(demand.title, demand.get_absolute_url(), demand.voices, "", 0, note, second))
    return shown
