"""Papers of 初定 and 候选: appraisal, legality, consultation with the congress, the candidates."""

from django.urls import reverse

from engines.papers import Block, Column, Draft, Gaps, day, heading, money, para, table
from piaojue.commons.draftable import document
from piaojue.commons.issuing import CONGRESS, GOVERNMENT, JOINT_AT_THE_CONGRESS, LEGAL
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.commons.sittings.models import Sitting, SittingKind
from piaojue.commons.years.issuers import congress_side, government, projects_word
from piaojue.commons.years.models import PaperKind, Year
from piaojue.commons.years.road import CONGRESS_ONLY, RoadKind, Stage
from piaojue.stages.shortlist.criteria import APPRAISALS
from piaojue.stages.shortlist.documents_feedback import came_in, feedback_notice
from piaojue.stages.shortlist.models import Disposition, Dossier, DossierState, Outcome


def _dossiers(year: Year, gaps: Gaps) -> list[Dossier]:
    """Those that are, or may become, candidates, in the order of the ballot."""
    rows = Dossier.objects.filter(year=year).exclude(state=DossierState.RESERVED)
    found = list(rows.select_related("department", "spot").prefetch_related("demands").order_by("no", "pk"))
    if not found:
        gaps.need("", "项目材料", year.page("dossiers"))
    return found


def _lacking(dossier: Dossier, gaps: Gaps, value: object, label: str) -> str:
    return gaps.need(value, f"“{dossier.title}”的{label}", dossier.get_absolute_url())


def legality_opinion(year: Year, gaps: Gaps) -> Draft:
    """合法性审查意见: what was looked at, and what was found of each project."""
    dossiers = _dossiers(year, gaps)
    columns = (
        Column("序号", 1),
        Column("项目名称", 5, "left"),
        Column("责任单位", 4),
        Column("合法性审查结论", 7, "left"),
    )
    rows = [
        (
            one.no or number,
            one.title,
            _lacking(one, gaps, one.department and one.department.name, "责任单位"),
            _lacking(one, gaps, (one.appraisal or {}).get("legality"), "合法性审查结论"),
        )
        for number, one in enumerate(dossiers, 1)
    ]
    return Draft(
        title=f"关于{projects_word(year)}候选项目的合法性审查意见",
        to=government(year, gaps),
        blocks=(
            para(
                f"根据《重大行政决策程序暂行条例》的规定，对{projects_word(year)}{len(dossiers)}项候选项目（建议）进行了合法性审查。意见如下："
            ),
            heading(1, "审查内容"),
            para(
                "决策事项是否符合法定权限，决策草案的形成是否履行相关法定程序，决策草案内容是否符合有关法律、法规、规章和国家政策的规定。"
            ),
            heading(1, "审查结论"),
            table(columns, rows),
        ),
        signed=(_legal_office(year, gaps),),
    )


def _legal_office(year: Year, gaps: Gaps) -> str:
    seat = Seat.objects.in_office().filter(place=year.place, role=Role.LEGAL).select_related("body").first()
    return seat.body.name if seat else gaps.need("", "司法部门", reverse("people"))


def appraisals(year: Year, gaps: Gaps) -> Draft:
    """论证意见汇总: every project by all that it was appraised by."""
    dossiers = _dossiers(year, gaps)
    columns = (
        Column("序号", 1),
        Column("项目名称", 4, "left"),
        *(Column(label, 4, "left") for label in APPRAISALS.values()),
    )
    rows = [
        (
            one.no or number,
            one.title,
            *(_lacking(one, gaps, (one.appraisal or {}).get(key), f"{label}论证") for key, label in APPRAISALS.items()),
        )
        for number, one in enumerate(dossiers, 1)
    ]
    return Draft(
        title=f"{projects_word(year)}候选项目论证意见汇总",
        blocks=(table(columns, rows),),
        signed=(government(year, gaps),),
        wide=True,
    )


def joint_minutes(year: Year, gaps: Gaps) -> Draft:
    """会商纪要 of congress and government: where, when, what was gone through."""
    rows = Sitting.objects.filter(
        place=year.place, kind=SittingKind.JOINT, starts_on__year__in=(year.number - 1, year.number)
    )
    meeting = rows.order_by("-starts_on").first()
    new = reverse("sittings")
    held = gaps.need(meeting and day(meeting.starts_on), "会商会的日期", new)
    venue = gaps.need(meeting and meeting.venue, "会商会的地点", meeting.get_absolute_url() if meeting else new)
    congress, governing = congress_side(year, gaps), government(year, gaps)
    dossiers = _dossiers(year, gaps)
    said = (meeting.minutes if meeting else "").splitlines()
    return Draft(
        title=f"{projects_word(year)}候选项目会商纪要",
        blocks=(
            para(f"{held}，{congress}与{governing}在{venue}就{projects_word(year)}候选项目进行会商。纪要如下："),
            heading(1, "会商内容"),
            para(f"逐项研究了{len(dossiers)}项候选项目（建议）的必要性、可行性、资金来源和完成时限。"),
            _facts(dossiers, gaps),
            heading(1, "会商意见"),
            *(para(line) for line in said if line.strip()),
            *([] if said else [para("会议同意将上述项目按程序提请审定、审议。")]),
        ),
        signed=tuple(dict.fromkeys((congress, governing))),
        on=meeting.starts_on if meeting else None,
    )


def _facts(dossiers: list[Dossier], gaps: Gaps) -> Block:
    """The candidates in one table."""
    columns = (
        Column("序号", 1),
        Column("项目名称", 5, "left"),
        Column("总投资", 3),
        Column("完成时间", 4),
        Column("责任单位", 4),
    )
    rows = [
        (
            one.no or number,
            one.title,
            *_cost_day_and_unit(one, gaps),
        )
        for number, one in enumerate(dossiers, 1)
    ]
    return table(columns, rows)


def government_statement(year: Year, gaps: Gaps) -> Draft:
    """候选项目情况说明, as the government gives it to the congress: how they came about, then each of them."""
    dossiers = _dossiers(year, gaps)
    total = sum(one.total_yuan or 0 for one in dossiers)
    return Draft(
        title=f"关于{projects_word(year)}候选项目的说明",
        to="各位代表" if year.road == RoadKind.CONGRESS else "各位成员",
        blocks=(
            para(f"现就{projects_word(year)}候选项目作如下说明，请予审议。"),
            heading(1, "候选项目形成过程"),
            para(_how_formed(year)),
            heading(1, "候选项目总体情况"),
            para(f"共提出候选项目{len(dossiers)}项，应选{year.seats_to_fill}项，总投资{money(total)}。"),
            _facts(dossiers, gaps),
            heading(1, "各候选项目情况"),
            *(block for one in dossiers for block in _one(one, gaps)),
        ),
        signed=(government(year, gaps),),
    )


def _how_formed(year: Year) -> str:
    suggestions, demands = came_in(year)
    outcomes = Outcome.objects.filter(year=year)
    taken = outcomes.filter(disposition=Disposition.SHORTLISTED).count()
    return (
        f"面向社会公开征集，共收到建议{suggestions}条，归并为诉求{demands}项，"
        f"书面答复{outcomes.count()}项，其中采纳为初定项目{taken}项；经论证、会商，形成候选项目。"
    )


def _cost_day_and_unit(dossier: Dossier, gaps: Gaps) -> tuple[str, str, str]:
    """(总投资, 完成时间, 责任单位)."""
    return (
        _lacking(dossier, gaps, dossier.total_yuan and money(dossier.total_yuan), "总投资"),
        _lacking(dossier, gaps, dossier.due and day(dossier.due), "完成时间"),
        _lacking(dossier, gaps, dossier.department and dossier.department.name, "责任单位"),
    )


def _one(dossier: Dossier, gaps: Gaps) -> list[Block]:
    voices = sum(demand.voices for demand in dossier.demands.all())
    funding = "、".join(f"{one.source}{money(one.yuan)}" for one in dossier.funding)
    people = f"{dossier.beneficiaries:,}人" if dossier.beneficiaries else ""
    cost, due, unit = _cost_day_and_unit(dossier, gaps)
    return [
        heading(2, dossier.title),
        para(f"建设目的：{_lacking(dossier, gaps, dossier.purpose, '建设目的').rstrip('。')}。"),
        para(f"建设内容与规模：{_lacking(dossier, gaps, dossier.scope, '建设内容与规模').rstrip('。')}。"),
        para(
            f"总投资{cost}，"
            f"资金来源：{_lacking(dossier, gaps, funding, '资金来源')}；"
            f"受益群众：{_lacking(dossier, gaps, people, '受益人数')}；"
            f"完成时间：{due}；"
            f"责任单位：{unit}。" + (f"提出与附议{voices}人。" if voices else "")
        ),
    ]


def committee_report(year: Year, gaps: Gaps) -> Draft:
    """候选项目形成情况审议报告: what the committee (in a township the presidium) says of how the candidates came about."""
    dossiers = _dossiers(year, gaps)
    noted = [(one.title, one.review_note) for one in dossiers if one.review_note]
    surplus = len(dossiers) - year.seats_to_fill
    body = congress_side(year, gaps)
    return Draft(
        title=f"关于{projects_word(year)}候选项目形成情况的审议报告",
        to="各位代表",
        blocks=(
            para(f"{body}审议了{government(year, gaps)}提请的{projects_word(year)}候选项目，现将审议情况报告如下。"),
            heading(1, "候选项目形成情况"),
            para(_how_formed(year)),
            heading(1, "候选项目数量"),
            para(f"候选项目{len(dossiers)}项，应选{year.seats_to_fill}项，差额{max(0, surplus)}项。"),
            _facts(dossiers, gaps),
            heading(1, "审议意见"),
            *(para(f"对“{title}”：{note}") for title, note in noted),
            para(f"上述候选项目来自群众建议，形成程序符合规定，建议提请大会{year.term('票决')}。"),
        ),
        signed=(body,),
    )


document(
    "feedback_notice",
    "征集情况反馈公告",
    house=GOVERNMENT,
    stage=Stage.SCREENING,
    paper=PaperKind.FEEDBACK_NOTICE,
    write=feedback_notice,
    public=True,
)
document("appraisals", "论证意见汇总", house=GOVERNMENT, stage=Stage.SCREENING, write=appraisals)
document(
    "legality_opinion",
    "合法性审查意见",
    house=LEGAL,
    stage=Stage.SCREENING,
    paper=PaperKind.LEGALITY_OPINION,
    write=legality_opinion,
    letterhead=True,
    roads=CONGRESS_ONLY,
)
document(
    "joint_minutes",
    "会商纪要",
    house=JOINT_AT_THE_CONGRESS,
    stage=Stage.CONSULTING,
    paper=PaperKind.CONSULTATION_MINUTES,
    write=joint_minutes,
    roads=CONGRESS_ONLY,
)
document(
    "committee_report",
    "候选项目形成情况审议报告",
    house=CONGRESS,
    stage=Stage.NOMINATING,
    paper=PaperKind.COMMITTEE_REPORT,
    write=committee_report,
    letterhead=True,
    roads=CONGRESS_ONLY,
)
document(
    "government_statement",
    "候选项目情况说明",
    house=GOVERNMENT,
    stage=Stage.CIRCULATING,
    paper=PaperKind.GOVERNMENT_STATEMENT,
    write=government_statement,
    public=True,
)
