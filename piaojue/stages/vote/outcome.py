"""A confirmed poll as its rounds left it: per item the last count, the fate, the sentence, in the order of announcement."""

from engines.counting import Counts, Detail, ItemCount, Status
from piaojue.stages.vote.models import Poll, Result


def rounds(poll: Poll) -> list[Poll]:
    """All rounds up to and including this one, first round first."""
    found = [poll]
    while found[0].previous_id:
        found.insert(0, found[0].previous)
    return found


def last_counts(poll: Poll) -> dict[str, ItemCount]:
    """Item key → its count in the latest valid round that had it on the ballot, in the order of the first ballot."""
    found: dict[str, ItemCount] = {}
    for one in rounds(poll):
        if one.counts and (one.verdict is None or one.verdict["state"] not in ("invalid", "recount")):
            found.update(Counts.from_json(one.counts).items)
    return found


def result_rows(poll: Poll) -> list[Result]:
    """Unsaved results, best first, adopted before the others; numbers only as far as the rule announces them."""
    first, verdict, counts = rounds(poll)[0], poll.the_verdict, last_counts(poll)
    detail, several = first.the_rule.result_detail, bool(poll.previous_id)
    others = sorted((v for v in verdict.items if v.status is not Status.ADOPTED), key=lambda v: v.rank)
    order = [verdict.of(key) for key in verdict.adopted] + others
    if detail is Detail.NAMES:  # neither order nor rank may tell the counts
        place = {key: n for n, key in enumerate(first.keys)}
        order.sort(key=lambda v: (v.status is not Status.ADOPTED, place[v.item]))
    by_key, rows = {item["key"]: item for item in first.items}, []
    for number, one in enumerate(order, 1):
        adopted, numbers = one.status is Status.ADOPTED, counts[one.item]
        rows.append(
            Result(
                poll=poll,
                key=one.item,
                title=by_key[one.item]["title"],
                dossier_id=by_key[one.item]["dossier"],
                rank=None if detail is Detail.NAMES else (number if several else one.rank),
                approve=None if detail is Detail.NAMES else numbers.approve,
                against=numbers.against if detail is Detail.FULL else None,
                abstain=numbers.abstain if detail is Detail.FULL else None,
                adopted=adopted,
                sentence=("入选。" if adopted else "未入选。") if detail is Detail.NAMES else one.sentence,
            )
        )
    return rows
