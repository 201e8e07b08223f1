"""Electronic archive and paper boxes: one count or none, never two that unmask each other."""

from collections.abc import Iterable
from dataclasses import dataclass

from .counts import Counts, ItemCount, box_holds

SMALLEST_PAPER = 20
"""Fewest paper ballots that may be counted on their own (docs/ballot.md#few-paper)."""


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """The desk's numbers, in ballots or slips.

    issued:      I, slips issued = signatures on the roll
    electronic:  E, ballots on the board
    exchanged:   X, slips handed in for a paper ballot
    paper:       P, paper ballots in the box, valid and void
    not_voted:   N, slips given back unused or missing
    transcribed: T, electronic ballots that two tellers entered from paper; then T = P and no paper count exists
    """

    issued: int
    electronic: int
    exchanged: int = 0
    paper: int = 0
    not_voted: int = 0
    transcribed: int = 0

    @property
    def returned(self) -> int:
        """收回: ballots of the whole vote, by phone and on paper; a transcribed one counts once."""
        return self.electronic - self.transcribed + self.paper

    @property
    def void(self) -> bool:
        """More came back than went out: the whole vote is void and held again (docs/domain.md#returned)."""
        return not box_holds(self.issued, self.returned)


@dataclass(frozen=True)
class Joined:
    """True in a condition when there is one count to decide by.

    counts:   of a vote that is void nothing was counted: every ballot in it is void, whatever it says
    problems: what is wrong, in Chinese;  notices: what belongs in the minutes
    """

    counts: Counts | None
    problems: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return not self.problems


def join(electronic: Counts, paper: Counts | None, desk: Exchange, *, smallest: int = SMALLEST_PAPER) -> Joined:
    """Check the desk's equation and add the paper count to the electronic one.

    (E − T) + X + N = I must hold. Returned ballots (E − T) + P equal or fewer than I: the vote is valid. More: the whole
    vote is void, never a part of it, and nothing is counted. One box may hold more than went out for it while the whole
    does not (a deputy took another box): the vote is valid and the minutes say so.
    0 < P < `smallest`: paper is not counted on its own; it must be transcribed (T = P, paper None).
    electronic: counts of the archive, returned = E;  paper: counts of all boxes, returned = P, or None
    source: 《选举法》第四十四条, by analogy (docs/domain.md#returned); docs/ballot.md#reconciliation
    """
    if desk.void:
        return not_counted(electronic.items, desk)
    if problems := [*unequal(desk), *_problems(electronic, paper, desk, smallest)]:
        return Joined(None, tuple(problems))
    both = electronic if paper is None else electronic + paper
    counts = Counts(desk.issued, both.returned, both.valid, both.void, both.items)
    return Joined(counts, (), tuple(_notices(desk)))


def not_counted(items: Iterable[str], desk: Exchange) -> Joined:
    """A void vote: no box is opened and no ballot is read; all that came back is void."""
    if problems := unequal(desk):
        return Joined(None, tuple(problems))
    nothing = Counts(desk.issued, desk.returned, 0, desk.returned, {item: ItemCount(0) for item in items})
    text = f"收回 {desk.returned} 张，多于发出的 {desk.issued} 张，全部选票不再计票。"
    return Joined(nothing, (), (text,))


def unequal(desk: Exchange) -> list[str]:
    """Why the desk's numbers cannot be, in Chinese: a negative one, or slips that are more or fewer than went out."""
    if min(vars(desk).values()) < 0:
        return ["票数不能为负。"]
    first = desk.electronic - desk.transcribed
    total = first + desk.exchanged + desk.not_voted
    if total == desk.issued:
        return []
    transcribed = f"（已扣除转录 {desk.transcribed} 张）" if desk.transcribed else ""
    return [
        f"电子票 {first} 张{transcribed}、换纸质票 {desk.exchanged} 张、未投 {desk.not_voted} 张，"
        f"合计 {total} 张，不等于发出的 {desk.issued} 张，请逐项核对。"
    ]


def _notices(desk: Exchange) -> Iterable[str]:
    if desk.transcribed:
        yield f"{desk.transcribed} 张纸质票已由两名监票人转录，原票封存。"
    if desk.paper > desk.exchanged:
        yield (
            f"纸质票箱收回 {desk.paper} 张，多于登记发出的 {desk.exchanged} 张；"
            f"全部收回 {desk.returned} 张，没有多于发出的 {desk.issued} 张，本次投票有效。"
        )


def _problems(electronic: Counts, paper: Counts | None, desk: Exchange, smallest: int) -> list[str]:
    """What keeps the two parts from being joined."""
    counted = 0 if paper is None else paper.returned
    expected = 0 if desk.transcribed else desk.paper
    checks = [
        (
            electronic.returned != desk.electronic,
            f"电子计票收回 {electronic.returned} 张，票箱中为 {desk.electronic} 张，请核对。",
        ),
        (counted != expected, f"纸质计票收回 {counted} 张，应为 {expected} 张，请核对。"),
        (
            bool(desk.transcribed) and desk.transcribed != desk.paper,
            f"转录 {desk.transcribed} 张与纸质票 {desk.paper} 张不符，应全部转录。",
        ),
        (
            not desk.transcribed and 0 < desk.paper < smallest,
            f"纸质票只有 {desk.paper} 张，少于 {smallest} 张，单独计票会暴露个人意见，请由两名监票人转录为电子票。",
        ),
        (paper is not None and paper.items.keys() != electronic.items.keys(), "纸质票与电子票的项目不一致。"),
    ]
    return [text for wrong, text in checks if wrong]
