"""What may be seen of demands."""

from collections import Counter

from django.db.models import Prefetch, QuerySet

from piaojue.commons.moves import NotYours
from piaojue.commons.people.models import Seat
from piaojue.commons.years.models import Year
from piaojue.stages.group.models import Demand, DemandState, Link
from piaojue.stages.suggest.models import Suggestion, SuggestionState


def demands_for(by: Seat | None, year: Year) -> QuerySet[Demand]:
    """The year's demands, public; merged ones are found under the demand they went into."""
    return Demand.objects.filter(year=year).exclude(state=DemandState.MERGED).select_related("spot", "place", "year", "department")


def demand_for(by: Seat | None, pk: int) -> Demand:
    """One demand with its present suggestions. Raises NotYours when there is none."""
    links = Link.objects.filter(ended_at=None).select_related("suggestion", "suggestion__spot")
    found = (
        Demand.objects.select_related("spot", "year", "year__place", "place", "department")
        .prefetch_related(Prefetch("links", links, to_attr="present_links"))
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise NotYours("demand")
    return found


def waiting(year: Year) -> QuerySet[Suggestion]:
    """Suggestions that belong to no demand yet."""
    return Suggestion.objects.filter(year=year, state=SuggestionState.RECEIVED).select_related("spot", "year", "place")


def similar(suggestion: Suggestion, limit: int = 5) -> list[tuple[Demand, list[str]]]:
    """Open demands that share most character pairs with the suggestion's title, with the shared pairs as the reason.

    The one place to replace by engines.matching.
    """
    pairs = Counter(_pairs(suggestion.title))
    scored = []
    for demand in demands_for(None, suggestion.year).filter(state=DemandState.OPEN):
        shared = [pair for pair in _pairs(demand.title) if pair in pairs]
        same_place = demand.spot_id == suggestion.spot_id
        score = 2 * len(shared) / max(1, len(demand.title) + len(suggestion.title) - 2) + 0.3 * same_place
        if shared and score >= 0.35:
            scored.append((score, demand.pk, demand, shared + (["同一地点"] if same_place else [])))
    return [(demand, why) for _, _, demand, why in sorted(scored, key=lambda row: (-row[0], row[1]))[:limit]]


def _pairs(text: str) -> list[str]:
    return [text[n : n + 2] for n in range(len(text) - 1)]
