"""Papers of 监督: the plan and the report of an inspection, the order to mend, the committee's opinion."""

import re

from engines.papers import Column, Draft, Gaps, day, heading, para, table
from piaojue.commons.draftable import Assigned, document
from piaojue.commons.issuing import CONGRESS
from piaojue.commons.years.issuers import congress_side, projects_word
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import CONGRESS_ONLY, Stage
from piaojue.stages.deliver.public import Project, projects_of
from piaojue.stages.supervise.covering import projects_of_activity
from piaojue.stages.supervise.documents_inquiry import inquiries, inquiry_record
from piaojue.stages.supervise.documents_round import round_report, rounds
from piaojue.stages.supervise.kinds import KINDS
from piaojue.stages.supervise.models import (
    Activity,
    Finding,
    FindingState,
    ReviewOpinion,
    SupervisionPlan,
)
from piaojue.stages.supervise.queries import held_activities

PLANNED = [kind for kind, known in KINDS.items() if known.at_desk]
FINDING_HEADS = (
    Column("序号", 1),
    Column("问题", 7, "left"),
    Column("程度", 2),
    Column("交办单位", 4),
    Column("办理期限", 3),
    Column("状态", 3),
)


def _planned(year: Year) -> list[Activity]:
    """What is to come, and what was only suggested; the newest first. Who merely asks or looks in passing plans nothing."""
    rows = Activity.objects.filter(year=year, kind__in=PLANNED).select_related(
        "project__department", "leader__person", "year__place"
    )
    return list(rows.prefetch_related("members__person").order_by("-held_on", "-pk"))


def _held(year: Year) -> list[Activity]:
    rows = (
        held_activities(year)
        .filter(kind__in=PLANNED)
        .select_related("project__department", "leader__person", "year__place")
    )
    return list(rows.prefetch_related("members__person").order_by("-held_on", "-pk"))


def _looked_at(activity: Activity) -> list[Project]:
    return projects_of_activity(activity) or list(projects_of(activity.year))


def _who(activity: Activity, gaps: Gaps) -> tuple[str, str]:
    """(who leads, who takes part)."""
    page = activity.get_absolute_url()
    leader = activity.leader.person.name if activity.leader else ""
    members = "、".join(seat.person.name for seat in activity.members.all())
    return gaps.need(leader, "带队人", page), gaps.need(members, "参加代表", page)


def _unit(one: Project, gaps: Gaps) -> str:
    return gaps.need(one.department and one.department.name, f"“{one.title}”的责任单位", one.work_url)


def inspection_plan(activity: Activity, gaps: Gaps) -> Draft:
    """视察方案: what is looked at, when, where, by whom, of whom."""
    leader, members = _who(activity, gaps)
    venue = gaps.need(activity.venue, "地点", activity.get_absolute_url())
    heads = (Column("序号", 1), Column("项目名称", 6, "left"), Column("责任单位", 4), Column("进度", 2))
    rows = [
        (number, one.title, _unit(one, gaps), f"{one.progress}%") for number, one in enumerate(_looked_at(activity), 1)
    ]
    return Draft(
        title=f"{activity.title}方案",
        blocks=(
            para(
                f"为了解{projects_word(activity.year)}实施情况，定于{day(activity.held_on)}开展{activity.get_kind_display()}，方案如下。"
            ),
            heading(1, "时间和地点"),
            para(f"{day(activity.held_on)}，{venue}。"),
            heading(1, "参加人员"),
            para(f"带队人：{leader}；参加代表：{members}。"),
            heading(1, "项目"),
            table(heads, rows),
            heading(1, "重点内容"),
            para("项目进度、质量和安全、资金使用、群众反映的问题及其整改、建后管护安排。"),
            heading(1, "有关要求"),
            para("责任单位如实介绍情况、提供资料；视察中发现的问题由人大机关交办，不直接处理。"),
        ),
        signed=(congress_side(activity.year, gaps),),
    )


def inspection_report(activity: Activity, gaps: Gaps) -> Draft:
    """视察报告: what was seen, what is good, what was found, what is advised."""
    leader, members = _who(activity, gaps)
    page = activity.get_absolute_url()
    found = _findings(activity)
    return Draft(
        title=f"{activity.title}报告",
        blocks=(
            para(
                f"{day(activity.held_on)}，{leader}带队，{members}参加，对{activity.project or projects_word(activity.year)}"
                f"开展了{activity.get_kind_display()}。现将有关情况报告如下。"
            ),
            heading(1, "基本情况"),
            para(gaps.need(activity.situation, "现场情况", page)),
            *([heading(1, "取得的成效"), para(activity.praise)] if activity.praise else []),
            heading(1, "发现的问题"),
            table(FINDING_HEADS, found) if found else para("没有发现需要整改的问题。"),
            heading(1, "意见建议"),
            para(gaps.need(activity.advice, "意见建议", page)),
        ),
        signed=(congress_side(activity.year, gaps),),
    )


def _findings(activity: Activity) -> list[tuple]:
    found = activity.findings.select_related("assigned_to").order_by("pk")
    return [
        (
            number,
            one.text,
            one.get_severity_display(),
            one.assigned_to.name if one.assigned_to else "",
            day(one.due) if one.due else "",
            one.get_state_display(),
        )
        for number, one in enumerate(found, 1)
    ]


def _to_mend(year: Year) -> list[Finding]:
    states = [FindingState.ASSIGNED, FindingState.RETURNED, FindingState.ANSWERED, FindingState.CLOSED]
    rows = Finding.objects.filter(year=year, state__in=states)
    return list(rows.select_related("project", "assigned_to", "year__place").order_by("-pk"))


def mending_order(finding: Finding, gaps: Gaps) -> Draft:
    """整改通知: what is wrong, by when it is mended and reported. Who reported it is not said."""
    page = finding.get_absolute_url()
    unit = gaps.need(finding.assigned_to and finding.assigned_to.name, "交办单位", page)
    due = gaps.need(finding.due and day(finding.due), "办理期限", page)
    again = f"此前已退回{finding.returned}次。" if finding.returned else ""
    return Draft(
        title=f"关于整改“{finding.project}”有关问题的通知",
        to=unit,
        blocks=(
            para(f"在对{projects_word(finding.year)}的监督中，发现“{finding.project}”存在下列问题，现交你单位办理。"),
            heading(1, "存在的问题"),
            para(f"（{finding.get_aspect_display()}，{finding.get_severity_display()}）{finding.text}"),
            *([para(f"退回意见：{finding.return_note}")] if finding.return_note else []),
            heading(1, "整改要求"),
            para(f"请查明原因，采取措施，于{due}前整改到位，书面报告整改情况并附照片等佐证。{again}"),
            heading(1, "核实"),
            para("整改情况由代表或者义务监督员现场核实，人大机关据此决定是否销号。"),
        ),
        signed=(congress_side(finding.year, gaps),),
    )


def _opinions(year: Year) -> list[ReviewOpinion]:
    rows = ReviewOpinion.objects.filter(year=year).select_related("sitting", "sent_to", "year__place")
    return list(rows.order_by("-pk"))


OWN_NUMBER = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|（?\d{1,2}[）.．、]\s*(?=\D))")
"""A number that was typed before a point: the paper numbers its points itself."""


def review_points(opinion: ReviewOpinion) -> list[Assigned]:
    """What the government has to deal with, line by line."""
    lines = [OWN_NUMBER.sub("", line.strip()) for line in opinion.text.splitlines() if line.strip()]
    return [Assigned(line, opinion.sent_to_id, opinion.due) for line in lines]


def _plans(year: Year) -> list[SupervisionPlan]:
    rows = SupervisionPlan.objects.filter(year=year).select_related("year__place")
    return list(rows.prefetch_related("lines__projects").order_by("-pk"))


def supervision_plan(plan: SupervisionPlan, gaps: Gaps) -> Draft:
    """年度监督计划: what, how, when, who sees to it (监督法 63)."""
    page = plan.get_absolute_url()
    heads = (
        Column("序号", 1),
        Column("方式", 3),
        Column("主题", 7, "left"),
        Column("时间", 3),
        Column("承办机构", 4),
    )
    rows = [
        (number, one.get_kind_display(), one.title, day(one.held_on), gaps.need(one.led_by, "承办机构", page))
        for number, one in enumerate(plan.lines.all(), 1)
    ]
    return Draft(
        title=plan.title,
        number=plan.doc_no,
        blocks=(
            para(f"为做好{projects_word(plan.year)}的监督，制定本计划，共 {len(rows)} 项。"),
            table(heads, rows) if rows else para(gaps.need("", "计划事项", page)),
        ),
        signed=(congress_side(plan.year, gaps),),
        on=plan.published_on,
    )


def review_opinion(opinion: ReviewOpinion, gaps: Gaps) -> Draft:
    """审议意见: point by point, to whom, and by when the handling is reported (监督法 17)."""
    page = opinion.get_absolute_url()
    due = gaps.need(opinion.due and day(opinion.due), "报告期限", page)
    points = [one.text for one in review_points(opinion)]
    return Draft(
        title=f"对《{opinion.report.strip('《》')}》的审议意见",
        number=gaps.need(opinion.doc_no, "审议意见文号", page),
        to=gaps.need(opinion.sent_to and opinion.sent_to.name, "交由研究处理的政府", page),
        blocks=(
            para(f"{opinion.sitting}听取和审议了《{opinion.report.strip('《》')}》。现将审议意见送去，请研究处理。"),
            heading(1, "审议意见"),
            *(para(f"（{number}）{point}" if len(points) > 1 else point) for number, point in enumerate(points, 1)),
            heading(1, "研究处理"),
            para(f"请于{due}前将研究处理情况送有关委员会征求意见后，向常务委员会提出书面报告。"),
        ),
        signed=(congress_side(opinion.year, gaps),),
        on=opinion.sent_on,
    )


document(
    "inspection_plan",
    "视察方案",
    house=CONGRESS,
    stage=Stage.DELIVERING,
    about=_planned,
    noun="监督活动",
    write=inspection_plan,
)
document(
    "inspection_report",
    "视察报告",
    house=CONGRESS,
    stage=Stage.DELIVERING,
    about=_held,
    noun="已开展的监督活动",
    write=inspection_report,
    letterhead=True,
)
document(
    "round_report",
    "走访（调研）报告",
    house=CONGRESS,
    stage=Stage.DELIVERING,
    about=rounds,
    noun="走访或者调研",
    write=round_report,
    letterhead=True,
)
document(
    "mending_order",
    "整改通知",
    house=CONGRESS,
    stage=Stage.DELIVERING,
    about=_to_mend,
    noun="已交办的问题",
    write=mending_order,
    letterhead=True,
)
document(
    "supervision_plan",
    "年度监督计划",
    house=CONGRESS,
    stage=Stage.DELIVERING,
    about=_plans,
    noun="监督计划",
    write=supervision_plan,
    public=True,
)
document(
    "inquiry_record",
    "专题询问记录",
    house=CONGRESS,
    stage=Stage.DELIVERING,
    about=inquiries,
    noun="专题询问",
    write=inquiry_record,
    roads=CONGRESS_ONLY,
)
document(
    "review_opinion",
    "审议意见",
    house=CONGRESS,
    stage=Stage.DELIVERING,
    about=_opinions,
    noun="审议意见",
    write=review_opinion,
    letterhead=True,
    points=review_points,
    roads=CONGRESS_ONLY,
)
