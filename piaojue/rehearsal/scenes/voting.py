"""票决: a session with check-in, slips drawn by lot, ballots from phones, the count and what the presidium confirms."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.test import Client
from django.utils import timezone

from engines.counting import Rule
from engines.law import Matter
from piaojue.commons.people.models import BodyKind, Seat
from piaojue.commons.people.titles import session_name, session_number
from piaojue.commons.roles import Role
from piaojue.commons.sittings import actions as sittings
from piaojue.commons.sittings import counting
from piaojue.commons.sittings.models import Sitting
from piaojue.rehearsal.company import first_day
from piaojue.rehearsal.deciding import decided
from piaojue.rehearsal.stage import Stage, needed
from piaojue.stages.vote import actions
from piaojue.stages.vote.public import Poll

# shares of 赞成 by item: near-unanimous, contested, lost
Mood = Mapping[str, float]


def call_session(stage: Stage) -> Sitting:
    """The congress is called, its agenda gives time to deliberation."""
    place, secretary, on = stage.year.place, stage.company[Role.SECRETARIAT], stage.day(2, 1)
    sitting = sittings.call_sitting(
        body=stage.company.bodies[BodyKind.CONGRESS],
        kind="session",
        name=_name_of_session(stage, on),
        starts_on=on,
        ends_on=stage.day(2, 10),
        venue=f"{place.name}会议中心",
        by=secretary,
    )
    agenda = [
        ("听取政府关于候选项目的说明", 40),
        ("分组审议候选项目", 150),
        ("通过票决办法和监票人名单", 20),
        ("代表票决", 60),
        ("宣布结果", 20),
    ]
    return sittings.set_agenda(sitting=sitting, items=[{"title": t, "minutes": m} for t, m in agenda], by=secretary)


def _name_of_session(stage: Stage, on: date) -> str:
    """With the congress's term and the number of the session in it."""
    term = needed(stage.company.term, "term of the congress")
    return session_name(stage.year.place, term.number, session_number(first_day(term), on))


def check_in(stage: Stage, sitting: Sitting, share: float = 0.93) -> int:
    """Most deputies come; at least two thirds."""
    coming = [seat for seat in stage.company.deputies if stage.luck.random() < share]
    for seat in stage.bar(coming, "签到"):
        sittings.check_in(sitting=sitting, seat=seat, by=stage.company[Role.SECRETARIAT])
    return len(coming)


def open_session(stage: Stage, sitting: Sitting) -> None:
    """The deputies check in; the 预备会议 elects the presidium and passes the agenda, before anything else is passed."""
    check_in(stage, sitting)
    for matter in (Matter.SESSION_ORGANS, Matter.AGENDA):
        decided(matter, year=stage.year)


def prepare(stage: Stage, sitting: Sitting, rule: Rule | None = None, **values: Any) -> Poll:
    """The poll with its tellers and a fixed ballot; the session passes the rules and those who watch."""
    secretary = stage.company[Role.SECRETARIAT]
    poll = actions.prepare_poll(year=stage.year, sitting=sitting, rule=rule, by=secretary, **values)
    tellers = [stage.company[role] for role in (Role.CHIEF_TELLER, Role.TELLER, Role.COUNTER)]
    poll = actions.appoint_tellers(poll=poll, seats=tellers, by=secretary)
    return _passed(actions.freeze_poll(poll=poll, by=secretary), secretary)


def _passed(poll: Poll, secretary: Seat) -> Poll:
    if not poll.binds or poll.rules_passed_id:
        return poll
    ayes = actions.Hands(counting.present(poll.sitting))
    on = min(timezone.localdate(), poll.sitting.ends_on)
    number = f"{poll.place.name[:2]}人大会〔{on.year}〕1号"
    return actions.enter_passed(poll=poll, rules=ayes, tellers=ayes, number=number, on=on, by=secretary)


def open_box(stage: Stage, poll: Poll, present: int) -> tuple[Poll, list[str]]:
    """Slips are printed and drawn by lot; two tellers open the box."""
    codes = actions.print_slips(poll=poll, number=present, by=stage.company[Role.TELLER])
    stage.luck.shuffle(codes)
    return _both(stage, poll, actions.agree_to_open), codes


def cast(stage: Stage, poll: Poll, codes: list[str], mood: Mood, *, leave_out: int = 0) -> int:
    """Each slip's holder votes from a phone, as mood has it; `leave_out` never vote. Returns how many were taken."""
    phone, taken = Client(), 0
    for code in stage.bar(codes[: len(codes) - leave_out], "投票"):
        marks = {f"m{n:03d}": _mark(stage, mood.get(item.title, 0.94)) for n, item in enumerate(poll.items)}
        answer = phone.post(f"/booth/{poll.box_id}/cast/", {"slip": code, "page": "1", **marks})
        taken += answer.status_code == 201
    return taken


def cast_exactly(stage: Stage, poll: Poll, codes: list[str], approvals: Mapping[str, int]) -> None:
    """Ballots so that each item gets exactly the given number of 赞成 (a tie at the line does not happen by luck)."""
    phone = Client()
    for number, code in enumerate(stage.bar(codes, "投票")):
        marks = {
            f"m{n:03d}": "approve" if number < approvals[item.title] else "against" if number % 3 else "abstain"
            for n, item in enumerate(poll.items)
        }
        phone.post(f"/booth/{poll.box_id}/cast/", {"slip": code, "page": "1", **marks})


def close_and_count(stage: Stage, poll: Poll, *, not_voted: int = 0) -> Poll:
    poll = _both(stage, poll, actions.agree_to_close)
    return actions.count(poll=poll, not_voted=not_voted, by=stage.company[Role.COUNTER])


def settle(stage: Stage, poll: Poll) -> Poll:
    """What must follow the count: a re-vote among the tied; then the presidium confirms. A measurement is taken as it is."""
    while poll.state == "counted":
        if needed(poll.the_verdict, "verdict").state.value == "presidium":
            raise LookupError("a second tie is the congress's to decide, and nobody rehearses it")
        again = actions.begin_next_round(poll=poll, by=stage.company[Role.SECRETARIAT])
        again, codes = open_box(stage, again, poll.present)
        cast(stage, again, codes, {item.title: 0.8 - 0.25 * n for n, item in enumerate(again.items)})
        poll = close_and_count(stage, again)
    if not poll.binds:
        return actions.accept_measurement(poll=poll, by=stage.company[Role.SECRETARIAT])
    decided(Matter.RESULT, [poll], year=stage.year, note=f"{poll.sitting.name}票决结果有效。")
    poll.refresh_from_db()
    return poll


def _both(stage: Stage, poll: Poll, act: Callable[..., Poll]) -> Poll:
    act(poll=poll, by=stage.company[Role.CHIEF_TELLER])
    return act(poll=poll, by=stage.company[Role.TELLER])


def _mark(stage: Stage, share: float) -> str:
    draw = stage.luck.random()
    return "approve" if draw < share else "against" if draw < share + (1 - share) * 0.6 else "abstain"
