"""What waits in the vote room."""

from collections.abc import Iterable

from django.urls import reverse

from engines.counting import State
from piaojue.commons.people.models import Seat
from piaojue.commons.todo import Task, waiting
from piaojue.commons.years.models import not_voided
from piaojue.stages.vote.models import PUBLISHED, Poll, PollState
from piaojue.stages.vote.moves import COUNTING, DESK, STREET_DESK, TELLERS


@waiting
def polls_waiting(seat: Seat) -> Iterable[Task]:
    """Polls of the seat's place in a state in which this role has to act."""
    if seat.role not in DESK | STREET_DESK | COUNTING:
        return
    live = Poll.objects.filter(not_voided(), place=seat.place).exclude(state__in=[*PUBLISHED, PollState.ABANDONED])
    if seat.role in COUNTING:
        live = live.filter(tellers=seat)
    for poll in live.order_by("pk"):
        if label := _label(poll, seat.role):
            yield Task(
                f"{label}：{poll.title}",
                _where(poll, seat.role),
                urgent=poll.state in (PollState.OPEN, PollState.CLOSED),
            )


RUNNING: dict[str, str] = {
    PollState.FROZEN: "票面已定，等监票人开箱",
    PollState.OPEN: "正在投票",
    PollState.CLOSED: "等待计票",
}
"""What the desks see of a poll that the tellers have in hand."""
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
    if role in DESK:
        return AT_THE_DESK.get(poll.state, "") or _after_the_count(poll)
    if role in TELLERS and poll.state in (PollState.FROZEN, PollState.OPEN):
        return "印票签、开箱" if poll.state == PollState.FROZEN else "正在投票"
    return "计票" if poll.state == PollState.CLOSED else ""


def _after_the_count(poll: Poll) -> str:
    """What the desk does itself; what a body has to decide waits among the decisions."""
    verdict = poll.the_verdict
    if poll.state == PollState.COUNTED and verdict and verdict.state is not State.PRESIDIUM:
        return "办理下一步"
    return "采用测评结果" if poll.state == PollState.DECIDED and not poll.binds else ""


def _where(poll: Poll, role: str) -> str:
    if poll.advisory and poll.state == PollState.COUNTED and not poll.rehearsal:
        return reverse("advisory_boxes", args=[poll.sitting.consultation.pk])
    at_the_box = role in COUNTING and poll.state in (PollState.FROZEN, PollState.OPEN, PollState.CLOSED)
    return poll.page("tellers_screen") if at_the_box else poll.get_absolute_url()
