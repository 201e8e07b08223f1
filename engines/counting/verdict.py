"""What a decision looks like: the verdict, its items, and what has to happen next. No rule is applied here."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class State(StrEnum):
    """Where a poll stands after a count."""

    DECIDED = "decided"  # 有结果
    REVOTE = "revote"  # 末位平票,对相等的项目再次投票
    SECOND_ROUND = "second_round"  # 不足应选数,对未过线的项目再投一轮
    PRESIDIUM = "presidium"  # 票数不能决定,由大会或者主席团决定
    INVALID = "invalid"  # 整次表决无效,重新投票
    RECOUNT = "recount"  # 数字对不上,先复核计票


class Status(StrEnum):
    """What a poll means for one item."""

    ADOPTED = "adopted"  # 入选
    NOT_ADOPTED = "not_adopted"  # 未入选
    TIED = "tied"  # 末位平票,待定
    PENDING = "pending"  # 未过线,待再投或待主席团决定
    NONE = "none"  # 没有有效结果


class Cause(StrEnum):
    """Why something has to happen next."""

    TIE = "tie"
    SHORTFALL = "shortfall"


@dataclass(frozen=True)
class Next:
    """The next step: who decides (`state`), why (`cause`), among which `items` (ballot order), for how many `seats`."""

    state: State
    cause: Cause
    items: tuple[str, ...]
    seats: int
    sentence: str


@dataclass(frozen=True)
class ItemVerdict:
    """One item's fate and the one Chinese sentence that explains it.

    rank:   1, 2, 2, 4 … by approvals in the latest count of this item (0: no valid result)
    passed: over the threshold (None where no threshold applies or nothing was counted)
    """

    item: str
    status: Status
    approve: int
    rank: int
    passed: bool | None
    sentence: str


@dataclass(frozen=True)
class Verdict:
    """The result of one or more rounds.

    items:    verdict per item, in the order of the ballot
    adopted:  best first (items of a later round after those of an earlier one)
    base:     persons the share was taken of in the first round (0: no threshold)
    revotes, second_rounds: rounds held so far
    sentence: the whole result in one Chinese sentence
    warnings: Chinese sentences that belong in the minutes
    """

    state: State
    seats: int
    base: int
    items: tuple[ItemVerdict, ...]
    adopted: tuple[str, ...]
    next: Next | None
    sentence: str
    warnings: tuple[str, ...] = ()
    revotes: int = 0
    second_rounds: int = 0

    @property
    def not_adopted(self) -> tuple[str, ...]:
        """Items that lost for good (落选), in the order of the ballot."""
        return tuple(v.item for v in self.items if v.status is Status.NOT_ADOPTED)

    @property
    def pending(self) -> tuple[str, ...]:
        """Items still to be decided, in the order of the ballot."""
        return self.next.items if self.next else ()

    @property
    def seats_open(self) -> int:
        """Seats not filled yet; 0 when decided."""
        return self.next.seats if self.next else 0

    def of(self, item: str) -> ItemVerdict:
        """The verdict on one item. raises: KeyError."""
        for verdict in self.items:
            if verdict.item == item:
                return verdict
        raise KeyError(item)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON types."""
        return {
            "state": self.state.value,
            "seats": self.seats,
            "base": self.base,
            "items": [[v.item, v.status.value, v.approve, v.rank, v.passed, v.sentence] for v in self.items],
            "adopted": list(self.adopted),
            "next": self.next
            and [
                self.next.state.value,
                self.next.cause.value,
                list(self.next.items),
                self.next.seats,
                self.next.sentence,
            ],
            "sentence": self.sentence,
            "warnings": list(self.warnings),
            "revotes": self.revotes,
            "second_rounds": self.second_rounds,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Verdict":
        """The verdict written by `to_json`. raises: KeyError, TypeError or ValueError for anything else."""
        step = data["next"]
        return cls(
            state=State(data["state"]),
            seats=data["seats"],
            base=data["base"],
            items=tuple(ItemVerdict(row[0], Status(row[1]), *row[2:]) for row in data["items"]),
            adopted=tuple(data["adopted"]),
            next=step and Next(State(step[0]), Cause(step[1]), tuple(step[2]), step[3], step[4]),
            sentence=data["sentence"],
            warnings=tuple(data["warnings"]),
            revotes=data["revotes"],
            second_rounds=data["second_rounds"],
        )


def ranks(approvals: Mapping[str, int]) -> dict[str, int]:
    """Item → place by approvals; equal counts share a place: 1, 2, 2, 4."""
    ordered = sorted(approvals.values(), reverse=True)
    return {item: ordered.index(count) + 1 for item, count in approvals.items()}
