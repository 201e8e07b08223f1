"""年度的路: stages of one region's year and the gates between them, as data.

A congress (省、市、旗县区、乡镇) decides by 票决; a 街道 has no congress: it consults and recommends, and its Party
working committee confirms (地方组织法 59 条). Both roads use the same stages; each lists its own gates.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models

from engines.law import Matter
from engines.law.clocks import is_working_day
from piaojue.commons.places.models import Place
from piaojue.commons.roles import Role


class Stage(models.TextChoices):
    PLANNED = "planned", "计划"
    SOLICITING = "soliciting", "征集"
    GROUPING = "grouping", "归并"
    SCREENING = "screening", "初定"
    CONSULTING = "consulting", "会商"
    NOMINATING = "nominating", "候选"
    CIRCULATING = "circulating", "送阅"
    DELIBERATING = "deliberating", "审议"
    VOTING = "voting", "票决"
    ANNOUNCING = "announcing", "公布"
    DELIVERING = "delivering", "实施与监督"
    EVALUATING = "evaluating", "评价"
    ARCHIVED = "archived", "归档"


class RoadKind(models.TextChoices):
    CONGRESS = "congress", "人大票决"
    STREET = "street", "街道会商"


CONGRESS_ONLY, STREET_ONLY = frozenset({RoadKind.CONGRESS}), frozenset({RoadKind.STREET})


@dataclass(frozen=True)
class Gate:
    """One gate.

    papers:  kinds of documents that must have been filed (PaperKind values)
    signers: roles of which each must have signed; members of a body that decides are none of them
    months:  the usual months, e.g. "8–11"
    basis:   law or local rule; 〔法〕 fixed, others are local parameters
    matters: what a body must have passed (`commons.decisions`)
    """

    key: str
    source: Stage
    target: Stage
    label: str
    signers: tuple[Role, ...]
    papers: tuple[str, ...]
    months: str
    basis: str
    matters: tuple[Matter, ...] = ()

    @property
    def usual(self) -> str:
        """The usual months in words: 8–11 月, 会前."""
        return self.months if self.months.endswith("前") else f"{self.months} 月"

    def usual_end(self, number: int) -> date | None:
        """The last working day of the usual months, in the year of this number; None where they hang on a session.

        The year begins in the autumn before it. Its evaluation goes on into the year after it.
        """
        if self.months.endswith("前"):
            return None
        month = int(self.months.rpartition("–")[2])
        before = self.source not in (Stage.DELIVERING, Stage.EVALUATING) and month >= FIRST_MONTH
        of = number - 1 if before else number + (self.source == Stage.EVALUATING)
        day = date(of, month, monthrange(of, month)[1])
        while not is_working_day(day):
            day -= timedelta(days=1)
        return day


FIRST_MONTH = 8
"""The month of the year before in which a year's preparation begins."""
_G, _S, _R, _M = Gate, Stage, Role, Matter

CONGRESS_ROAD: tuple[Gate, ...] = (
    _G(
        "open_solicitation",
        _S.PLANNED,
        _S.SOLICITING,
        "启动征集",
        (_R.CONGRESS_CHAIR, _R.GOV_OFFICE),
        ("annual_plan", "leading_group_list", "solicitation_notice"),
        "8–11",
        "年度监督计划由主任会议通过并公布〔法 监督法 63 条〕；公开征集一般不少于 30 日〔地方：甘肃、开封〕",
        (_M.ANNUAL_PLAN,),
    ),
    _G(
        "close_solicitation",
        _S.SOLICITING,
        _S.GROUPING,
        "结束征集",
        (_R.CONGRESS_CLERK,),
        (),
        "10–11",
        "集中征集期满；常态征集转入下一年度〔地方〕",
    ),
    _G(
        "close_grouping",
        _S.GROUPING,
        _S.SCREENING,
        "完成归并",
        (_R.CONGRESS_CLERK, _R.GOV_OFFICE),
        ("grouping_report",),
        "10–11",
        "征集结果反馈公告〔地方：溧水 679 条归并为 332 条〕",
    ),
    _G(
        "close_screening",
        _S.SCREENING,
        _S.CONSULTING,
        "完成初定",
        (_R.GOV_OFFICE, _R.CONGRESS_CLERK),
        ("legality_opinion", "feedback_notice"),
        "11–12",
        "合法性审查一般不少于 7 个工作日，公开征求意见一般不少于 30 日〔法 决策条例 15、26 条〕",
    ),
    _G(
        "close_consultation",
        _S.CONSULTING,
        _S.NOMINATING,
        "人大与政府会商",
        (_R.CONGRESS_CHAIR, _R.GOV_OFFICE),
        ("consultation_minutes",),
        "12",
        "人大与政府会商初定候选〔地方：宁波〕",
    ),
    _G(
        "freeze_candidates",
        _S.NOMINATING,
        _S.CIRCULATING,
        "确定正式候选",
        (_R.CONGRESS_CHAIR,),
        ("committee_report", "vote_rules_draft"),
        "12–1",
        "党委审定〔地方：呼和浩特、美兰〕；政府集体讨论，以议案提请〔法 决策条例 30 条，地方组织法 22、78 条〕；"
        "常委会审议候选项目形成情况〔地方：浙江 2018〕；差额票决〔地方：陕西、开封〕",
        (_M.CLEARANCE, _M.PROPOSAL, _M.CANDIDATES),
    ),
    _G(
        "close_circulation",
        _S.CIRCULATING,
        _S.DELIBERATING,
        "完成会前送阅",
        (_R.SECRETARIAT,),
        ("session_notice",),
        "会前",
        "会议通知提前 7 日、资料至少提前 1 日〔地方：浙江乡镇；重庆 10 日〕；代表会前研读〔法 代表法 13 条〕",
    ),
    _G(
        "open_vote",
        _S.DELIBERATING,
        _S.VOTING,
        "进入票决",
        (_R.SECRETARIAT,),
        ("government_statement", "vote_rules"),
        "1–3",
        "2/3 以上代表出席方得举行〔法 地方组织法 14 条〕；表决方式由主席团决定〔地方：议事规则〕",
        (_M.SESSION_ORGANS, _M.AGENDA, _M.VOTE_RULES, _M.TELLERS),
    ),
    _G(
        "confirm_result",
        _S.VOTING,
        _S.ANNOUNCING,
        "确认票决结果",
        (_R.CHIEF_TELLER,),
        ("count_certificate",),
        "1–3",
        "以全体代表过半数通过〔法 地方组织法 25 条〕；当场宣布〔地方：议事规则〕",
        (_M.RESULT,),
    ),
    _G(
        "publish_result",
        _S.ANNOUNCING,
        _S.DELIVERING,
        "公布并分解任务",
        (_R.CONGRESS_CHAIR, _R.GOV_OFFICE),
        ("result_notice", "task_breakdown"),
        "1–3",
        "人大公布结果〔法 监督法 10、17 条〕；行政机关的信息形成 20 个工作日内主动公开〔法 信息公开条例 26 条〕",
    ),
    _G(
        "close_delivery",
        _S.DELIVERING,
        _S.EVALUATING,
        "年底验收",
        (_R.GOV_OFFICE,),
        ("completion_report",),
        "11–12",
        "政府报告完成情况；听取专项报告，会前 20 日、10 日、7 日送交〔法 监督法 15 条〕",
    ),
    _G(
        "archive",
        _S.EVALUATING,
        _S.ARCHIVED,
        "总结归档",
        (_R.CONGRESS_CHAIR, _R.CONGRESS_CLERK),
        ("evaluation_notice", "analysis_report"),
        "1–3",
        "形成的材料应当归档〔法 档案法 13、14 条〕；电子档案与传统载体档案同等效力〔法 档案法 37 条〕",
    ),
)

STREET_ROAD: tuple[Gate, ...] = (
    _G(
        "open_solicitation",
        _S.PLANNED,
        _S.SOLICITING,
        "启动征集",
        (_R.STREET_CHAIR, _R.GOV_OFFICE),
        ("solicitation_notice",),
        "8–11",
        "街道居民议事制度〔地方：市级指导意见〕",
    ),
    _G(
        "close_solicitation",
        _S.SOLICITING,
        _S.GROUPING,
        "结束征集",
        (_R.STREET_CLERK,),
        (),
        "10–11",
        "集中征集期满〔地方〕",
    ),
    _G(
        "close_grouping",
        _S.GROUPING,
        _S.SCREENING,
        "完成归并",
        (_R.STREET_CLERK,),
        ("grouping_report",),
        "10–11",
        "征集结果反馈〔地方〕",
    ),
    _G(
        "close_screening",
        _S.SCREENING,
        _S.NOMINATING,
        "完成初定",
        (_R.STREET_CLERK, _R.GOV_OFFICE),
        ("feedback_notice",),
        "11–12",
        "初定辖区候选事项〔地方〕",
    ),
    _G(
        "open_consultation",
        _S.NOMINATING,
        _S.CONSULTING,
        "提交议事会会商",
        (_R.STREET_CHAIR,),
        (),
        "12",
        "议事会讨论、选择、确定辖区项目〔地方：市级指导意见〕",
        (_M.CLEARANCE, _M.CANDIDATES),
    ),
    _G(
        "confirm_recommendation",
        _S.CONSULTING,
        _S.ANNOUNCING,
        "党工委确认推荐结果",
        (_R.STREET_CHAIR,),
        ("consultation_minutes", "recommendation"),
        "12–1",
        "票选推荐结果由街道党工委确认〔地方：西湖区〕；街道不作票决〔法 地方组织法 59 条〕",
        (_M.RECOMMENDATION,),
    ),
    _G(
        "publish_result",
        _S.ANNOUNCING,
        _S.DELIVERING,
        "公布并分解任务",
        (_R.STREET_CHAIR, _R.GOV_OFFICE),
        ("result_notice", "task_breakdown"),
        "1–3",
        "办事处公开办事结果〔法 信息公开条例 26 条〕",
    ),
    _G(
        "close_delivery",
        _S.DELIVERING,
        _S.EVALUATING,
        "年底验收",
        (_R.GOV_OFFICE,),
        ("completion_report",),
        "11–12",
        "办事处报告完成情况〔地方〕",
    ),
    _G(
        "archive",
        _S.EVALUATING,
        _S.ARCHIVED,
        "总结归档",
        (_R.STREET_CHAIR,),
        ("evaluation_notice", "analysis_report"),
        "1–3",
        "形成的材料应当归档〔法 档案法 13、14 条〕",
    ),
)

IN_A_TOWNSHIP: dict[str, str] = {
    "open_solicitation": "主席团有计划地安排〔法 地方组织法 19 条〕；公开征集一般不少于 30 日〔地方：甘肃、开封〕",
    "close_screening": "乡镇参照：合法性审查一般不少于 7 个工作日，公开征求意见一般不少于 30 日〔推 决策条例 15、26、42 条〕",
    "freeze_candidates": "党委审定〔地方：呼和浩特、美兰〕；政府集体讨论，以议案提请〔推 决策条例 30、42 条；法 地方组织法 22、78 条〕；主席团审议候选项目形成情况〔法 地方组织法 19 条〕；差额票决〔地方：陕西、开封〕",
    "publish_result": "本次会议主席团公告结果〔地方〕；行政机关的信息形成 20 个工作日内主动公开〔法 信息公开条例 26 条〕",
    "close_delivery": "政府报告完成情况；主席团安排代表听取专项工作报告〔法 地方组织法 19 条〕",
}
"""Gate → its basis where there is no 常委会: 监督法 and 决策条例 bind from the county upwards (docs/domain.md#township)."""


def basis_in(gate: Gate, place: Place) -> str:
    """Why the gate is as it is here."""
    return IN_A_TOWNSHIP.get(gate.key, gate.basis) if place.is_township else gate.basis


ROADS: dict[str, tuple[Gate, ...]] = {RoadKind.CONGRESS: CONGRESS_ROAD, RoadKind.STREET: STREET_ROAD}


def roads_of(place: Place) -> list[RoadKind]:
    """The roads that a place can go: 票决 where there is a congress, 会商 in a 街道; none elsewhere (docs/domain.md#no-congress)."""
    if place.has_congress:
        return [RoadKind.CONGRESS]
    return [RoadKind.STREET] if place.is_subdistrict else []


def next_gate(road: str, stage: str) -> Gate | None:
    """The gate out of `stage`; None at the end of the road."""
    return next((gate for gate in ROADS[road] if gate.source == stage), None)


def stages_of(road: str) -> list[Stage]:
    """Stages in the order the road visits them."""
    gates = ROADS[road]
    return [gates[0].source, *(gate.target for gate in gates)]


def reached(road: str, stage: str) -> frozenset[str]:
    """The stages behind and including `stage` on this road."""
    stages = stages_of(road)
    return frozenset(stages[: stages.index(Stage(stage)) + 1])
