"""Paper beside a sealed box (docs/ballot.md#few-paper): how much is out, how much came back, what is to be done with a handful."""

from engines.counting import SMALLEST_PAPER
from piaojue.stages.vote.ballot_box import ballot_box
from piaojue.stages.vote.models import Poll

TO_PRESIDIUM = "请报告主席团，由主席团决定作废本次投票、重新投票"
"""What is left where paper can neither be counted apart nor transcribed."""


def not_registered(poll: Poll) -> str | None:
    """Why more paper ballots went out than lie in any box, as registered; None: every one has its box, or is transcribed.

    What counting would ask for is asked before the box closes: afterwards nobody can say any more what lies in which box.
    """
    out = registered_out(poll)
    if out >= poll.exchanged or poll.transcribed is not None:
        return None
    if not poll.paper_boxes.exists():
        return f"换出纸质票 {poll.exchanged} 张，还没有登记纸质票箱：请先登记票箱和发出的张数"
    return f"换票 {poll.exchanged} 张，纸质票箱登记发出 {out} 张：请把换出的纸质票补登到票箱"


def numbers_that_cannot_be(poll: Poll) -> str | None:
    """Why the paper ballots that went out, as registered, cannot be counted with; None: they can."""
    out = registered_out(poll)
    direct = out - poll.exchanged
    if direct > 0 and poll.issued + direct > poll.present:
        return (
            f"票签 {poll.issued} 张，另有不凭票签发的纸质票 {direct} 张（登记发出 {out} 张，换票 {poll.exchanged} 张），多于实到 {poll.present} 人："
            "请核对各票箱的“登记发出和收回数”，填错了就改"
        )
    return not_registered(poll)


def paper_before_closing(poll: Poll) -> str | None:
    """What is still to be done with paper before the box may close; None: nothing.

    Its own sums become public at closing, so that a handful of paper ballots counted beside it would be read off the
    difference. How many came back is known before closing by their number alone. More than went out in the whole vote: it
    is void, nothing is opened, and so nothing is transcribed.
    """
    out, back = paper_out(poll), paper_back(poll)
    if not (out or back) or poll.transcribed is not None:
        return None
    if not poll.sealed:
        return not_registered(poll)
    begun = ballot_box(poll).transcribed(poll.box_id)
    if back is None and out >= SMALLEST_PAPER and not begun:
        return "请先封闭纸质票箱，票面朝下数清收回的张数，在“登记发出和收回数”里填好，再截止电子票箱"
    if back is not None and _void(poll, back, begun):
        return None
    few = back != 0 and (back or out) < SMALLEST_PAPER
    if few and (back or 0) > poll.exchanged:
        return f"纸质票收回 {back} 张，不足 {SMALLEST_PAPER} 张，单独计票会暴露个人意见，交回的票签只有 {poll.exchanged} 张，不够用来转录：{poll.term(TO_PRESIDIUM)}"
    if begun or few:
        return f"纸质票不足 {SMALLEST_PAPER} 张，单独计票会暴露个人意见：请两名监票人用交回的票签把它们转录进票箱，登记转录完毕，再截止"
    return not_registered(poll)


def _void(poll: Poll, back: int, begun: int) -> bool:
    """Whether more ballots came back than went out, those that are transcribed already counted once."""
    direct = max(paper_out(poll) - poll.exchanged, 0)
    return ballot_box(poll).returned(poll.box_id) - begun + back > poll.issued + direct


def registered_out(poll: Poll) -> int:
    """Paper ballots that went out, as registered for the boxes (张)."""
    return sum(box.issued for box in poll.paper_boxes.all())


def paper_out(poll: Poll) -> int:
    """Paper ballots that went out, against a slip or at check-in (张)."""
    return max(registered_out(poll), poll.exchanged)


def paper_back(poll: Poll) -> int | None:
    """Paper ballots found in all boxes (张); None while a box was not looked at, or there is none."""
    numbers = [box.collected for box in poll.paper_boxes.all()]
    return None if not numbers or None in numbers else sum(number for number in numbers if number)
