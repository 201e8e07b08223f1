"""撤销: a clerk's last decision in the review queue is taken back exactly; what was judged by it counts no more."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q

from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.record.log import record
from piaojue.commons.years.models import Year
from piaojue.stages.group.actions.grouping import locked, release
from piaojue.stages.group.models import Act, Decision, Demand, DemandState, Link, Proposal
from piaojue.stages.group.moves import MOVES
from piaojue.stages.suggest.public import Suggestion, SuggestionState

KEPT = ("suggestion_id", "bundle", "like_id", "likeness", "confidence", "reason")


def as_it_was(year: Year, bundle: int) -> dict[str, Any]:
    """What `undo` needs, taken before the decision: where each waiting suggestion of a bundle stands, and the latest judgement."""
    waiting = Proposal.objects.filter(year=year, bundle=bundle, suggestion__state=SuggestionState.RECEIVED).order_by(
        "suggestion_id"
    )
    last = Decision.objects.filter(year=year).order_by("-pk").values_list("pk", flat=True).first()
    return {"year": year.pk, "rows": [list(row) for row in waiting.values_list(*KEPT)], "last": last or 0}


@transaction.atomic
def undo(*, year: Year, before: dict[str, Any], by: Seat) -> list[int]:
    """Back to `before` (from as_it_was). Raises NotYours, Refused (nothing to undo, a colleague went on, screening began).

    Judgements stay as rows; a later row with act=UNDO says that the pair is judged no more. Returns the suggestions.
    """
    MOVES.take("group", year, by)
    rows = {row[0]: dict(zip(KEPT[1:], row[1:], strict=True)) for row in before.get("rows", ())}
    if before.get("year") != year.pk or not rows:
        raise Refused("没有可以撤销的操作：只能撤销自己刚才在审核队列里的一步")
    suggestions = list(Suggestion.objects.select_for_update().filter(pk__in=rows, year=year).order_by("pk"))
    since = Decision.objects.filter(year=year, pk__gt=before["last"])
    touched = Q(one__in=rows) | Q(other__in=rows)
    if since.filter(touched).exclude(seat=by).exists():
        raise Refused("别人刚处理过这一组，不能再撤销；请到诉求页拆分")
    _out_of_demands(rows, by)
    for suggestion, kept in rows.items():
        Proposal.objects.filter(year=year, suggestion=suggestion).update(**kept)
    Decision.objects.bulk_create(
        Decision(
            place=year.place, year=year, one_id=row.one_id, other_id=row.other_id, same=row.same, act=Act.UNDO, seat=by
        )
        for row in since.filter(touched).order_by("pk")
    )
    suggestions[0].refresh_from_db()
    record("group.undone", suggestions[0], by, suggestions=sorted(rows))
    return sorted(rows)


def _out_of_demands(suggestions: Iterable[int], by: Seat) -> None:
    """They waited before the decision, so whatever demand they are in now is its doing."""
    links = Link.objects.filter(suggestion__in=list(suggestions), ended_at=None)
    for demand in Demand.objects.filter(pk__in=links.values("demand")).order_by("pk"):
        demand = locked(demand)
        if demand.state != DemandState.OPEN:
            raise Refused(f"这条诉求{demand.get_state_display()}，不能再撤销")
        release(demand, list(links.filter(demand=demand).select_related("suggestion")), by)
        record("group.split", demand, by, suggestions=sorted(suggestions), how=Act.UNDO)
