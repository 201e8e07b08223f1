"""公布 and 实施: projects announced and assigned, monthly reports good and bad, a problem, a slip of the plan, acceptance."""

from datetime import date, timedelta

from django.utils import timezone

from engines.law import Matter
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.rehearsal.deciding import decided
from piaojue.rehearsal.gates import clerk_of
from piaojue.rehearsal.pictures import photo_of
from piaojue.rehearsal.stage import Stage, needed
from piaojue.stages.deliver import actions
from piaojue.stages.deliver.public import (
    Baseline,
    Change,
    ChangeKind,
    Lamp,
    PlannedTask,
    Project,
    ProjectState,
    Proposal,
    ReportDraft,
)
from piaojue.stages.shortlist.public import ProjectType

IN_PERSON = {ProjectType.SERVICE, ProjectType.SUBSIDY, ProjectType.EVENT, ProjectType.POLICY}
"""Types in which nothing is built."""
PACE = {"good": 1.02, "slow": 0.8, "bad": 0.45}  # done against plan
BUILT = (
    (20, "设计和招标完成，施工单位进场。"),
    (40, "拆除和基础完成，主体开始施工。"),
    (80, "主体施工有序，隐蔽工程随工验收。"),
    (99, "主体完成，正在安装收尾、清理现场。"),
    (100, "全部完工，自检合格，准备验收。"),
)
SERVED = (
    (20, "方案和经费落实，开始受理。"),
    (40, "各社区已经开展，宣传到户。"),
    (80, "按月开展，名单按月公示。"),
    (99, "大部分对象已经覆盖，正在逐户补漏。"),
    (100, "年度任务完成，台账齐全。"),
)
"""up to this share, %: what a report says"""
BEHIND = {
    "slow": ("进度比计划慢，人手和材料没有跟上。", "增加力量赶工，每两周核对一次节点"),
    "bad": ("管线迁改涉及三家单位，协调时间长，严重滞后。", "倒排工期，每周调度一次，请领导小组协调"),
}
PHOTOGRAPHED = (3, 5, 8, 11)
"""Months whose report has a photo; the first one shows the place as it was."""
PLAN = {
    3: 15,
    4: 22,
    5: 35,
    6: 48,
    7: 60,
    8: 75,
    9: 84,
    10: 93,
    11: 100,
}  # month: cumulative % (the dossiers' milestones)


def announce(stage: Stage) -> list[Project]:
    projects = actions.announce(year=stage.year, by=clerk_of(stage.company))
    for project in stage.bar(projects, "分解"):
        actions.assign(
            project=project,
            department=needed(project.department, "responsible unit"),
            leader="分管负责人",
            starts_on=date(stage.year.number, 2, 1),
            by=stage.company[Role.GOV_OFFICE],
        )
    actions.file_breakdown(year=stage.year, by=clerk_of(stage.company))
    return projects


def projects(stage: Stage) -> list[Project]:
    return list(Project.objects.filter(year=stage.year).select_related("department", "place", "year").order_by("no"))


def report_until(stage: Stage, month: int) -> None:
    """Monthly reports up to `month`; one project in five is slow, one in ten bad."""
    rows = projects(stage)
    for now in stage.bar(range(3, month + 1), "进度"):
        stage.clock.set(date(stage.year.number, now, 28))
        for number, project in enumerate(rows):
            mood = _mood(number)
            _report(stage, project, now, mood, last=now == 11 and mood == "good")
            _finish(stage, project)
        if now == 7:
            slip(stage, rows)
        if now == 9:
            change(stage, rows)
    for number, project in enumerate(rows):
        if _mood(number) == "bad":
            problem = actions.raise_problem(
                project=project, text="管线迁改涉及三家单位，请领导小组协调", by=_unit(stage, project)
            )
            actions.decide_problem(
                problem=problem, decision="由分管副区长牵头，两周内完成管线迁改", by=stage.company[Role.LEADING_GROUP]
            )


def _finish(stage: Stage, project: Project) -> None:
    """Milestones that the reported progress has reached are registered as done."""
    project.refresh_from_db(fields=["progress"])
    for task in project.tasks.filter(done_on=None, share__lte=project.progress):
        actions.finish_task(task=task, done_on=min(task.due, timezone.localdate()), by=_unit(stage, project))


def slip(stage: Stage, rows: list[Project]) -> None:
    """节点微调: a slow project's milestone is moved within the approved completion date."""
    for number, project in enumerate(rows):
        task = project.tasks.filter(done_on=None).first()
        if _mood(number) == "slow" and task and task.share < 100:
            actions.slip(
                task=task,
                new=task.due + timedelta(days=20),
                reason="雨季延长，主体工序顺延，不影响完成时间",
                by=stage.company[Role.GOV_OFFICE],
            )


def change(stage: Stage, rows: list[Project]) -> None:
    """实质变更: a bad project gets more time by decision and a new plan; a slow one asks for more money in vain."""
    for number, project in enumerate(rows):
        project.refresh_from_db()
        if _mood(number) == "bad":
            _more_time(stage, project)
        if _mood(number) == "slow":
            _more_money(stage, project)


def _more_time(stage: Stage, project: Project) -> None:
    """Granted; what is not done yet is planned anew."""
    year, office = stage.year.number, stage.company[Role.GOV_OFFICE]
    request = actions.request_change(
        project=project,
        kind=ChangeKind.DUE,
        new=f"完成时间调整为 {year} 年 12 月 25 日",
        reason="管线迁改涉及三家单位，须错峰施工",
        proposed=Proposal(due=date(year, 12, 25)),
        affected=1200,
        by=office,
    )
    _decide(stage, request, "同意调整完成时间，按月向人大报告进度")
    done = [PlannedTask(task.title, task.due, task.share) for task in project.tasks.exclude(done_on=None)]
    rest = [
        PlannedTask("主体完成", date(year, 11, 10), 75),
        PlannedTask("完工交付", date(year, 12, 25), 100),
    ]
    actions.replan(
        project=project,
        department=needed(project.department, "responsible unit"),
        leader=project.leader,
        starts_on=needed(project.starts_on, "planned start"),
        tasks=[*done, *rest],
        by=office,
    )


def _more_money(stage: Stage, project: Project) -> None:
    """Refused."""
    request = actions.request_change(
        project=project,
        kind=ChangeKind.FUNDS,
        new="年度投资增加一成",
        reason="材料价格上涨，申请追加年度投资",
        proposed=Proposal(year_yuan=_baseline(project).year_yuan * 11 // 10 + 1),
        by=stage.company[Role.GOV_OFFICE],
    )
    decision = "不予追加，由责任单位在原预算内统筹解决"
    _decide(stage, request, decision, agreed=False)


def waiting_change(stage: Stage, rows: list[Project]) -> None:
    """A change of site that the congress body has yet to decide on, and a lamp set by hand."""
    office = stage.company[Role.GOV_OFFICE]
    if rows:
        actions.request_change(
            project=rows[0],
            kind=ChangeKind.SITE,
            new="其中一处改到相邻地块，规模不变",
            reason="原地块需先行征迁，改址后年内可以建成",
            proposed=Proposal(scope=f"{_baseline(rows[0]).scope}（其中一处改到相邻地块）"),
            by=office,
        )
    if len(rows) > 1:
        actions.set_lamp(
            project=rows[1], lamp=Lamp.RED, reason="居民反映施工占道，整改前按红灯督办", by=clerk_of(stage.company)
        )


def _decide(stage: Stage, request: Change, words: str, *, agreed: bool = True) -> None:
    """What the 常委会, a township's congress or, in a 街道, the 党工委 decides on it."""
    decided(Matter.CHANGE, [request], year=stage.year, agreed=agreed, note=words)


def _baseline(project: Project) -> Baseline:
    """The goal that holds now: what was voted on, or what an approved change has made of it."""
    return needed(project.baselines.first(), "baseline")


def _mood(number: int) -> str:
    return "bad" if number % 10 == 3 else "slow" if number % 5 == 1 else "good"


def _report(stage: Stage, project: Project, month: int, mood: str, *, last: bool) -> None:
    baseline, unit = _baseline(project), _unit(stage, project)
    share = 100 if last else min(99, round(PLAN[month] * PACE[mood]))
    text = next(words for upto, words in (SERVED if project.type in IN_PERSON else BUILT) if share <= upto)
    problem, following = BEHIND.get(mood, ("", "全面验收，移交管护" if share >= 95 else "继续按月度计划实施"))
    draft = ReportDraft(
        month=f"{stage.year.number}-{month:02d}",
        text=text,
        problem=problem,
        percent=share,
        done_count=round((baseline.target_count or 0) * share / 100),
        paid_yuan=round((baseline.year_yuan or 0) * share * 0.9 / 100),
        arrived_yuan=round((baseline.year_yuan or 0) * min(100, share + 20) / 100),
        next_step=following,
    )
    seen = 0 if month == PHOTOGRAPHED[0] else share
    photos = [photo_of(project, month, by=unit, done=seen)] if month in PHOTOGRAPHED else []
    actions.report(project=project, draft=draft, photos=photos, by=unit, today=date(stage.year.number, month, 28))


def _unit(stage: Stage, project: Project) -> Seat:
    seat = (
        Seat.objects.in_office()
        .filter(body=project.department, role=Role.DEPARTMENT)
        .select_related("place", "body", "person")
        .first()
    )
    return seat or stage.company[Role.GOV_OFFICE]


def lamps(stage: Stage, today: date) -> None:
    actions.lamps_today(year=stage.year, today=today)


def accept_all(stage: Stage) -> None:
    """Year-end acceptance by what was reached."""
    for project in stage.bar(projects(stage), "验收"):
        project.refresh_from_db()
        if project.progress >= 100:
            result, goal = ProjectState.COMPLETED, ""
        elif project.progress >= 75:
            result, goal = ProjectState.MOSTLY, ""
        else:
            result, goal = ProjectState.CARRIED, "下一年度完成剩余工程并投入使用"
        actions.accept(
            project=project,
            result=result,
            note="现场核验，资料齐全。",
            next_goal=goal,
            next_due=date(stage.year.number + 1, 6, 30) if goal else None,
            by=stage.company[Role.GOV_OFFICE],
            accepted_on=date(stage.year.number, 12, 10),
        )
    actions.file_completion(year=stage.year, by=clerk_of(stage.company))
