"""The plays: a year from the first call to the archive, stopped wherever one wants to look."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.utils import timezone

from engines.counting import Rule
from piaojue.commons import sms
from piaojue.commons.roles import Role
from piaojue.commons.sittings import actions as sittings
from piaojue.commons.sittings import counting
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
    publishing,
    shortlisting,
    soliciting,
    supervising,
    voting,
)
from piaojue.rehearsal.stage import Stage, needed
from piaojue.stages.vote.public import Poll

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Plot:
    """How the year is to end.

    tie:    the vote ends with two items equal at the line, settled by a re-vote
    losers: titles that deputies do not want
    tell:   takes a line about each stage that was played
    """

    tie: bool = False
    losers: frozenset[str] = frozenset()
    tell: Tell = print


def play(stage: Stage, plot: Plot, *, until: str, half: bool = False) -> Year:
    """Walk the year to the stage `until`, on its own calendar, with the messages of made-up people kept quiet.

    half: play a part of that stage as well, so that it can be seen alive
    """
    with stage.clock.running(), sms.silent():
        road = stages_of(stage.year.road)
        for at, following in pairwise(road[: road.index(S(until)) + 1]):
            stage.clock.set(stage.starts(at))
            _play(at, stage, plot)
            stage.clock.set(stage.starts(following))
            stage.year = through_gate(stage.company, stage.year, on=timezone.localdate())
        stage.clock.set(stage.starts(until))
        if half:
            _play(until, stage, plot, whole=False)
        return stage.year


def _play(at: str, stage: Stage, plot: Plot, *, whole: bool = True) -> None:
    """One stage of the year, or the first part of it. Nothing happens in an archived year."""
    if at in SCENES:
        SCENES[at](stage, plot, whole)


def _plan(stage: Stage, plot: Plot, whole: bool) -> None:
    if whole:
        soliciting.open_campaign(stage)
        plot.tell("计划：征集期限已定")


def _solicit(stage: Stage, plot: Plot, whole: bool) -> None:
    suggestions = soliciting.suggestions(stage)
    publishing.edit(stage, suggestions, whole=whole)
    plot.tell(f"征集：{len(suggestions)} 条建议")


def _group(stage: Stage, plot: Plot, whole: bool) -> None:
    demands = grouping.group_all(stage, share=1.0 if whole else 0.6)
    grouping.merge_and_undo(stage, demands)
    grouping.second(stage, demands)
    plot.tell(f"归并：{len(demands)} 条诉求")


def _screen(stage: Stage, plot: Plot, whole: bool) -> None:
    outcomes = shortlisting.judge_and_answer(stage, share=1.0 if whole else 0.4)
    shortlisting.appeal_once(stage, outcomes)
    plot.tell(f"初定：答复 {len(outcomes)} 条")


def _nominate(stage: Stage, plot: Plot, whole: bool) -> None:
    dossiers = shortlisting.write_dossiers(stage)
    candidates = shortlisting.nominate_all(stage, dossiers if whole else dossiers[: len(dossiers) * 2 // 3])
    if whole:
        shortlisting.freeze(stage)
    plot.tell(f"候选：{len(candidates)} 项（应选 {stage.year.seats_to_fill} 项）")


def _consult(stage: Stage, plot: Plot, whole: bool) -> None:
    if stage.year.road != RoadKind.STREET:
        return  # 人大与政府会商: its minutes are the gate's paper
    consultation = consulting.meet(stage)
    if whole:
        consultation = consulting.recommend(stage, consultation)
        consulting.confirm(stage, consultation)
    plot.tell(f"会商：{consultation.get_state_display()}")


def _circulate(stage: Stage, plot: Plot, whole: bool) -> None:
    stage.sitting = voting.call_session(stage)
    deliberating.circulate(stage, stage.sitting)
    deliberating.read(stage)
    questions = deliberating.ask(stage)
    deliberating.answer_all(stage, at_most=2)
    plot.tell(f"送阅：{len(stage.company.deputies)} 名代表，提问 {len(questions)} 个")


def _deliberate(stage: Stage, plot: Plot, whole: bool) -> None:
    session = needed(stage.sitting, "session")
    voting.open_session(stage, session)
    deliberating.groups(stage, session)
    if whole:
        deliberating.answer_all(stage)
        stage.poll = voting.prepare(stage, session, Rule(seats=stage.year.seats_to_fill))
    plot.tell("审议：各代表团已分组审议")


def _vote(stage: Stage, plot: Plot, whole: bool) -> None:
    session = needed(stage.sitting, "session")
    present = counting.present(session)
    if not whole:
        stage.clock.free()  # whoever opens the sample finds the box open, with time left
    poll, codes = voting.open_box(stage, needed(stage.poll, "poll"), present)
    silent = 0 if plot.tie else 1 if whole else present // 3
    if plot.tie:
        voting.cast_exactly(stage, poll, codes, _tied(stage, poll, present))
    else:
        voting.cast(stage, poll, codes, _mood(stage, poll, plot.losers), leave_out=silent)
    if not whole:
        plot.tell(f"票决：发票 {present}，正在投票")
        return
    poll = voting.settle(stage, voting.close_and_count(stage, poll, not_voted=silent))
    sittings.close_sitting(sitting=session, by=stage.company[Role.SECRETARIAT])
    plot.tell(f"票决：{poll.get_state_display()}")


def _tied(stage: Stage, poll: Poll, present: int) -> dict[str, int]:
    """Title → 赞成, so that the last item above the line and the first below it are equal, both over half of the roll."""
    line, roll = stage.year.seats_to_fill, len(stage.company.deputies)
    level = roll // 2 + 1 + (present - roll // 2 - 1) // 2
    return {
        item.title: present - n if n < line - 1 else level if n <= line else roll // 4
        for n, item in enumerate(poll.items)
    }


def _mood(stage: Stage, poll: Poll, losers: frozenset[str]) -> dict[str, float]:
    """Title → share of 赞成: nearly all, but for those that nobody wants."""
    return {item.title: 0.35 if item.title in losers else 0.9 + stage.luck.random() * 0.09 for item in poll.items}


def _announce(stage: Stage, plot: Plot, whole: bool) -> None:
    plot.tell(f"公布：{len(delivering.announce(stage))} 个项目")


def _deliver(stage: Stage, plot: Plot, whole: bool) -> None:
    month = 11 if whole else stage.months_reported()
    delivering.report_until(stage, month)
    delivering.lamps(stage, min(date(stage.year.number, month, 28), timezone.localdate()))
    findings = supervising.inspect(stage, delivering.projects(stage))
    supervising.mend(stage, findings, share=0.6)
    if whole:
        supervising.mend_rest(stage)
        delivering.accept_all(stage)
    else:
        delivering.waiting_change(stage, delivering.projects(stage))
    plot.tell(f"实施：报告到 {month} 月")


def _evaluate(stage: Stage, plot: Plot, whole: bool) -> None:
    if not whole:
        stage.clock.free()
        evaluating.residents(stage)
        evaluating.ninghai(stage)
        evaluating.zhenhai(stage)
        evaluating.third_party(stage)
        plot.tell("评价：居民评价进行中，一张合计不符的表被退回")
        return
    evaluating.third_party(stage)
    evaluating.rectify(stage)
    evaluating.file_away(stage)
    evaluating.pack(stage)
    plot.tell("评价：已公布，整改已复评，档案已制作")


Scene = Callable[[Stage, Plot, bool], None]
SCENES: dict[str, Scene] = {
    S.PLANNED: _plan,
    S.SOLICITING: _solicit,
    S.GROUPING: _group,
    S.SCREENING: _screen,
    S.NOMINATING: _nominate,
    S.CONSULTING: _consult,
    S.CIRCULATING: _circulate,
    S.DELIBERATING: _deliberate,
    S.VOTING: _vote,
    S.ANNOUNCING: _announce,
    S.DELIVERING: _deliver,
    S.EVALUATING: _evaluate,
}
"""What is played in each stage: the whole of it, or its first part."""
