"""Electronic archive and paper boxes: one count or none, never two that unmask each other."""

from dataclasses import dataclass

from .counts import Counts

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


@dataclass(frozen=True)
class Joined:
    """True in a condition when the poll stands. `counts`: the one count to decide by (None when it does not stand).

    paper_void: the paper part alone does not count (P > X)
    problems:   what is wrong, in Chinese;  notices: what belongs in the minutes
    """

    counts: Counts | None
    paper_void: bool
    problems: tuple[str, ...]
    notices: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return not self.problems


def join(electronic: Counts, paper: Counts | None, desk: Exchange, *, smallest: int = SMALLEST_PAPER) -> Joined:
    """Check the desk's equation and add the paper count to the electronic one.

    Valid if (E − T) + X + N = I and P ≤ X. P > X: only the paper part is void.
    0 < P < `smallest`: paper is not counted on its own; it must be transcribed (T = P, paper None).
    electronic: counts of the archive, returned = E;  paper: counts of all boxes, returned = P, or None
    source: docs/ballot.md#reconciliation
    """
    if problems := _problems(electronic, paper, desk, smallest):
        return Joined(None, False, tuple(problems))
    if desk.paper > desk.exchanged:
        text = f"纸质票 {desk.paper} 张多于换出的 {desk.exchanged} 张，纸质部分无效，只计电子部分。"
        return Joined(_issued(electronic, desk.issued), True, (), (text,))
    notes = (f"{desk.transcribed} 张纸质票已由两名监票人转录，原票封存。",) if desk.transcribed else ()
    both = electronic if paper is None else electronic + paper
    return Joined(_issued(both, desk.issued), False, (), notes)


def _issued(counts: Counts, issued: int) -> Counts:
    return Counts(issued, counts.returned, counts.valid, counts.void, counts.items)


def _problems(electronic: Counts, paper: Counts | None, desk: Exchange, smallest: int) -> list[str]:
    """Everything that keeps the two parts from being joined."""
    first = desk.electronic - desk.transcribed
    total = first + desk.exchanged + desk.not_voted
    counted = 0 if paper is None else paper.returned
    expected = 0 if desk.transcribed else desk.paper
    transcribed = f"（已扣除转录 {desk.transcribed} 张）" if desk.transcribed else ""
    checks = [
        (min(vars(desk).values()) < 0, "票数不能为负。"),
        (
            total != desk.issued,
            (
                f"电子票 {first} 张{transcribed}、换纸质票 {desk.exchanged} 张、未投 {desk.not_voted} 张，"
                f"合计 {total} 张，不等于发出的 {desk.issued} 张，请逐项核对。"
            ),
        ),
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
            not desk.transcribed and 0 < desk.paper < smallest and desk.paper <= desk.exchanged,
            f"纸质票只有 {desk.paper} 张，少于 {smallest} 张，单独计票会暴露个人意见，请由两名监票人转录为电子票。",
        ),
        (paper is not None and paper.items.keys() != electronic.items.keys(), "纸质票与电子票的项目不一致。"),
    ]
    return [text for wrong, text in checks if wrong]
