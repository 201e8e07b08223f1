"""The vote rule (rule.json) and what follows from it: check 19."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from .protocol import demand, fields, text_of, whole

NAMES = (
    "blank_ballot_valid blank_item deputies_threshold form inclusive local_basis max_choices max_revotes min_surplus opposing "
    "over_select participation pass_base pick quorum result_detail seats secret shortfall threshold tie_at_cut "
    "unclear_voids_ballot"
)
CHOICES = {
    "form": ("per_item", "choose", "advisory"),
    "pass_base": ("all_deputies", "present", "voting", "none"),
    "pick": ("top", "all_passing"),
    "tie_at_cut": ("revote", "presidium", "all_in", "by_number"),
    "shortfall": ("as_many_as_passed", "second_round", "presidium"),
    "over_select": ("whole_void", "excess_void"),
    "blank_item": ("abstain", "not_pressed"),
    "result_detail": ("names", "approvals", "full"),
}
TRUE_OR_FALSE = ("blank_ballot_valid", "inclusive", "opposing", "secret", "unclear_voids_ballot")
WHO = {"all_deputies": "全体代表", "present": "到会", "voting": "参加表决", "none": ""}
HALF = Fraction(1, 2)


def share(value: object) -> Fraction:
    """A share such as 1/2; nothing that takes long to write out."""
    good = isinstance(value, str) and re.fullmatch("[0-9]{1,9}(/[1-9][0-9]{0,8})?", value) is not None
    demand(19, good, f"票决办法中“{value!s:.40}”不是 1/2 这样的比例")
    return Fraction(str(value))


class Rule:
    """rule.json: exactly the 22 parameters, each of its own kind."""

    seats: int
    max_choices: int | None

    def __init__(self, value: object) -> None:
        self.values: dict[str, Any] = dict(zip(NAMES.split(), fields(value, NAMES), strict=True))
        for name, choices in CHOICES.items():
            demand(19, self.values[name] in choices, f"票决办法的 {name} 不在规定之中")
        for name in TRUE_OR_FALSE:
            demand(19, type(self.values[name]) is bool, f"票决办法的 {name} 应为真或假")
        self.seats, self.revotes = whole(self.values["seats"], 1), whole(self.values["max_revotes"], 1)
        most = self.values["max_choices"]
        self.max_choices = None if most is None else whole(most, 1)
        text_of(self.values["local_basis"])
        self.shares = {name: share(self.values[name]) for name in ("threshold", "quorum", "min_surplus")}
        for name in ("deputies_threshold", "participation"):
            if self.values[name] is not None:
                self.shares[name] = share(self.values[name])

    def __getattr__(self, name: str) -> Any:
        """What a parameter says, as it stands in the file."""
        try:
            return self.__dict__["values"][name]
        except KeyError as why:
            raise AttributeError(name) from why

    @property
    def chooses(self) -> bool:
        return bool(self.values["form"] != "per_item")

    @property
    def limit(self) -> int:
        """Most ticks on one ballot of a choose-N rule."""
        return self.max_choices if self.max_choices is not None else self.seats

    def in_words(self, base: int) -> str:
        """The line to pass."""
        if self.values["pass_base"] == "none":
            return "不设通过线"
        word = "达到" if self.values["inclusive"] else "超过"
        return f"通过线：{word}{WHO[self.values['pass_base']]} {base} 人的 {self.values['threshold']}"


@dataclass(frozen=True)
class People:
    """Persons and ballots that shares are taken of. approvals: by item, in the order of the ballot."""

    deputies: int
    present: int
    returned: int
    approvals: Mapping[str, int]

    def base(self, rule: Rule) -> int:
        numbers = {"all_deputies": self.deputies, "present": self.present, "voting": self.returned, "none": 0}
        return numbers[rule.values["pass_base"]]


@dataclass(frozen=True)
class Standing:
    """Where the poll stands after one or more rounds.

    rule, items: of the first round;  step: revote | second_round | presidium, or None: nothing is open
    pending: items that are still open;  seats: places for them;  tie: whether they are tied
    """

    rule: Rule
    items: tuple[str, ...]
    adopted: tuple[str, ...] = ()
    pending: tuple[str, ...] = ()
    seats: int = 0
    step: str | None = None
    tie: bool = False
    revotes: int = 0
    effective: bool = True
    passing: tuple[str, ...] = field(default=())


def first_round(rule: Rule, people: People) -> Standing:
    """Adopted items by the rule: quorum, enough taking part, enough approvals, most first."""
    before = Standing(rule, tuple(people.approvals))
    if not _effective(rule, people):
        return replace(before, effective=False)
    passing = tuple(item for item in people.approvals if _passes(rule, people, item))
    order = sorted(passing, key=lambda item: -people.approvals[item])
    before = replace(before, passing=passing)
    if rule.pick == "all_passing" or len(order) <= rule.seats:
        return _with_shortfall(before, tuple(order))
    cut = people.approvals[order[rule.seats - 1]]
    if people.approvals[order[rule.seats]] < cut:
        return replace(before, adopted=tuple(order[: rule.seats]))
    above = tuple(item for item in order if people.approvals[item] > cut)
    tied = tuple(item for item in people.approvals if item in passing and people.approvals[item] == cut)
    places = rule.seats - len(above)
    if rule.tie_at_cut == "all_in":
        return _with_shortfall(before, above + tied)
    if rule.tie_at_cut == "by_number":
        return _with_shortfall(before, above + tied[:places])
    return replace(before, adopted=above, pending=tied, seats=places, step=rule.tie_at_cut, tie=True)


def _passes(rule: Rule, people: People, item: str) -> bool:
    if rule.pass_base == "none":
        return True
    base, votes = people.base(rule), people.approvals[item]
    line = rule.shares["threshold"] * base
    return base > 0 and (votes > line or (rule.inclusive and votes == line))


def _effective(rule: Rule, people: People) -> bool:
    """Enough present, and enough ballots returned where the rule asks for a share of all deputies."""
    quorum, least = rule.shares["quorum"] * people.deputies, rule.shares.get("participation")
    there = people.present > quorum if rule.shares["quorum"] == HALF else people.present >= quorum  # 过半数
    return there and (least is None or people.returned > least * people.deputies)


def _with_shortfall(before: Standing, adopted: tuple[str, ...]) -> Standing:
    rest = tuple(item for item in before.items if item not in adopted)
    missing = min(before.rule.seats - len(adopted), len(rest))
    if missing < 1 or before.rule.shortfall == "as_many_as_passed":
        return replace(before, adopted=adopted)
    return replace(before, adopted=adopted, pending=rest, seats=missing, step=before.rule.shortfall)


def next_round(before: Standing, rule: Rule, people: People) -> Standing:
    """A further round joined to what was decided before. raises: Broken for check 19."""
    items = set(before.pending if before.step else before.items)
    demand(19, before.step in (None, "revote", "second_round"), "上一轮之后不应再投票")
    demand(19, before.step is not None or not before.effective, "上一轮已有结论，不应再投票")
    demand(19, set(people.approvals) == items, "这一轮的项目不是上一轮没有定下的那些")
    demand(19, rule.values == _derived(before), "这一轮的办法不是由第一轮的办法得出的")
    this = first_round(rule, people)
    if before.step is None:
        return this
    if not this.effective:
        return replace(before, effective=False)
    return replace(
        this,
        rule=before.rule,
        items=before.items,
        adopted=before.adopted + this.adopted,
        revotes=before.revotes + (before.step == "revote"),
    )


def _derived(before: Standing) -> dict[str, Any]:
    """The rule of the round that follows: its places, its line, and what its own tie would lead to."""
    rule, values = before.rule, dict(before.rule.values)
    if before.step is None:
        return values
    free = rule.max_choices is None and not rule.chooses
    limit = None if free else min(rule.limit or before.seats, before.seats)
    values |= {"seats": before.seats, "max_choices": limit, "shortfall": "as_many_as_passed"}
    if before.step == "second_round":
        return values
    if before.revotes + 1 >= rule.revotes:
        values["tie_at_cut"] = "presidium"
    return values | {"pass_base": "none", "deputies_threshold": None, "pick": "top"}


def decided(before: Standing, chosen: list[str]) -> tuple[str, ...]:
    """Adopted items once the congress chose among those that were open. raises: Broken for check 19."""
    demand(19, before.step == "presidium", "没有要由大会决定的项目，不应有大会的决定")
    demand(19, len(set(chosen)) == len(chosen), "大会决定的项目重复")
    fits = len(chosen) == before.seats if before.tie else len(chosen) <= before.seats
    demand(19, set(chosen) <= set(before.pending) and fits, "大会的决定超出办法所允许的范围")
    return before.adopted + tuple(item for item in before.pending if item in chosen)
