"""会场: what is to be done now in one vote, by whom, who is late, and what the room hears (主持词)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.commons.sittings.models import SittingState
from piaojue.stages.vote import queries, sealed
from piaojue.stages.vote.few_paper import paper_before_closing, registered_out
from piaojue.stages.vote.models import ConsentTo, Poll, PollState
from piaojue.stages.vote.moves import DESK, STREET_DESK, TELLERS, in_its_stage
from piaojue.stages.vote.roll import quorum_of


@dataclass(frozen=True)
class Step:
    """One act that waits.

    what, url: the act in a few words; the page where it is done
    script:    what the room hears while it waits
    seats:     those of the poll's tellers who do it; roles: or who does it at a desk
    late:      names of those for whom the hall waits
    note:      what has to be known beside it
    thing:     the name of what it is done with, where there are several
    """

    what: str
    url: str
    script: str
    seats: frozenset[int] = frozenset()
    roles: frozenset[str] = frozenset()
    late: tuple[str, ...] = ()
    note: str = ""
    thing: str = ""

    def is_for(self, seat: Seat) -> bool:
        """Whether this seat does it."""
        return seat.pk in self.seats or seat.role in self.roles


def steps_of(poll: Poll) -> list[Step]:
    """What waits now, the first thing first."""
    states = {
        PollState.PREPARED: _to_fix,
        PollState.FROZEN: _to_open,
        PollState.OPEN: _to_close,
        PollState.CLOSED: _to_count,
        PollState.COUNTED: _to_go_on,
        PollState.DECIDED: _to_confirm,
    }
    find = states.get(PollState(poll.state))
    return list(find(poll)) if find else []


def next_for(steps: Iterable[Step], seat: Seat) -> Step | None:
    """The one next act of this seat; None: it waits for others."""
    return next((step for step in steps if step.is_for(seat)), None)


def _desk(poll: Poll) -> frozenset[str]:
    return frozenset(STREET_DESK if poll.advisory else DESK)


def _to_fix(poll: Poll) -> Iterable[Step]:
    yield Step("核对规则和票面，确定票面", poll.get_absolute_url(), "正在准备票面。", roles=_desk(poll))


def _to_open(poll: Poll) -> Iterable[Step]:
    steps = [*_session_passes(poll), *_keys(poll), *_slips(poll), *_check_in(poll), *_stage(poll)]
    yield from steps or [_agreement(poll, ConsentTo.OPEN)]


def _stage(poll: Poll) -> Iterable[Step]:
    """The box stays shut until the year has passed the gate before the vote."""
    if in_its_stage(poll):
        url = f"{poll.year.page('year_road')}#next"
        yield Step("签署并通过“进入票决”的关口", url, "请各位稍候。", roles=frozenset(DESK))


def _session_passes(poll: Poll) -> Iterable[Step]:
    if poll.binds and not (poll.rules_passed_id and poll.tellers_passed_id):
        script = "现在表决票决办法（草案）和总监票人、监票人名单（草案）。"
        yield Step("登记大会通过的办法和监票人", poll.page("enter_passed"), script, roles=_desk(poll))


KEY_STEPS = {
    "none": "取得连接码，在自己的电脑上做钥匙",
    "cert": "在监票台当面核对指纹，抄回备份单",
    "polynomial": "在监票台等钥匙做好",
    "ready": "打印备份单，照着抄回",
}


def _keys(poll: Poll) -> Iterable[Step]:
    """What each holder of a key has still to do at the station."""
    keys = sealed.keys_of(poll)
    for one in keys["trustees"] if keys else ():
        if one["step"] == "ready" and one["drilled"]:
            continue
        yield Step(
            KEY_STEPS.get(one["step"], KEY_STEPS["ready"]),
            poll.page("keys"),
            "请各位监票人在自己的电脑上做好钥匙，当面核对指纹。",
            seats=frozenset({poll.keyholders[one["no"] - 1]}),
            late=(one["name"],),
        )


def _slips(poll: Poll) -> Iterable[Step]:
    keys, slips = sealed.keys_of(poll), queries.slips_of(poll)
    if slips["left"] or registered_out(poll):
        return
    if keys and not keys["fingerprint"]:
        return
    able = [seat for seat in queries.tellers_of(poll) if poll.sealed or seat.role in TELLERS]
    seats = [seat for seat in able if seat.pk not in poll.keyholders]
    script = "请票签组印制票签，打乱后放入签箱。"
    yield Step("印制票签", poll.page("slips"), script, frozenset(seat.pk for seat in seats), late=_names(seats))


def _check_in(poll: Poll) -> Iterable[Step]:
    if poll.rehearsal:
        return
    numbers = queries.hall_numbers(poll)
    here, issued = numbers["present"] or 0, numbers["issued"] or 0
    if not poll.advisory and (poll.sitting.state != SittingState.OPEN or not quorum_of(poll)):
        script = f"请各位代表签到。应到 {numbers['roll']} 人，实到 {here} 人。"
        yield Step("办理签到", _check_in_page(poll), script, roles=frozenset(DESK | TELLERS))
    elif issued > here:
        seats = [seat for seat in queries.tellers_of(poll) if seat.role in TELLERS]
        script = f"签到结束，实到 {here} 人。没有发出的 {issued - here} 张票签当众作废。"
        yield Step("作废没有发出的票签", poll.page("void_slips"), script, frozenset(seat.pk for seat in seats))


def _check_in_page(poll: Poll) -> str:
    return reverse("check_in", args=[poll.sitting_id])


def _secrecy(poll: Poll) -> str:
    """What the room is told of who could read a ballot, by the kind of box (docs/ballot.md#levels)."""
    if poll.sealed:
        held = f"{len(poll.keyholders)} 把钥匙在监票人手里，{poll.threshold} 把到场才能打开，打开的只是合计。"
        return f"票签没有名字，谁抽到哪张没有人知道。选票在您的手机上加密，{held}"
    return (
        "票签没有名字，谁抽到哪张没有人知道。选票由会场的服务器加密保管，截止时一次打开、打乱次序，计完票就销毁单张。"
        "投票期间，管服务器的人如果违反规定，技术上能看到某张票签投了什么，看不到是谁投的。"
    )


def _agreement(poll: Poll, to: ConsentTo) -> Step:
    """总监票人 and one more; who has agreed waits for the others."""
    agreed = {one.seat_id for one in queries.agreements_of(poll) if one.act == to}
    tellers = [seat for seat in queries.tellers_of(poll) if seat.role in TELLERS]
    chief = [seat for seat in tellers if seat.role == Role.CHIEF_TELLER and seat.pk not in agreed]
    others = [seat for seat in tellers if seat.role != Role.CHIEF_TELLER]
    missing = chief + ([] if any(seat.pk in agreed for seat in others) else others)
    opening = to is ConsentTo.OPEN
    script = (
        f"签到结束。{_secrecy(poll)}请总监票人和一名监票人共同开箱，现在开始{poll.term('票决')}。"
        if opening
        else "投票时间快到了，请还没有投的抓紧。投完以后请总监票人和一名监票人共同截止。"
    )
    return Step(
        "同意开箱" if opening else "投完以后，同意截止",
        poll.page("tellers_screen"),
        poll.term(script),
        frozenset(seat.pk for seat in missing),
        late=_names(missing) if opening or agreed else (),
    )


def _to_close(poll: Poll) -> Iterable[Step]:
    if paper := paper_before_closing(poll):
        tellers = [seat for seat in queries.tellers_of(poll) if seat.role in TELLERS]
        seats = frozenset(seat.pk for seat in tellers)
        url = poll.page("tellers_screen")
        yield Step("截止以前办好纸质票", url, "正在清点纸质票，请稍候。", seats, note=paper)
        return
    yield _agreement(poll, ConsentTo.CLOSE)


def _to_count(poll: Poll) -> Iterable[Step]:
    keys = sealed.keys_of(poll)
    if keys and keys["shares_missing"]:
        waiting = [one for one in keys["trustees"] if one["step"] != "shared"]
        yield Step(
            "在监票台输入口令，出具解密份额",
            poll.page("tellers_screen"),
            f"投票已截止。请监票人出具解密份额，还差 {keys['shares_missing']} 份。",
            frozenset(poll.keyholders[one["no"] - 1] for one in waiting),
            late=tuple(one["name"] for one in waiting),
        )
        return
    tellers = list(queries.tellers_of(poll))
    unsettled = [] if poll.transcribed is not None else [box for box in poll.paper_boxes.all() if not box.settled]
    for box in unsettled:
        seats = [seat for seat in tellers if str(seat.pk) not in box.entries]
        script = "正在清点纸质票，两人各自录入。"
        url = poll.page("tellers_screen")
        who = frozenset(seat.pk for seat in seats)
        yield Step("清点、录入纸质票", url, script, who, late=_names(seats), thing=box.name)
    if not unsettled:
        seats = [seat for seat in tellers if seat.role in (Role.CHIEF_TELLER, Role.COUNTER)]
        who = frozenset(seat.pk for seat in seats)
        yield Step("计票", poll.page("count_poll"), "正在计票，请稍候。", who, late=_names(seats))


def _to_go_on(poll: Poll) -> Iterable[Step]:
    verdict = poll.the_verdict
    if poll.advisory or verdict is None or poll.reruns.exclude(state=PollState.ABANDONED).exists():
        return
    if verdict.next or verdict.state.value == "invalid":
        script = f"{verdict.sentence}请保管好票签，马上再投一次。"
        yield Step("发起下一轮投票", poll.get_absolute_url(), script, roles=_desk(poll))
    else:
        script = f"{verdict.sentence}请大会决定。"
        yield Step("登记大会对票数相等项目的决定", poll.get_absolute_url(), script, roles=_desk(poll))


def _to_confirm(poll: Poll) -> Iterable[Step]:
    verdict = poll.the_verdict
    script = verdict.sentence if verdict else "计票完成。"
    if poll.rehearsal:
        yield Step("清除演练", poll.get_absolute_url(), "演练结束，不作数。", roles=_desk(poll))
    elif poll.binds:
        what = "宣布结果，提请主席团确认"
        yield Step(what, poll.get_absolute_url(), script, roles=_desk(poll) | {Role.PRESIDIUM})
    else:
        yield Step("采用测评结果", poll.get_absolute_url(), script, roles=_desk(poll))


def _names(seats: Iterable[Seat]) -> tuple[str, ...]:
    return tuple(str(seat.person) for seat in seats)
