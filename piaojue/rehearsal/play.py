"""The plays: a year from the first call to the archive, stopped wherever one wants to look."""

from collections.abc import Callable
from datetime import date

from django.utils import timezone

from engines.counting import Rule
from piaojue.commons import sms
from piaojue.commons.roles import Role
from piaojue.commons.sittings import actions as sittings
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import RoadKind, stages_of
from piaojue.commons.years.road import Stage as S
from piaojue.rehearsal.gates import through_gate
from piaojue.rehearsal.scenes import (
    consulting,
    deliberating,
    delivering,
    evaluating,
    grouping,
    shortlisting,
    soliciting,
    supervising,
    voting,
)
from piaojue.rehearsal.stage import Stage

Tell = Callable[[str], None]


def play(stage: Stage, **how) -> Year:
    """The play on its own calendar, with the messages of made-up people kept quiet. how: see `_play`."""
    with stage.clock.running(), sms.silent():
        return _play(stage, **how)


def _play(
    stage: Stage,
    *,
    until: str,
    half: bool = False,
    tie: bool = False,
    losers: frozenset[str] = frozenset(),
    tell: Tell = print,
) -> Year:
    """Walk the year to the stage `until`; `half`: play a part of that stage as well, so that it can be seen alive.

    tie:    the vote ends with two items equal at the line, settled by a re-vote
    losers: titles that deputies do not want
    """
    road = stages_of(stage.year.road)
    acts = {
        S.PLANNED: lambda: None,
        S.SOLICITING: lambda: _solicit(stage, tell),
        S.GROUPING: lambda: _group(stage, tell),
        S.SCREENING: lambda: _screen(stage, tell),
        S.NOMINATING: lambda: _nominate(stage, tell),
        S.CONSULTING: lambda: _consult(stage, tell),
        S.CIRCULATING: lambda: _circulate(stage, tell),
        S.DELIBERATING: lambda: _deliberate(stage, tell),
        S.VOTING: lambda: _vote(stage, tie, losers, tell),
        S.ANNOUNCING: lambda: _announce(stage, tell),
        S.DELIVERING: lambda: _deliver(stage, tell),
        S.EVALUATING: lambda: _evaluate(stage, tell),
    }
    halves = {
        S.SOLICITING: lambda: _solicit(stage, tell),
        S.GROUPING: lambda: _group(stage, tell, 0.6),
        S.SCREENING: lambda: _screen(stage, tell, 0.4),
        S.NOMINATING: lambda: _nominate(stage, tell, freeze=False),
        S.CONSULTING: lambda: _consult(stage, tell, whole=False),
        S.CIRCULATING: lambda: _circulate(stage, tell),
        S.DELIBERATING: lambda: _deliberate(stage, tell, whole=False),
        S.VOTING: lambda: _vote(stage, tie, losers, tell, whole=False),
        S.DELIVERING: lambda: _deliver(stage, tell, month=stage.months_reported(), whole=False),
        S.EVALUATING: lambda: _evaluate(stage, tell, whole=False),
    }
    for at, following in zip(road, [*road[1:], None], strict=True):
        stage.clock.set(stage.starts(at))
        if at == until:
            if half:
                halves.get(at, acts.get(at, lambda: None))()
            break
        acts[at]()
        if following:
            stage.clock.set(stage.starts(following))
        stage.year = through_gate(stage.company, stage.year, on=timezone.localdate())
    return stage.year


def _solicit(stage: Stage, tell: Tell) -> None:
    soliciting.open_campaign(stage)
    found = soliciting.suggestions(stage)
    tell(f"征集：{len(found)} 条建议")


def _group(stage: Stage, tell: Tell, share: float = 1.0) -> None:
    made = grouping.group_all(stage, share=share)
    grouping.merge_and_undo(stage, made)
    grouping.second(stage, made)
    tell(f"归并：{len(made)} 条诉求")


def _screen(stage: Stage, tell: Tell, share: float = 1.0) -> None:
    outcomes = shortlisting.judge_and_answer(stage, share=share)
    shortlisting.appeal_once(stage, outcomes)
    tell(f"初定：答复 {len(outcomes)} 条")


def _nominate(stage: Stage, tell: Tell, *, freeze: bool = True) -> None:
    dossiers = shortlisting.write_dossiers(stage)
    done = shortlisting.nominate_all(stage, dossiers if freeze else dossiers[: len(dossiers) * 2 // 3])
    if freeze:
        shortlisting.freeze(stage)
    tell(f"候选：{len(done)} 项（应选 {stage.year.seats_to_fill} 项）")


def _consult(stage: Stage, tell: Tell, *, whole: bool = True) -> None:
    if stage.year.road != RoadKind.STREET:
        return  # 人大与政府会商: its minutes are the gate's paper
    made = consulting.meet(stage)
    if whole:
        made = consulting.recommend(stage, made)
        consulting.confirm(stage, made)
    tell(f"会商：{made.get_state_display()}")


def _circulate(stage: Stage, tell: Tell) -> None:
    stage.sitting = voting.call_session(stage)
    deliberating.circulate(stage, stage.sitting)
    deliberating.read(stage)
    asked = deliberating.ask(stage)
    deliberating.answer_all(stage, at_most=2)
    tell(f"送阅：{len(stage.company.deputies)} 名代表，提问 {len(asked)} 个")


def _deliberate(stage: Stage, tell: Tell, *, whole: bool = True) -> None:
    deliberating.groups(stage, stage.sitting)
    if whole:
        deliberating.answer_all(stage)
        voting.check_in(stage, stage.sitting)
        stage.poll = voting.prepare(stage, stage.sitting, Rule(seats=stage.year.seats_to_fill))
    tell("审议：各代表团已分组审议")


def _vote(stage: Stage, tie: bool, losers: frozenset[str], tell: Tell, *, whole: bool = True) -> None:
    here = sittings.present(stage.sitting)
    if not whole:
        stage.clock.free()  # whoever opens the sample finds the box open, with time left
    poll, codes = voting.open_box(stage, stage.poll, here)
    if tie:
        titles = [item.title for item in poll.items]
        line = stage.year.seats_to_fill
        roll = len(stage.company.deputies)
        level = roll // 2 + 1 + (here - roll // 2 - 1) // 2
        approvals = {t: here - n if n < line - 1 else level if n <= line else roll // 4 for n, t in enumerate(titles)}
        voting.cast_exactly(stage, poll, codes, approvals)
        out = 0
    else:
        mood = {item.title: 0.35 if item.title in losers else 0.9 + stage.luck.random() * 0.09 for item in poll.items}
        out = 1 if whole else here // 3
        voting.cast(stage, poll, codes, mood, leave_out=out)
    if not whole:
        tell(f"票决：发票 {here}，正在投票")
        return
    poll = voting.settle(stage, voting.close_and_count(stage, poll, not_voted=out))
    sittings.close_sitting(sitting=stage.sitting, by=stage.company[Role.SECRETARIAT])
    tell(f"票决：{poll.get_state_display()}")


def _announce(stage: Stage, tell: Tell) -> None:
    tell(f"公布：{len(delivering.announce(stage))} 个项目")


def _deliver(stage: Stage, tell: Tell, *, month: int = 11, whole: bool = True) -> None:
    delivering.report_until(stage, month)
    delivering.lamps(stage, min(date(stage.year.number, month, 28), timezone.localdate()))
    found = supervising.inspect(stage, delivering.projects(stage))
    supervising.mend(stage, found, share=0.6)
    if not whole:
        delivering.waiting_change(stage, delivering.projects(stage))
    if whole:
        supervising.mend_rest(stage)
        delivering.accept_all(stage)
    tell(f"实施：报告到 {month} 月")


def _evaluate(stage: Stage, tell: Tell, *, whole: bool = True) -> None:
    if not whole:
        stage.clock.free()
        evaluating.residents(stage)
        evaluating.ninghai(stage)
        evaluating.zhenhai(stage)
        evaluating.third_party(stage)
        tell("评价：居民评价进行中，一张合计不符的表被退回")
        return
    evaluating.third_party(stage)
    evaluating.rectify(stage)
    evaluating.file_away(stage)
    evaluating.pack(stage)
    tell("评价：已公布，整改已复评，档案已制作")
