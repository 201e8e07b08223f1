"""Counts: what the tellers write down, and whether it adds up."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, NamedTuple


class ItemCount(NamedTuple):
    """Ballots for one item: 赞成, 反对, 弃权, 未按/未选. They sum to the valid ballots."""

    approve: int
    against: int = 0
    abstain: int = 0
    not_pressed: int = 0

    @property
    def total(self) -> int:
        """Sum of the four."""
        return sum(self)


@dataclass(frozen=True)
class Counts:
    """One poll's counts, in ballots. `items`: item → ItemCount, in the order of the ballot.

    issued 发票, returned 收回, valid 有效, void 无效票. Nothing is checked on
    construction: `sums_agree` says what is wrong with counts typed in by hand.
    """

    issued: int
    returned: int
    valid: int
    void: int
    items: Mapping[str, ItemCount]

    def __post_init__(self) -> None:
        items = {item: ItemCount(*count) for item, count in self.items.items()}
        object.__setattr__(self, "items", MappingProxyType(items))

    def __add__(self, other: "Counts") -> "Counts":
        """Counts of two boxes (or delegations) with the same items. raises: ValueError if the items differ."""
        if self.items.keys() != other.items.keys():
            raise ValueError("两份计票的项目不一致，不能相加")
        items = {
            item: ItemCount(*(a + b for a, b in zip(count, other.items[item], strict=True)))
            for item, count in self.items.items()
        }
        return Counts(
            self.issued + other.issued,
            self.returned + other.returned,
            self.valid + other.valid,
            self.void + other.void,
            items,
        )

    def approvals(self) -> dict[str, int]:
        """Item → 赞成."""
        return {item: count.approve for item, count in self.items.items()}

    def to_json(self) -> dict[str, Any]:
        """Plain JSON; items as a list of [item, approve, against, abstain, not_pressed], because order matters."""
        return {
            "issued": self.issued,
            "returned": self.returned,
            "valid": self.valid,
            "void": self.void,
            "items": [[item, *count] for item, count in self.items.items()],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Counts":
        """The counts written by `to_json`. raises: ValueError in Chinese for anything else."""
        try:
            rows = [(str(row[0]), ItemCount(*row[1:])) for row in data["items"]]
            issued, returned, valid, void = numbers = [data[name] for name in ("issued", "returned", "valid", "void")]
        except (KeyError, IndexError, TypeError):
            raise ValueError("计票数据的格式不对：需要发票、收回、有效、无效票和各项票数") from None
        if any(isinstance(n, bool) or not isinstance(n, int) for n in [*numbers, *(n for _, row in rows for n in row)]):
            raise ValueError("票数必须是整数")
        if len({item for item, _ in rows}) < len(rows):
            raise ValueError("同一个项目出现了两次")
        return cls(issued, returned, valid, void, dict(rows))


@dataclass(frozen=True)
class SumCheck:
    """True in a condition when all sums agree; otherwise `problems` (Chinese) and the `items` that are off."""

    problems: tuple[str, ...] = ()
    items: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return not self.problems


MARKS = ("赞成", "反对", "弃权", "未按")


def sums_agree(counts: Counts, titles: Mapping[str, str] | None = None, words: Sequence[str] = MARKS) -> SumCheck:
    """Do the counts add up?  valid + void = returned; each item's four counts = valid; nothing negative.

    titles: item → name for the messages;  words: what the four counts are called on this ballot, empty where it has no
    such mark. Whether more ballots came back than went out is `box_holds`, not this.
    """
    names = titles or {}
    problems, wrong = [], []
    totals = {"发票": counts.issued, "收回": counts.returned, "有效": counts.valid, "无效票": counts.void}
    problems += [f"{name} {number} 张，票数不能为负。" for name, number in totals.items() if number < 0]
    if counts.valid + counts.void != counts.returned:
        problems.append(f"有效 {counts.valid} 张加无效票 {counts.void} 张不等于收回 {counts.returned} 张，请重新清点。")
    for item, count in counts.items.items():
        name = names.get(item, item)
        if min(count) < 0:
            problems.append(f"“{name}”有负的票数。")
            wrong.append(item)
        elif count.total != counts.valid:
            problems.append(_off(name, count, counts.valid, words))
            wrong.append(item)
    return SumCheck(tuple(problems), tuple(wrong))


def _off(name: str, count: ItemCount, valid: int, words: Sequence[str]) -> str:
    marks = [f"{word} {n}" for word, n in zip(words, count, strict=True) if word]
    parts = "、".join(marks if count.not_pressed else marks[:-1])
    difference = count.total - valid
    return (
        f"“{name}”{parts}，合计 {count.total} 票，与有效票 {valid} 张相差 {abs(difference)} 票"
        f"（{'多' if difference > 0 else '少'}），请复核这一项。"
    )


def box_holds(issued: int, returned: int) -> bool:
    """Returned ballots equal or fewer than issued: the poll is valid. More: the whole poll is void and held again.

    source: 《选举法》第四十四条, by analogy (docs/domain.md#returned).
    """
    return returned <= issued


def total(counts: Iterable[Counts]) -> Counts:
    """Sum of several boxes or delegations. raises: ValueError when there is none or the items differ."""
    boxes = list(counts)
    if not boxes:
        raise ValueError("没有可相加的计票")
    first, *rest = boxes
    for more in rest:
        first += more
    return first
