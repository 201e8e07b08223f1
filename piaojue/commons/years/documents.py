"""Papers of the year itself: 年度工作计划, 实施意见, 领导小组及职责分工."""

from django.urls import reverse

from engines.papers import Annex, Block, Column, Draft, Gaps, day, heading, para, table
from engines.papers.cited import as_printed
from piaojue.commons.draftable import document
from piaojue.commons.issuing import CONGRESS, PARTY
from piaojue.commons.people.models import BodyKind, Seat
from piaojue.commons.roles import Role, word_for
from piaojue.commons.years.issuers import congress_side, government, issuer, projects_word
from piaojue.commons.years.models import PaperKind, Year
from piaojue.commons.years.road import ROADS, RoadKind, Stage, basis_in


def annual_plan(year: Year, gaps: Gaps) -> Draft:
    """What is done when by whom in this year, gate by gate."""
    until = gaps.need(year.solicit_until and day(year.solicit_until), "征集截止日期", year.page("set_year"))
    body = congress_side(year, gaps)
    return Draft(
        title=f"{projects_word(year)}{_work(year)}年度工作计划",
        blocks=(
            para(f"为做好{projects_word(year)}{_work(year)}工作，结合本地实际，制定本计划。"),
            heading(1, "主要任务"),
            para(
                f"面向社会公开征集民生实事项目建议，经归并、初定、论证和审议形成候选项目，"
                f"{_decided(year)}{year.seats_to_fill}件民生实事项目，并对实施情况开展监督和满意度测评。"
            ),
            heading(1, "时间安排"),
            para(f"征集截止时间为{until}，其他各阶段按附件安排进行。"),
            heading(1, "工作要求"),
            para("各有关单位按照职责分工抓好落实，各阶段形成的文书及时归入年度文书，依法应当公开的及时向社会公开。"),
        ),
        signed=(body,),
        annexes=(Annex(f"{projects_word(year)}工作时间表", (_timetable(year),)),),
    )


def _work(year: Year) -> str:
    return "会商" if year.road == RoadKind.STREET else year.term("票决")


def _decided(year: Year) -> str:
    if year.road == RoadKind.STREET:
        return "提交居民议事会会商推荐"
    return f"提请{year.place.name}人民代表大会会议{year.term('票决')}产生"


def _timetable(year: Year) -> Block:
    columns = (
        Column("阶段", 3),
        Column("时间", 3),
        Column("完成事项", 4),
        Column("责任", 6),
        Column("依据", 9, "left"),
    )
    rows = [
        (
            year.term(str(gate.source.label)),
            gate.usual,
            year.term(gate.label),
            "、".join(word_for(role, year.place) for role in gate.signers),
            as_printed(basis_in(gate, year.place)),
        )
        for gate in ROADS[year.road]
    ]
    return table(columns, rows)


def opinions(year: Year, gaps: Gaps) -> Draft:
    """实施意见: how the year is done here, with the numbers that bind."""
    word = _work(year)
    settings = year.settings
    return Draft(
        title=f"关于做好{projects_word(year)}{word}工作的实施意见",
        to="各有关单位",
        blocks=(
            para(f"为推进民生实事项目{word}工作制度化、规范化，提出如下意见。"),
            heading(1, "总体要求"),
            para("坚持党的领导、依法办事、群众提、代表定、政府办、人大评，把好事办好、实事办实。"),
            heading(1, "工作程序"),
            *_steps(year),
            heading(1, "有关标准"),
            para(f"本年度应选{year.seats_to_fill}件，候选项目多于应选项目的比例不低于{settings.surplus_percent}%。"),
            para(f"会议材料至少在会前{settings.days_to_circulate}日送达代表。"),
            heading(1, "组织保障"),
            para(
                f"{issuer(year, gaps, BodyKind.LEADING_GROUP)}统一领导，{government(year, gaps)}组织实施，"
                f"{congress_side(year, gaps)}依法监督。"
            ),
        ),
        signed=(congress_side(year, gaps),),
    )


def _steps(year: Year) -> list[Block]:
    steps: list[Block] = []
    for gate in ROADS[year.road]:
        who = "、".join(word_for(role, year.place) for role in gate.signers)
        steps += [
            heading(2, year.term(gate.label)),
            para(f"{gate.usual}，由{who}签署确认。{as_printed(basis_in(gate, year.place))}。"),
        ]
    return steps


DUTIES = {
    Role.LEADING_GROUP: "统一领导，审定候选建议，协调难题",
    Role.CONGRESS_CHAIR: "主持人大方面的工作，签署各关口",
    Role.CONGRESS_CLERK: "征集、归并、答复、会务和监督的日常工作",
    Role.GOV_OFFICE: "汇总论证，提出候选项目，分解任务，报告进展",
    Role.FINANCE: "资金测算和保障",
    Role.LEGAL: "合法性审查",
    Role.STREET_CHAIR: "主持街道人大工委的工作，组织会商",
    Role.STREET_CLERK: "征集、归并、答复和会商的日常工作",
}


def leading_group(year: Year, gaps: Gaps) -> Draft:
    """领导小组名单, and who does what."""
    seats = list(
        Seat.objects.in_office()
        .filter(place=year.place, role__in=DUTIES)
        .select_related("person", "body")
        .order_by("role", "pk")
    )
    members = [seat for seat in seats if seat.role == Role.LEADING_GROUP]
    if not members:
        gaps.need("", "领导小组成员", reverse("people"))
    columns = (Column("姓名", 2), Column("单位", 5), Column("职务", 3))
    duties = (Column("单位", 5, "left"), Column("联系人", 2), Column("职责", 7, "left"))
    people = [(seat.person.name, seat.body.name, seat.title or "成员") for seat in members]
    work = [(seat.body.name, seat.person.name, DUTIES[Role(seat.role)]) for seat in seats]
    return Draft(
        title=f"{projects_word(year)}专项工作领导小组名单及职责分工",
        blocks=(heading(1, "领导小组成员"), table(columns, people), heading(1, "职责分工"), table(duties, work)),
        signed=(issuer(year, gaps, BodyKind.LEADING_GROUP),),
    )


document(
    "annual_plan",
    "年度工作计划",
    house=CONGRESS,
    stage=Stage.PLANNED,
    paper=PaperKind.ANNUAL_PLAN,
    write=annual_plan,
    public=True,
)
document(
    "opinions",
    "实施意见",
    house=CONGRESS,
    stage=Stage.PLANNED,
    paper=PaperKind.OPINIONS,
    write=opinions,
    letterhead=True,
)
document(
    "leading_group_list",
    "领导小组名单及职责分工",
    house=PARTY,
    stage=Stage.PLANNED,
    paper=PaperKind.LEADING_GROUP_LIST,
    write=leading_group,
    letterhead=True,
)
