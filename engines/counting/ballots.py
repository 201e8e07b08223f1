"""From marks on one ballot to a valid or void ballot, and from ballots to counts."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from .counts import Counts, ItemCount
from .rule import OverSelect, Rule


class Choice(StrEnum):
    """What a ballot says about one item. The names are fields of ItemCount."""

    APPROVE = "approve"
    AGAINST = "against"
    ABSTAIN = "abstain"
    NOT_PRESSED = "not_pressed"


CHOICE_NAMES = {Choice.APPROVE: "赞成", Choice.AGAINST: "反对", Choice.ABSTAIN: "弃权", Choice.NOT_PRESSED: "未按"}

Marks = Mapping[str, str | Collection[str] | None] | Collection[str]
"""Per item: mapping item → "approve" | "against" | "abstain" | None (blank) | several of them (unclear).
Choose: the items chosen, or a mapping item → "approve" | None, and "against" where the rule lets items be opposed."""


@dataclass(frozen=True)
class Valid:
    """A ballot that counts. `choices`: item → Choice for every item; `notes`: what was set aside, in Chinese."""

    choices: Mapping[str, Choice]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Void:
    """A ballot that does not count (无效票), with its Chinese reason."""

    reason: str


def read_ballot(marks: Marks, rule: Rule, items: Sequence[str]) -> Valid | Void:
    """Judge one ballot by the rule.

    marks: see Marks; items not mentioned are blank
    items: all items in the order of the ballot (the order decides which marks are the excess ones)
    A mark for an item that is not on the ballot, or a word that is no choice, voids the ballot.
    Under-selection is always valid.  source: docs/domain.md#under-selection
    """
    per_item = _per_item(marks)
    if strange := [item for item in per_item if item not in set(items)]:
        return Void(f"选了票面上没有的项目：{'、'.join(map(str, strange))}")
    allowed = {Choice.APPROVE} if rule.ticks else {Choice.APPROVE, Choice.AGAINST, Choice.ABSTAIN}
    if unknown := {mark for marks_of_item in per_item.values() for mark in marks_of_item} - allowed:
        return Void(f"有无法识别的填写：{'、'.join(sorted(map(str, unknown)))}")
    unclear = [item for item in items if len(per_item.get(item, ())) > 1]
    if unclear and rule.unclear_voids_ballot:
        return Void(f"同一项目填了两种意见：{'、'.join(unclear)}")
    if not rule.blank_ballot_valid and not any(per_item.values()):
        return Void("空白票")
    return _limited({item: per_item.get(item, frozenset()) for item in items}, unclear, rule)


def _per_item(marks: Marks) -> dict[str, frozenset[str]]:
    """Item → set of marks found on it."""
    if not isinstance(marks, Mapping):
        return {item: frozenset({Choice.APPROVE}) for item in marks}
    return {
        item: frozenset() if not given else frozenset({given} if isinstance(given, str) else given)
        for item, given in marks.items()
    }


def _limited(per_item: Mapping[str, frozenset[str]], unclear: Sequence[str], rule: Rule) -> Valid | Void:
    """Apply the limit on choices and settle blanks."""
    approved = [item for item, marks in per_item.items() if marks == {Choice.APPROVE}]
    excess: list[str] = []
    if rule.limit is not None and len(approved) > rule.limit:
        if rule.over_select is OverSelect.WHOLE_VOID:
            return Void(f"选了 {len(approved)} 项，超过规定的 {rule.limit} 项")
        excess = approved[rule.limit :]
    blank = Choice.ABSTAIN if rule.abstains else Choice.NOT_PRESSED
    choices = {
        item: Choice.NOT_PRESSED
        if item in unclear or item in excess
        else (Choice(next(iter(marks))) if marks else blank)
        for item, marks in per_item.items()
    }
    notes = [f"“{item}”填了两种意见，该项不计" for item in unclear] + [f"“{item}”超出规定项数，不计" for item in excess]
    return Valid(choices, tuple(notes))


def tally(ballots: Iterable[Marks | Valid | Void], rule: Rule, items: Sequence[str], *, issued: int) -> Counts:
    """Count ballots.

    ballots: raw marks, or ballots already read; each one is one returned ballot
    items:   all items in the order of the ballot
    issued:  ballots handed out (发票数)
    result:  Counts whose sums agree; valid + void = number of ballots; the order of ballots leaves no trace
    """
    sums = {item: dict.fromkeys(Choice, 0) for item in items}
    valid = void = 0
    for ballot in ballots:
        read = ballot if isinstance(ballot, Valid | Void) else read_ballot(ballot, rule, items)
        if isinstance(read, Void):
            void += 1
            continue
        valid += 1
        for item, choice in read.choices.items():
            sums[item][choice] += 1
    counted = {item: ItemCount(*(by[choice] for choice in Choice)) for item, by in sums.items()}
    return Counts(issued, valid + void, valid, void, counted)
