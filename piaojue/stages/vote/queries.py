"""What may be seen of polls, by seat and place. Ballots are not here: nobody can ask for them."""

from django.db.models import QuerySet
from django.http import Http404

from engines.counting import Counts
from piaojue.commons.moves import NotYours
from piaojue.commons.people.models import Seat
from piaojue.commons.sittings.actions import expected, present
from piaojue.commons.years.models import Year
from piaojue.stages.vote.ballot_box import ballot_box
from piaojue.stages.vote.models import Poll, PollKind, PollState, Result
from piaojue.stages.vote.moves import MOVES


def polls_for(seat: Seat | None, year: Year) -> QuerySet[Poll]:
    """Polls of a year: the hall's people see all, everybody else the confirmed ones."""
    polls = Poll.objects.filter(year=year).select_related("sitting", "place", "year").order_by("pk")
    if MOVES.entitled("read_polls", year.place, seat):
        return polls
    return polls.filter(state=PollState.CONFIRMED, rehearsal=False)


def poll_for(seat: Seat | None, pk: int, act: str = "read_polls") -> Poll:
    """One poll for who may do `act`. Raises Http404, NotYours."""
    rows = Poll.objects.select_related("place", "place__parent", "year", "year__place", "sitting", "sitting__body", "previous")
    poll = rows.filter(pk=pk).first()
    if poll is None:
        raise Http404("no such poll")
    if act == "read_results" and (poll.state != PollState.CONFIRMED or poll.rehearsal):
        raise NotYours(act)
    MOVES.require(act, poll.place, seat)
    return poll


def results_of(year: Year) -> QuerySet[Result]:
    """Confirmed results of the year, adopted first; public."""
    found = Result.objects.filter(poll__year=year, poll__state=PollState.CONFIRMED, poll__rehearsal=False)
    return found.select_related("poll", "dossier").order_by("-adopted", "rank", "pk")


def adopted(year: Year) -> QuerySet[Result]:
    """The adopted items with their dossiers, for delivery."""
    return results_of(year).filter(adopted=True)


def satisfaction_rows(poll: Poll) -> list[tuple[str, int, int, int, int]]:
    """(key, 满意, 基本满意, 不满意, 不了解) in ballots, as engines.scoring.Row takes them. Raises ValueError before confirmation."""
    if poll.kind != PollKind.SATISFACTION or poll.state != PollState.CONFIRMED:
        raise ValueError("测评结果经确认后才能使用")
    return [(key, *count) for key, count in Counts.from_json(poll.counts).items.items()]


def hall_numbers(poll: Poll) -> dict[str, int | None]:
    """What the hall may see while it votes, in persons and ballots: never a partial result.

    not_yet: slips out minus ballots in and slips exchanged;  paper: paper ballots that went out
    """
    if poll.state in (PollState.PREPARED, PollState.FROZEN, PollState.ABANDONED):
        roll, here = expected(poll.sitting, poll.voters), present(poll.sitting, poll.voters)
        issued = returned = 0
        if poll.box_id and poll.state == PollState.FROZEN:
            printed, void = ballot_box().slips(poll.box_id)
            issued = printed - void
    else:
        roll, here, issued = poll.roll, poll.present, poll.issued
        returned = ballot_box().returned(poll.box_id)
    return {
        "roll": roll, "present": here, "issued": issued, "returned": returned, "exchanged": poll.exchanged,
        "not_yet": max(issued - returned - poll.exchanged, 0), "paper": sum(box.issued for box in poll.paper_boxes.all()),
    }  # fmt: skip
