"""撤销: a clerk's last decision in the review queue is taken back exactly; what was judged by it counts no more."""

from collections.abc import Iterable

from django.db.models import Q

from piaojue.commons.acting import Doing, acting, locked
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.years.models import Year
from piaojue.stages.group.actions.linking import release
from piaojue.stages.group.models import Decision, Demand, DemandState, How, Link, Proposal
from piaojue.stages.group.moves import MOVES
from piaojue.stages.group.values import Before, Stood
from piaojue.stages.suggest.public import Suggestion, SuggestionState

KEPT = ("suggestion_id", "bundle", "like_id", "likeness", "confidence", "reason")
"""The columns of a Proposal that a Stood holds, in its order."""


def as_it_was(year: Year, bundle: int) -> Before:
    """What `undo` needs, taken before the decision: where each waiting suggestion of a bundle stands, and the latest judgement."""
    waiting = Proposal.objects.filter(year=year, bundle=bundle, suggestion__state=SuggestionState.RECEIVED)
    rows = tuple(Stood(*row) for row in waiting.order_by("suggestion_id").values_list(*KEPT))
    last = Decision.objects.filter(year=year).order_by("-pk").values_list("pk", flat=True).first()
    return Before(year.pk, rows, last or 0)


def undo(*, year: Year, before: Before | None, by: Seat) -> list[int]:
    """Back to `before` (from as_it_was).

    Judgements stay as rows; a later row with act=UNDO says that the pair is judged no more.

    returns: the suggestions
    raises:  NotYours; Refused: nothing to undo, a colleague went on, screening began
    """
    keys = [row.suggestion for row in before.rows] if before and before.year == year.pk else []
    first = Suggestion.objects.filter(pk__in=keys, year=year).order_by("pk").first()
    if before is None or first is None:
        MOVES.require("undo", year.place, by)  # who may not undo learns nothing of what there is to undo
        raise Refused("没有可以撤销的操作：只能撤销自己刚才在审核队列里的一步")
    with acting(MOVES["undo"], first, by) as act:
        list(Suggestion.objects.select_for_update(of=("self",)).filter(pk__in=keys, year=year).order_by("pk"))
        since = Decision.objects.filter(year=year, pk__gt=before.last)
        judged = since.filter(Q(one__in=keys) | Q(other__in=keys))
        if judged.exclude(seat=by).exists():
            raise Refused("别人刚处理过这一组，不能再撤销；请到诉求页拆分")
        _out_of_demands(act, keys)
        for row in before.rows:
            _stand_again(year, row)
        _judge_no_more(judged.order_by("pk"), year, by)
        act.note(suggestions=sorted(keys))
    return sorted(keys)


def _out_of_demands(act: Doing[Suggestion], suggestions: Iterable[int]) -> None:
    """They waited before the decision, so whatever demand they are in now is its doing."""
    suggestions = sorted(suggestions)
    links = Link.objects.filter(suggestion__in=suggestions, ended_at=None)
    for row in Demand.objects.filter(pk__in=links.values("demand")).order_by("pk"):
        demand = locked(row)
        if demand.state != DemandState.OPEN:
            raise Refused(f"这条诉求{demand.get_state_display()}，不能再撤销")
        columns = release(act, demand, list(links.filter(demand=demand).select_related("suggestion")))
        act.change(MOVES["split"], demand, columns, suggestions=suggestions, how=How.UNDO)


def _stand_again(year: Year, row: Stood) -> None:
    columns = {
        "bundle": row.bundle,
        "like_id": row.like,
        "likeness": row.likeness,
        "confidence": row.confidence,
        "reason": row.reason,
    }
    Proposal.objects.filter(year=year, suggestion=row.suggestion).update(**columns)


def _judge_no_more(judged: Iterable[Decision], year: Year, by: Seat) -> None:
    Decision.objects.bulk_create(
        Decision(
            place=year.place, year=year, one_id=row.one_id, other_id=row.other_id, same=row.same, act=How.UNDO, seat=by
        )
        for row in list(judged)
    )
