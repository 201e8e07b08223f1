"""Papers of 公布 and 实施: the table of tasks, how far they are, changes, what was finished."""

from collections import Counter

from engines.papers import Block, Column, Draft, Gaps, day, heading, money, para, table
from piaojue.commons.draftable import document
from piaojue.commons.issuing import CONGRESS, GOVERNMENT
from piaojue.commons.years.issuers import congress_side, government, projects_word
from piaojue.commons.years.models import PaperKind, Year
from piaojue.commons.years.road import STREET_ONLY, Stage
from piaojue.stages.deliver.documents_changes import change_decision, change_points, decided_changes
from piaojue.stages.deliver.models import ACCEPTED, ALIVE, Lamp, Project, ProjectState, Report
from piaojue.stages.deliver.queries import overdue, projects_of

LATEST = 200
"""Characters of a report that stand in the bulletin's table."""
PROGRESS_HEADS = (
    Column("序号", 1),
    Column("项目名称", 5, "left"),
    Column("责任单位", 4),
    Column("计划进度", 2),
    Column("实际进度", 2),
    Column("累计支付", 3),
    Column("亮灯", 2),
)
COMPLETION_HEADS = (
    Column("序号", 1),
    Column("项目名称", 5, "left"),
    Column("责任单位", 4),
    Column("结果", 2),
    Column("进度", 2),
    Column("累计支付", 3),
)


def _projects(year: Year, gaps: Gaps) -> list[Project]:
    found = list(projects_of(year).prefetch_related("tasks__unit", "baselines"))
    if not found:
        gaps.need("", "公布的项目", year.page("projects"))
    return found


def _unit(one: Project, gaps: Gaps) -> str:
    return gaps.need(one.department and one.department.name, f"“{one.title}”的责任单位", one.work_url)


def _paid(projects: list[Project]) -> str:
    return money(sum(one.paid_yuan for one in projects))


def task_breakdown(year: Year, gaps: Gaps) -> Draft:
    """任务分解表: every project with its goal, its steps, and who answers for it."""
    heads = (
        Column("序号", 2),
        Column("项目名称", 7, "left"),
        Column("内容和目标", 11, "left"),
        Column("年度投资", 4),
        Column("工作节点", 16, "left"),
        Column("完成时限", 5),
        Column("责任单位", 6),
        Column("责任人", 4),
        Column("配合单位", 5),
    )
    rows = []
    for one in _projects(year, gaps):
        if one.state == ProjectState.TERMINATED:
            continue
        base = one.baseline
        steps = "；".join(f"{day(task.due)}前{task.title}（累计{task.share}%）" for task in one.tasks.all())
        page = one.work_url
        rows.append(
            (
                one.no,
                one.title,
                f"{base.scope}{f'（目标{base.goal}）' if base.goal else ''}",
                gaps.need(base.year_yuan and money(base.year_yuan), f"“{one.title}”的年度投资", page),
                gaps.need(steps, f"“{one.title}”的工作节点", page),
                gaps.need(base.due and day(base.due), f"“{one.title}”的完成时限", page),
                _unit(one, gaps),
                gaps.need(one.leader, f"“{one.title}”的责任人", page),
                one.co_departments,
            )
        )
    return Draft(
        title=f"{projects_word(year)}任务分解表",
        blocks=(table(heads, rows, optional=("配合单位",)),),
        signed=(government(year, gaps),),
        wide=True,
    )


def progress(year: Year, gaps: Gaps) -> Draft:
    """进度通报 of the latest month that was reported: lamps, progress against plan, money, what is late."""
    projects = _projects(year, gaps)
    reports = _last_reports(year)
    month = max((report.month for report in reports.values()), default="")
    if not month:
        gaps.need("", "进度报告", year.page("projects"))
    when = f"{month[:4]}年{int(month[5:])}月" if month else ""
    return Draft(
        title=f"{projects_word(year)}{when}进度通报",
        to="各责任单位",
        blocks=(
            heading(1, "总体情况"),
            para(_progress_so_far(projects)),
            table(PROGRESS_HEADS, _progress_rows(projects, reports, gaps), "项目进度表"),
            heading(1, "存在的问题"),
            *_late_tasks(year),
            *_red_lamps(projects),
            *(
                para(f"“{report.project}”：{report.problem[:LATEST]}")
                for report in reports.values()
                if report.month == month and report.problem
            ),
            heading(1, "下步要求"),
            para("亮黄灯、红灯的项目，责任单位要查明原因，拿出措施，倒排工期，按时报告整改情况。"),
        ),
        signed=(government(year, gaps),),
    )


def _last_reports(year: Year) -> dict[int, Report]:
    """Project's key → its report of the latest month."""
    return {
        row.project_id: row
        for row in Report.objects.filter(year=year).select_related("project").order_by("month", "pk")
    }


def _progress_so_far(projects: list[Project]) -> str:
    lamps = Counter(one.lamp for one in projects if one.state in ALIVE)
    shining = "在建项目中" + "、".join(f"{lamp.label}{lamps[lamp.value]}个" for lamp in Lamp) + "；" if lamps else ""
    states = Counter(str(ProjectState(one.state).label) for one in projects)
    return (
        f"共{len(projects)}个项目："
        + "，".join(f"{word}{number}个" for word, number in states.items())
        + f"。{shining}累计支付{_paid(projects)}。"
    )


def _progress_rows(projects: list[Project], reports: dict[int, Report], gaps: Gaps) -> list[tuple]:
    rows = []
    for one in projects:
        report = reports.get(one.pk)
        rows.append(
            (
                one.no,
                one.title,
                _unit(one, gaps),
                f"{report.planned}%" if report else "未报告",
                f"{one.progress}%",
                money(one.paid_yuan),
                str(Lamp(one.lamp).label),
            )
        )
    return rows


def _late_tasks(year: Year) -> list[Block]:
    late = overdue(projects_of(year)).select_related("project")
    return [para(f"“{task.project}”：应于{day(task.due)}前完成“{task.title}”，尚未完成。") for task in late]


def _red_lamps(projects: list[Project]) -> list[Block]:
    return [
        para(f"“{one.title}”亮{Lamp(one.lamp).label}：{one.lamp_reason}") for one in projects if one.lamp == Lamp.RED
    ]


def completion(year: Year, gaps: Gaps) -> Draft:
    """完成情况报告: how many of each result, then each project."""
    projects = _projects(year, gaps)
    if waiting := [one for one in projects if one.state in ALIVE]:
        gaps.need("", f"还有{len(waiting)}个项目的验收", year.page("projects"))
    results = _results(projects)
    return Draft(
        title=f"关于{projects_word(year)}完成情况的报告",
        to=congress_side(year, gaps),
        blocks=(
            heading(1, "完成情况"),
            para(
                f"{projects_word(year)}共{len(projects)}项{f'，其中{results}' if results else ''}。累计支付{_paid(projects)}。"
            ),
            table(COMPLETION_HEADS, [_completion_row(one, gaps) for one in projects]),
            heading(1, "各项目验收情况"),
            *(para(_acceptance(one)) for one in projects if one.acceptance),
        ),
        signed=(government(year, gaps),),
    )


def _results(projects: list[Project]) -> str:
    tally = Counter(one.state for one in projects)
    ends = (*ACCEPTED, ProjectState.TERMINATED)
    return "，".join(f"{ProjectState(state).label}{tally[state]}项" for state in ends if tally[state])


def _completion_row(one: Project, gaps: Gaps) -> tuple:
    return (
        one.no,
        one.title,
        _unit(one, gaps),
        str(ProjectState(one.state).label),
        f"{one.progress}%",
        money(one.paid_yuan),
    )


def _acceptance(one: Project) -> str:
    goal = f"下年目标：{one.next_goal.rstrip('。')}。" if one.next_goal else ""
    return f"“{one.title}”：{one.acceptance.rstrip('。')}。{goal}"


def street_notice(year: Year, gaps: Gaps) -> Draft:
    """In a 街道: what was recommended and confirmed, and is carried out now."""
    projects = _projects(year, gaps)
    heads = (Column("序号", 1), Column("项目名称", 6, "left"), Column("责任单位", 4))
    rows = [(one.no, one.title, _unit(one, gaps)) for one in projects]
    return Draft(
        title=f"{projects_word(year)}公告",
        blocks=(
            para(f"经居民议事会会商推荐、街道党工委确认，下列{len(projects)}项为{projects_word(year)}。"),
            table(heads, rows),
            para("现予公告。"),
        ),
        signed=(government(year, gaps),),
    )


document(
    "street_result_notice",
    "项目公告",
    house=GOVERNMENT,
    stage=Stage.ANNOUNCING,
    paper=PaperKind.RESULT_NOTICE,
    write=street_notice,
    public=True,
    roads=STREET_ONLY,
)
document(
    "task_breakdown",
    "任务分解表",
    house=GOVERNMENT,
    stage=Stage.ANNOUNCING,
    paper=PaperKind.TASK_BREAKDOWN,
    write=task_breakdown,
    public=True,
)
document("progress", "进度通报", house=GOVERNMENT, stage=Stage.DELIVERING, write=progress, public=True, letterhead=True)
document(
    "change_decision",
    "调整决定",
    house=CONGRESS,
    stage=Stage.DELIVERING,
    paper=PaperKind.CHANGE_NOTICE,
    about=decided_changes,
    noun="经批准的变更",
    write=change_decision,
    points=change_points,
    public=True,
)
document(
    "completion",
    "完成情况报告",
    house=GOVERNMENT,
    stage=Stage.DELIVERING,
    paper=PaperKind.COMPLETION_REPORT,
    write=completion,
    letterhead=True,
    public=True,
)
