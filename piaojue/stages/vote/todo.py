"""What waits in the vote room."""

from collections.abc import Iterable

from django.urls import reverse

from engines.counting import State
from piaojue.commons.people.models import Seat
from piaojue.commons.sittings.models import SittingKind
from piaojue.commons.todo import Task, waiting
from piaojue.commons.years.models import not_voided
from piaojue.commons.years.road import Stage
from piaojue.stages.vote.models import PUBLISHED, VOTERS, Poll, PollKind, PollState
from piaojue.stages.vote.moves import COUNTING, DESK, STREET_DESK, TELLERS
from piaojue.stages.vote.sealed import keys_of


@waiting
def polls_waiting(seat: Seat) -> Iterable[Task]:
    """Polls of the seat's place in a state in which this role has to act; of a vote that the gate waits for it says the rest."""
    if seat.role not in DESK | STREET_DESK | COUNTING:
        return
    live = Poll.objects.filter(not_voided(), place=seat.place).exclude(state__in=[*PUBLISHED, PollState.ABANDONED])
    if seat.role in COUNTING:
        live = live.filter(tellers=seat)
    for poll in live.select_related("year__place", "place").order_by("pk"):
        if seat.role in COUNTING:
            yield from _key_to_make(poll, seat)
        if seat.role in DESK and _is_the_gates(poll):
            continue
        if label := _label(poll, seat.role):
            waits = (
                WITH_THE_TELLERS.get(poll.state, "") if seat.role in DESK | STREET_DESK and not poll.rehearsal else ""
            )
            yield Task(f"{label}：{poll.title}", _where(poll, seat.role), note=str(poll.year), waits_for=waits)


def _is_the_gates(poll: Poll) -> bool:
    """Whether the next gate of its year says whose turn it is."""
    binding = poll.kind == PollKind.ADOPTION and not poll.rehearsal
    prepared = poll.year.stage == Stage.DELIBERATING and poll.state == PollState.PREPARED
    return binding and (prepared or poll.year.stage == Stage.VOTING)


def _key_to_make(poll: Poll, seat: Seat) -> Iterable[Task]:
    """No sealed box can be made before each who holds a key has made it."""
    if poll.state != PollState.FROZEN or seat.pk not in poll.keyholders:
        return
    keys = keys_of(poll)
    number = poll.keyholders.index(seat.pk)
    if keys and keys["trustees"][number]["step"] != "ready":
        yield Task(f"做监票钥匙：{poll.title}", poll.page("keys"), urgent=True, note=str(poll.year))


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
            yield Task(f"正在投票，请扫票签：{poll.title}", "", urgent=True, note=str(poll.year))


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
