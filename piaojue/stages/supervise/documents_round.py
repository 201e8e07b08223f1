"""走访（调研）报告: written from the stops and the findings of a round, place by place."""

from engines.papers import Column, Draft, Gaps, day, heading, para, table
from piaojue.commons.years.issuers import congress_side, projects_word
from piaojue.commons.years.models import Year
from piaojue.stages.supervise.models import ENDED, Activity, ActivityState, FindingState
from piaojue.stages.supervise.queries_route import Seen, by_region

HEADS = (
    Column("地区", 3),
    Column("走访点", 2),
    Column("发现问题", 2),
    Column("核实销号", 2),
    Column("没有了结", 2),
)
FOUND = (
    Column("序号", 1),
    Column("项目", 5, "left"),
    Column("问题", 7, "left"),
    Column("交办单位", 4),
    Column("状态", 3),
)


def rounds(year: Year) -> list[Activity]:
    """What went through places below, the newest first."""
    rows = Activity.objects.filter(year=year, regions__isnull=False).exclude(state=ActivityState.CANCELLED)
    return list(rows.select_related("leader__person", "year__place").distinct().order_by("-held_on", "-pk"))


def round_report(activity: Activity, gaps: Gaps) -> Draft:
    """Who went where, what was seen at each stop, what was found and what became of it."""
    page, seen = activity.get_absolute_url(), by_region(activity)
    leader = gaps.need(activity.leader and activity.leader.person.name, "带队人", page)
    names = "、".join(one.region.name for one in seen)
    return Draft(
        title=f"{activity.title}报告",
        blocks=(
            para(
                f"{day(activity.held_on)}，{leader}带队，到{names}对{projects_word(activity.year)}开展{activity.get_kind_display()}，"
                f"走访 {sum(len(one.stops) for one in seen)} 处。现将有关情况报告如下。"
            ),
            heading(1, "总的情况"),
            table(HEADS, [_counts(one) for one in seen]),
            *([para(activity.situation)] if activity.situation else []),
            heading(1, "各地区情况"),
            *(block for one in seen for block in _region(one, gaps, page)),
            heading(1, "意见建议"),
            para(gaps.need(activity.advice, "意见建议", page)),
        ),
        signed=(congress_side(activity.year, gaps),),
    )


def _counts(one: Seen) -> tuple:
    closed = sum(row.state == FindingState.CLOSED for row in one.findings)
    return one.region.name, len(one.stops), len(one.findings), closed, one.left


def _region(one: Seen, gaps: Gaps, page: str) -> list:
    blocks = [heading(2, one.region.name)]
    for stop in one.stops:
        blocks.append(para(f"{stop.spot}：{gaps.need(stop.seen, f'{stop.spot}的走访记录', page)}"))
    if not one.findings:
        return [*blocks, para("没有发现需要整改的问题。")]
    rows = [
        (number, row.project.title, row.text, row.assigned_to.name if row.assigned_to else "", row.get_state_display())
        for number, row in enumerate(one.findings, 1)
    ]
    return [*blocks, table(FOUND, rows), *([] if _all_settled(one) else [para(f"还有 {one.left} 个问题没有了结。")])]


def _all_settled(one: Seen) -> bool:
    return all(row.state in ENDED for row in one.findings)
