"""What a similar suggestion became: its demand, with the number of people and where to 附议."""

from django.urls import reverse

from piaojue.commons.people.models import Seat
from piaojue.stages.group.models import DemandState, Link, Second
from piaojue.stages.group.moves import MOVES
from piaojue.stages.suggest.public import Earlier, Support, dressing


@dressing
def as_demands(by: Seat | None, suggestions: list[int]) -> dict[int, tuple[str, Earlier]]:
    """{suggestion id: (key of the demand, the demand as shown)} for those that are in one."""
    links = Link.objects.filter(suggestion__in=suggestions, ended_at=None).select_related(
        "demand__year__place", "demand__place"
    )
    demands = {link.demand_id for link in links}
    mine, seconded = (_proposed(by, demands), _seconded(by, demands)) if by else (set(), set())
    shown: dict[int, tuple[str, Earlier]] = {}
    for link in links:
        demand = link.demand
        own = "您提的" if demand.pk in mine else "您已经附议过" if demand.pk in seconded else ""
        note = own or ("" if demand.state == DemandState.OPEN else demand.get_state_display())
        may = by is not None and not own and MOVES.may("second", demand, by)
        second = reverse("second", args=[demand.pk]) if may else ""
        shown[link.suggestion_id] = (
            f"d{demand.pk}",
            Earlier(demand.title, demand.get_absolute_url(), demand.voices, "", 0, note, second),
        )
    return shown


def _proposed(by: Seat, demands: set[int]) -> set[int]:
    """Demands that hold a suggestion of the reader's own."""
    links = Link.objects.filter(demand__in=demands, ended_at=None, suggestion__proposer=by.person)
    return set(links.values_list("demand_id", flat=True))


def _seconded(by: Seat, demands: set[int]) -> set[int]:
    """Demands that the reader seconded, as such or as a suggestion that is in one now."""
    links = Link.objects.filter(demand__in=demands, ended_at=None)
    early = Support.objects.filter(suggestion__links__in=links, person=by.person).values("suggestion")
    late = Second.objects.filter(demand__in=demands, person=by.person)
    return {
        *late.values_list("demand_id", flat=True),
        *links.filter(suggestion__in=early).values_list("demand_id", flat=True),
    }
