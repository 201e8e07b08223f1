"""公布 and 实施: projects announced and assigned, monthly reports good and bad, a problem, a slip of the plan, acceptance."""

from datetime import date

from piaojue.commons.people.models import Seat
from piaojue.commons.people.roles import Role
from piaojue.rehearsal.gates import clerk_of
from piaojue.rehearsal.pictures import picture
from piaojue.rehearsal.stage import Stage
from piaojue.stages.deliver import actions
from piaojue.stages.deliver.models import Project, ProjectState

PACE = {"good": 1.02, "slow": 0.8, "bad": 0.45}  # done against plan
PLAN = {3: 15, 4: 22, 5: 35, 6: 48, 7: 60, 8: 75, 9: 84, 10: 93, 11: 100}  # month: cumulative % (the dossiers' milestones)


def announce(stage: Stage) -> list[Project]:
    made = actions.announce(year=stage.year, by=clerk_of(stage.company))
    for project in stage.bar(made, "分解"):
        actions.assign(
            project=project, department=project.department, leader="分管负责人", starts_on=date(stage.year.number, 2, 1),
            by=stage.company[Role.GOV_OFFICE],
        )  # fmt: skip
    return made


def projects(stage: Stage) -> list[Project]:
    return list(Project.objects.filter(year=stage.year).select_related("department", "place", "year").order_by("no"))


def report_until(stage: Stage, month: int) -> None:
    """Monthly reports up to `month`; one project in five is slow, one in ten bad."""
    made = projects(stage)
    for now in stage.bar(range(3, month + 1), "进度"):
        stage.clock.set(date(stage.year.number, now, 28))
        for number, project in enumerate(made):
            mood = _mood(number)
            _report(stage, project, now, PACE[mood], last=now == 11 and mood == "good")
    for number, project in enumerate(made):
        if _mood(number) == "bad":
            problem = actions.raise_problem(project=project, text="管线迁改涉及三家单位,请领导小组协调", by=_unit(stage, project))
            actions.decide_problem(problem=problem, decision="由分管副区长牵头,两周内完成管线迁改", by=stage.company[Role.LEADING_GROUP])


def _mood(number: int) -> str:
    return "bad" if number % 10 == 3 else "slow" if number % 5 == 1 else "good"


def _report(stage: Stage, project: Project, month: int, pace: float, *, last: bool) -> None:
    baseline, unit = project.baselines.first(), _unit(stage, project)
    share = 100 if last else min(99, round(PLAN[month] * pace))
    actions.report(
        project=project, month=f"{stage.year.number}-{month:02d}", text=f"{month} 月:按计划推进,现场管理有序。", percent=share,
        done_count=round((baseline.target_count or 0) * share / 100), paid_yuan=round((baseline.year_yuan or 0) * share * 0.9 / 100),
        next_step="继续按月度计划实施", photos=[picture(project.pk * 20 + month, by=unit, done=share)] if month in (5, 8, 11) else [],
        by=unit, today=date(stage.year.number, month, 28),
    )  # fmt: skip


def _unit(stage: Stage, project: Project) -> Seat:
    seat = Seat.objects.filter(body=project.department, role=Role.DEPARTMENT, active=True).select_related("place", "body", "person").first()
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
        actions.accept(project=project, result=result, note="现场核验,资料齐全。", next_goal=goal, by=stage.company[Role.GOV_OFFICE], accepted_on=date(stage.year.number, 12, 10))
