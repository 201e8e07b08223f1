"""A confirmed poll as its rounds left it: per item the last count, the fate, the sentence, in the order of announcement."""

from collections.abc import Iterable

from engines.counting import Detail, ItemCount, ItemVerdict, State, Status, Verdict
from piaojue.stages.vote.models import Poll, Result


def rounds(poll: Poll) -> list[Poll]:
    """All rounds up to and including this one, first round first."""
    every = [poll]
    while every[0].previous:
        every.insert(0, every[0].previous)
    return every


def first_round(poll: Poll) -> Poll:
    """The poll that this one continues; itself when it is the first."""
    return rounds(poll)[0]


def last_counts(poll: Poll) -> dict[str, ItemCount]:
    """Item key → its count in the latest valid round that had it on the ballot, in the order of the first ballot."""
    latest: dict[str, ItemCount] = {}
    for _, one in _valid_rounds(poll):
        latest.update(one.the_counts.items)
    return latest


def rounds_of_items(poll: Poll) -> dict[str, int]:
    """Item key → number of the round whose count is its last valid one; the first is 1."""
    latest: dict[str, int] = {}
    for number, one in _valid_rounds(poll):
        latest.update(dict.fromkeys(one.keys, number))
    return latest


def _valid_rounds(poll: Poll) -> Iterable[tuple[int, Poll]]:
    """(number from 1, round) of those whose counts hold, first round first."""
    for number, one in enumerate(rounds(poll), 1):
        verdict = one.the_verdict
        if one.counts and (verdict is None or verdict.state not in (State.INVALID, State.RECOUNT)):
            yield number, one


def verdict_of(poll: Poll) -> Verdict:
    """The verdict of a poll that has one. Raises ValueError: it is not counted, or nobody judges it here."""
    verdict = poll.the_verdict
    if verdict is None:
        raise ValueError(f"“{poll}”还没有结论")
    return verdict


def result_rows(poll: Poll) -> list[Result]:
    """Unsaved results, best first, adopted before the others; numbers only as far as the rule announces them."""
    first, verdict, counts = first_round(poll), verdict_of(poll), last_counts(poll)
    detail, several = first.the_rule.result_detail, bool(poll.previous_id)
    items = {item.key: item for item in first.items}
    rows = []
    for number, one in enumerate(_announced_order(verdict, first), 1):
        adopted, numbers = one.status is Status.ADOPTED, counts[one.item]
        rows.append(
            Result(
                poll=poll,
                key=one.item,
                title=items[one.item].title,
                dossier_id=items[one.item].dossier,
                rank=None if detail is Detail.NAMES else (number if several else one.rank),
                approve=None if detail is Detail.NAMES else numbers.approve,
                against=numbers.against if detail is Detail.FULL else None,
                abstain=numbers.abstain if detail is Detail.FULL else None,
                adopted=adopted,
                sentence=("入选。" if adopted else "未入选。") if detail is Detail.NAMES else one.sentence,
            )
        )
    return rows


def _announced_order(verdict: Verdict, first: Poll) -> list[ItemVerdict]:
    """What became of each item, in the order of announcement: adopted first; with names alone the order tells no counts."""
    others = sorted((one for one in verdict.items if one.status is not Status.ADOPTED), key=lambda one: one.rank)
    order = [verdict.of(key) for key in verdict.adopted] + others
    if first.the_rule.result_detail is Detail.NAMES:
        place = {key: number for number, key in enumerate(first.keys)}
        order.sort(key=lambda one: (one.status is not Status.ADOPTED, place[one.item]))
    return order
