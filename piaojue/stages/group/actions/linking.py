"""What the acts of 归并 have in common: linking suggestions to a demand, releasing them, keeping what was judged."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import timezone

from piaojue.commons.acting import Doing
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.years.models import Year
from piaojue.stages.group.floods import too_many
from piaojue.stages.group.models import Decision, Demand, DemandState, Link, Proposal
from piaojue.stages.group.moves import MOVES
from piaojue.stages.group.telling import voices_of
from piaojue.stages.group.values import Grounds
from piaojue.stages.suggest.public import Suggestion, SuggestionState, Support, goes_on

LONGEST_REASON = 200


def link(act: Doing[Any], demand: Demand, suggestions: Sequence[Suggestion], grounds: Grounds) -> list[int]:
    """Link suggestions that wait to a demand that the act makes or holds locked; an entry each.

    returns: their ids
    raises:  Refused: grouped, withdrawn or sent elsewhere meanwhile, of another year
    """
    rows = _locked_waiting(act, demand, suggestions)
    before = list(demand.links.filter(ended_at=None).order_by("pk").values_list("suggestion_id", flat=True))
    proposals = {proposal.suggestion_id: proposal for proposal in Proposal.objects.filter(suggestion__in=rows)}
    reasons = {pk: proposal.reason for pk, proposal in proposals.items()}
    Link.objects.bulk_create(
        Link(
            demand=demand,
            suggestion=row,
            seat=act.by,
            reason=(grounds.reason or reasons.get(row.pk, ""))[:LONGEST_REASON],
        )
        for row in rows
    )
    for row in rows:
        act.change(MOVES["group_suggestion"], row, {"state": SuggestionState.GROUPED}, demand=demand.pk)
    linked = [row.pk for row in rows]
    together, first = {*before, *linked}, (before or linked)[0]
    likes = {pk: proposal.like_id for pk, proposal in proposals.items() if proposal.like_id in together}
    judge(demand.year, [(pk, likes.get(pk, first)) for pk in linked], True, grounds.how, act.by)
    return linked


def _locked_waiting(act: Doing[Any], demand: Demand, suggestions: Sequence[Suggestion]) -> list[Suggestion]:
    """The suggestions as they are now, locked; the act's own thing is itself among them."""
    keys = {suggestion.pk for suggestion in suggestions}
    rows = list(Suggestion.objects.select_for_update().filter(pk__in=keys, year=demand.year).order_by("pk"))
    waiting = set(
        Suggestion.objects.filter(goes_on(), pk__in=keys, state=SuggestionState.RECEIVED).values_list("pk", flat=True)
    )
    busy = [row.title for row in rows if row.pk not in waiting]
    if busy or len(rows) != len(keys):
        raise Refused(f"这些建议已经归并、撤回或转到别处，请刷新后再选：{'、'.join(busy) or '有的建议不属于本年度'}")
    return [act.thing if row == act.thing else row for row in rows]


def release(act: Doing[Any], demand: Demand, links: Sequence[Link]) -> dict[str, Any]:
    """End links of a demand that the act holds locked; their suggestions wait again, an entry each.

    A demand that nobody is in any more is dissolved; who seconded it then seconds what left it.

    returns: the columns of the demand that change by it
    """
    Link.objects.filter(pk__in=[link.pk for link in links]).update(ended_at=timezone.now(), ended_by=act.by)
    rows = [act.thing if link.suggestion == act.thing else link.suggestion for link in links]
    for row in rows:
        act.change(MOVES["release_suggestion"], row, {"state": SuggestionState.RECEIVED}, demand=demand.pk)
    columns: dict[str, Any] = {}
    if not demand.links.filter(ended_at=None).exists():
        _hand_over_seconds(demand, min(rows, key=lambda row: row.pk))
        columns["state"] = DemandState.DISSOLVED
    return columns | {"voices": number_of_voices(demand)}


def _hand_over_seconds(demand: Demand, suggestion: Suggestion) -> None:
    people = demand.seconds.exclude(person=suggestion.proposer_id).values_list("person", "source", "by_sms")
    Support.objects.bulk_create(
        (
            Support(suggestion=suggestion, person_id=person, source=source, by_sms=by_sms)
            for person, source, by_sms in people
        ),
        ignore_conflicts=True,
    )


def number_of_voices(demand: Demand) -> int:
    """提出与附议人数: distinct people; a phone without an account is one, each nameless paper is one, a flood is one."""
    people, phones = voices_of([demand])
    nameless = demand.links.filter(ended_at=None, suggestion__proposer=None, suggestion__proposer_phone="").count()
    return len(people) + len(phones) + nameless - too_many(demand.pk)


def judge(year: Year, pairs: Iterable[tuple[int, int]], same: bool, how: str, by: Seat | None) -> None:
    """Keep judged pairs (suggestion ids) with what the engine had said of them."""
    pairs = [pair for pair in pairs if pair[0] != pair[1]]
    rows = Proposal.objects.filter(suggestion__in=[one for one, _other in pairs])
    likeness = {(row.suggestion_id, row.like_id): row.likeness for row in rows}
    Decision.objects.bulk_create(
        Decision(
            place=year.place,
            year=year,
            one_id=one,
            other_id=other,
            same=same,
            act=how,
            likeness=likeness.get((one, other)),
            seat=by,
        )
        for one, other in pairs
    )


def answer_suggestions(act: Doing[Any], demand: Demand) -> None:
    """For the next room's acts: the demand has its outcome, so its suggestions are answered; an entry each."""
    for row in _present(demand):
        act.change(MOVES["answer_suggestion"], row, {"state": SuggestionState.ANSWERED}, demand=demand.pk)


def _present(demand: Demand) -> list[Suggestion]:
    return [link.suggestion for link in demand.links.filter(ended_at=None).select_related("suggestion")]
