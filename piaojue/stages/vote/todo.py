"""What waits in the vote room."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.urls import reverse

from engines.counting import State
from piaojue.commons.people.models import Seat
from piaojue.commons.sittings.models import SittingKind
from piaojue.commons.todo import Task, waiting
from piaojue.commons.years.models import not_voided
from piaojue.commons.years.road import Stage
from piaojue.stages.vote.models import PUBLISHED, VOTERS, Poll, PollKind, PollState
from piaojue.stages.vote.moves import COUNTING, DESK, STREET_DESK
from piaojue.stages.vote.now import next_for, steps_of


@waiting
def polls_waiting(seat: Seat) -> Iterable[Task]:
    """Polls of the seat's place in a state in which this role has to act; of a vote that the gate waits for it says the rest."""
    if seat.role not in DESK | STREET_DESK:
        return
    for poll in _live(seat):
        if seat.role in DESK and _is_the_gates(poll):
            continue
        if label := _label(poll, seat.role):
            waits = "" if poll.rehearsal else WITH_THE_TELLERS.get(poll.state, "")
            yield Task(f"{label}：{poll.title}", _where(poll), note=str(poll.year), waits_for=waits)


def _live(seat: Seat) -> QuerySet[Poll]:
    """The place's votes that are not over."""
    live = Poll.objects.filter(not_voided(), place=seat.place).exclude(state__in=[*PUBLISHED, PollState.ABANDONED])
    return live.select_related("year__place", "place").order_by("pk")


@waiting
def in_the_hall(seat: Seat) -> Iterable[Task]:
    """The one next act of who watches and counts, or for whom he or she waits."""
    if seat.role not in COUNTING:
        return
    for poll in _live(seat).filter(tellers=seat, state__in=IN_THE_HALL):
        steps = steps_of(poll)
        mine = next_for(steps, seat)
        if step := mine or next(iter(steps), None):
            waits = "" if mine else "、".join(step.late) or "会务人员"
            label, note = f"{step.what}：{poll.title}", str(poll.year)
            yield Task(label, poll.page("hall_now"), urgent=not waits, note=note, waits_for=waits)


def _is_the_gates(poll: Poll) -> bool:
    """Whether the next gate of its year says whose turn it is."""
    binding = poll.kind == PollKind.ADOPTION and not poll.rehearsal
    prepared = poll.year.stage == Stage.DELIBERATING and poll.state == PollState.PREPARED
    return binding and (prepared or poll.year.stage == Stage.VOTING)


@waiting
def open_boxes(seat: Seat) -> Iterable[Task]:
    """Who came to vote hears that the box is open; a ballot is reached by its slip alone, never from here."""
    if seat.role not in VOTERS.values():
        return
    polls = Poll.objects.filter(
        not_voided(), place=seat.place, state=PollState.OPEN, sitting__attendances__seat__person=seat.person_id
    )
    for poll in polls.select_related("year__place").distinct():
        if VOTERS.get(SittingKind(poll.sitting.kind)) == seat.role:
            yield Task(f"正在投票，请扫票签：{poll.title}", poll.page("hall_now"), urgent=True, note=str(poll.year))


IN_THE_HALL = (PollState.FROZEN, PollState.OPEN, PollState.CLOSED)


RUNNING: dict[str, str] = {
    PollState.FROZEN: "票面已定，等监票人开箱",
    PollState.OPEN: "正在投票",
    PollState.CLOSED: "等待计票",
}
"""What the desks see of a poll that the tellers have in hand."""
WITH_THE_TELLERS: dict[str, str] = {
    PollState.FROZEN: "监票人",
    PollState.OPEN: "监票人",
    PollState.CLOSED: "计票人",
}
AT_THE_DESK = {PollState.PREPARED: "设定规则、确定票面"} | RUNNING
AT_THE_STREETS_DESK = {PollState.PREPARED: "确定票面", PollState.COUNTED: "票数并入会商"} | RUNNING


def _label(poll: Poll, role: str) -> str:
    """What this role has to do, or to know, about the poll; empty: nothing."""
    if poll.state == PollState.COUNTED and poll.reruns.exclude(state=PollState.ABANDONED).exists():
        return ""
    if poll.rehearsal and poll.counts:  # what was only practised is neither joined nor confirmed
        return "清除演练" if role in DESK | STREET_DESK else ""
    if role in STREET_DESK:
        return AT_THE_STREETS_DESK.get(poll.state, "")
    return AT_THE_DESK.get(poll.state, "") or _after_the_count(poll)


def _after_the_count(poll: Poll) -> str:
    """What the desk does itself; what a body has to decide waits among the decisions."""
    verdict = poll.the_verdict
    if poll.state == PollState.COUNTED and verdict and verdict.state is not State.PRESIDIUM:
        return "办理下一步"
    return "采用测评结果" if poll.state == PollState.DECIDED and not poll.binds else ""


def _where(poll: Poll) -> str:
    if poll.advisory and poll.state == PollState.COUNTED and not poll.rehearsal:
        return reverse("advisory_boxes", args=[poll.sitting.consultation.pk])
    return poll.page("hall_now") if poll.state in IN_THE_HALL else poll.get_absolute_url()
