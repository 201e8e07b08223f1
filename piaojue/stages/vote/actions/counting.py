"""Counting: the box is read, joined with paper, checked against the tellers' equation, and judged by the rule."""

from dataclasses import asdict, replace
from functools import partial

from engines.counting import (
    SMALLEST_PAPER,
    Counts,
    Exchange,
    Joined,
    Roll,
    State,
    StepRefused,
    Verdict,
    after_revote,
    box_holds,
    decide,
    join,
    not_counted,
    sums_agree,
)
from piaojue.commons.acting import acting
from piaojue.commons.drafting.actions import Worded, filed
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.stages.vote.actions.objections import box_objects
from piaojue.stages.vote.archive import publish
from piaojue.stages.vote.ballot_box import ballot_box
from piaojue.stages.vote.ballots import columns, counts_of_totals, electronic_counts, paper_counts
from piaojue.stages.vote.few_paper import TO_PRESIDIUM, numbers_that_cannot_be, paper_out
from piaojue.stages.vote.models import PaperBox, Poll, PollKind, PollState
from piaojue.stages.vote.moves import MOVES
from piaojue.stages.vote.outcome import first_round
from piaojue.stages.vote.values import DeskNumbers
from piaojue.stages.vote.wording import certificate_text


def count(*, poll: Poll, not_voted: int, by: Seat, version: int | None = None) -> Poll:
    """Count and judge; file the 计票报告单.

    not_voted: slips given back unused or missing (张), as counted by hand: E + X + N = I must hold
    result:    state DECIDED; or COUNTED when a council's other box has to be joined, or a round, the presidium or a new
               vote has to follow
    raises:    NotYours, Refused with everything that does not add up; then nothing is kept
    """
    with acting(MOVES["count"], poll, by, version=version) as act:
        poll = act.thing
        boxes = list(poll.paper_boxes.all())
        unsettled = [box.name for box in boxes if not box.settled]
        if unsettled and poll.transcribed is None:
            raise Refused(f"纸质票箱 {'、'.join(unsettled)} 还没有两人一致的录入")
        joined, desk = _joined(poll, boxes, not_voted)
        if not joined or joined.counts is None:
            raise Refused(*joined.problems)
        _write(poll, joined, joined.counts, desk)
        if desk.void or (0 < desk.paper < SMALLEST_PAPER and poll.transcribed is None):
            _forget_items(boxes)
        publish(poll)
        ballot_box(poll).forget(poll.box_id)
        act.note(state=poll.the_verdict.state.value if poll.the_verdict else "counted")
        if not poll.rehearsal:
            worded = Worded(certificate_text(poll))
            filed(year=poll.year, code="count_certificate", thing=poll, by=by, again=True, worded=worded)
    return poll


def _write(poll: Poll, joined: Joined, counts: Counts, desk: Exchange) -> None:
    """Write numbers and verdict on the poll. Raises Refused when the rule cannot be applied to these counts."""
    verdict = _judged(poll, counts)
    poll.desk = DeskNumbers(**asdict(desk), notices=tuple(joined.notices), paper_void=False)
    poll.counts = counts.to_json()
    poll.verdict = verdict.to_json() if verdict else None
    if poll.kind == PollKind.SATISFACTION or (verdict and verdict.state is State.DECIDED):
        poll.state = PollState.DECIDED


def _joined(poll: Poll, boxes: list[PaperBox], not_voted: int) -> tuple[Joined, Exchange]:
    """Electronic and paper ballots as one count, and the desk's equation. A void vote opens no box: nobody learns what it said."""
    desk = _desk(poll, boxes, not_voted)
    if desk.void:
        return not_counted(poll.keys, desk), desk
    electronic = _electronic(poll, desk.issued)
    if poll.transcribed is not None:
        return join(electronic, None, desk), desk
    paper = paper_counts(poll, boxes)
    if paper and 0 < desk.paper < SMALLEST_PAPER:
        if poll.sealed:
            raise Refused(_found_too_late(poll, desk.paper))
        # A handful is never counted on its own (docs/ballot.md#few-paper): the agreed sheet of two tellers is their
        # transcription, and no separate count of it is kept.
        desk = replace(desk, electronic=electronic.returned + desk.paper, transcribed=desk.paper)
        electronic, paper = electronic + paper, None
    return join(electronic, paper, desk), desk


def _desk(poll: Poll, boxes: list[PaperBox], not_voted: int) -> Exchange:
    """The tellers' numbers, by number alone: nothing of what the ballots say."""
    out = paper_out(poll)
    numbers = partial(
        Exchange,
        issued=_issued(poll, out),
        electronic=ballot_box(poll).returned(poll.box_id),
        exchanged=out,
        not_voted=not_voted,
    )
    if poll.transcribed is not None:
        return numbers(paper=poll.transcribed, transcribed=poll.transcribed)
    return numbers(paper=sum(box.settled.returned for box in boxes if box.settled))


def _issued(poll: Poll, out: int) -> int:
    """Slips and paper ballots that went out without one (张). Raises Refused when these numbers cannot be.

    out: paper ballots that went out, as registered for the paper boxes (张)
    """
    if problem := numbers_that_cannot_be(poll):
        raise Refused(problem)
    return poll.issued + out - poll.exchanged


def _found_too_late(poll: Poll, paper: int) -> str:
    return (
        f"票箱截止以后才发现纸质票只有 {paper} 张，不足 {SMALLEST_PAPER} 张：电子合计是公开的，单独计会暴露个人意见。"
        f"{poll.term(TO_PRESIDIUM)}"
    )


def _electronic(poll: Poll, issued: int) -> Counts:
    """What the box holds: single ballots without their slips, or sums alone."""
    box = ballot_box(poll)
    with box_objects():
        ballots = box.counts(poll.box_id)
        if ballots is not None:
            return electronic_counts(poll, ballots, issued=issued)
        return counts_of_totals(poll, box.totals(poll.box_id), returned=box.returned(poll.box_id), issued=issued)


def _judged(poll: Poll, counts: Counts) -> Verdict | None:
    """The verdict over all rounds so far. None for satisfaction, whose formula belongs to the evaluation, and for a council's
    box, which is judged together with the other one in 会商."""
    if poll.kind != PollKind.ADOPTION:
        _hold(poll, counts)
        return None
    roll, titles = Roll(all_deputies=poll.roll, present=poll.present), poll.titles
    before = poll.previous.the_verdict if poll.previous else None
    first = first_round(poll)
    try:
        if before and before.next:
            verdict = after_revote(before, counts, first.the_rule, roll, titles={**first.titles, **titles})
        else:
            verdict = decide(counts, poll.the_rule, roll, titles=titles)
    except StepRefused as error:
        raise Refused(*error.reasons) from error
    if verdict.state is State.RECOUNT:
        raise Refused(verdict.sentence)
    return verdict


def _hold(poll: Poll, counts: Counts) -> None:
    """Counts that do not add up are refused."""
    problems = list(sums_agree(counts, poll.titles, columns(poll)).problems)
    if not box_holds(counts.issued, counts.returned):
        problems.append(f"收回 {counts.returned} 张，多于发出的 {counts.issued} 张，本次投票全部无效，请作废后重新投票")
    if problems:
        raise Refused(*problems)


def _forget_items(boxes: list[PaperBox]) -> None:
    """Keep only the totals of paper sheets that may not be known on their own: too few, or of a vote that is void."""
    for box in boxes:
        box.entries, box.settled = {}, replace(box.settled, items={}) if box.settled else None
        box.save(update_fields=["entries", "settled"])
