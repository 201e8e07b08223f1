"""任务分解: who does what until when; the plan curve runs through the milestones."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.utils import timezone

from engines.pacing import PlanRefused
from piaojue.commons.acting import Doing, acting
from piaojue.commons.drafting.actions import filed
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.people.models import Body, Seat
from piaojue.commons.years.models import Paper, Year
from piaojue.stages.deliver.actions.lighting import relight
from piaojue.stages.deliver.models import Project, ProjectState, Task
from piaojue.stages.deliver.moves import MOVES
from piaojue.stages.deliver.pace import curve_of
from piaojue.stages.deliver.queries import milestones_of, units_for
from piaojue.stages.deliver.telling import tell_followers_of, tell_unit
from piaojue.stages.deliver.values import Milestone, PlannedTask

MOST_TASKS, LONGEST_TITLE = 24, 120


@dataclass(frozen=True)
class Plan:
    """Who carries a project out, and its milestones. tasks: None: those of the dossier that was voted on."""

    department: Body
    leader: str
    starts_on: date
    co_departments: str
    tasks: Iterable[PlannedTask] | None


def assign(
    *,
    project: Project,
    department: Body,
    leader: str,
    starts_on: date,
    tasks: Iterable[PlannedTask] | None = None,
    by: Seat,
    co_departments: str = "",
    version: int | None = None,
) -> Project:
    """Give a project its unit, its responsible person and its plan.

    tasks:  the last one 100 %; None: the milestones of the dossier that was voted on
    raises: NotYours, Refused with every objection
    """
    with acting(MOVES["assign"], project, by, version=version) as act:
        tasks = _planned(act, Plan(department, leader.strip(), starts_on, co_departments.strip(), tasks))
    _tell_plan(act.thing, tasks)
    return act.thing


def replan(
    *,
    project: Project,
    department: Body,
    leader: str,
    starts_on: date,
    tasks: Iterable[PlannedTask],
    by: Seat,
    co_departments: str = "",
    version: int | None = None,
) -> Project:
    """The plan once more: before anything is reported, or for a baseline that an approved change has made new.

    raises: NotYours, Refused with every objection
    """
    with acting(MOVES["replan"], project, by, version=version) as act:
        tasks = _planned(act, Plan(department, leader.strip(), starts_on, co_departments.strip(), tasks))
    _tell_plan(act.thing, tasks)
    return act.thing


def _planned(act: Doing[Project], plan: Plan) -> list[PlannedTask]:
    """Write a plan into the project, its tasks and its present baseline. Raises Refused with every objection."""
    project = act.thing
    tasks = list(plan.tasks) if plan.tasks is not None else milestones_of(project)
    if problems := _unfit_people(project, plan) + _unfit_tasks(project, plan.starts_on, tasks):
        raise Refused(*problems)
    project.department, project.leader, project.starts_on = plan.department, plan.leader, plan.starts_on
    project.co_departments = plan.co_departments
    _write_tasks(project, tasks, act.by)
    baseline = project.baseline
    baseline.plan = tuple(Milestone(f"{task.due:%Y-%m}", task.share, task.title.strip()) for task in tasks)
    baseline.save(update_fields=["plan"])
    relight(project)
    act.note(tasks=len(tasks), baseline=baseline.number)
    return tasks


def _write_tasks(project: Project, tasks: Iterable[PlannedTask], by: Seat | None) -> None:
    """Tasks that are done stay; all others are made anew."""
    Task.objects.filter(project=project, done_on=None).delete()
    done = set(Task.objects.filter(project=project).values_list("title", "due"))
    Task.objects.bulk_create(
        Task(
            project=project,
            place=project.place,
            year=project.year,
            title=task.title.strip(),
            unit=task.unit,
            due=task.due,
            share=task.share,
            created_by=by,
        )
        for task in tasks
        if (task.title.strip(), task.due) not in done
    )


def _tell_plan(project: Project, tasks: list[PlannedTask]) -> None:
    """The unit, the units with a milestone of their own, and who follows the project hear of the plan."""
    ends_on = f"{tasks[-1].due:%Y-%m-%d}"
    for unit_id in {task.unit.pk for task in tasks if task.unit} - {project.department_id}:
        tell_unit(project, f"“{project.title}”有节点由你单位承办，请按期完成并登记。", body_id=unit_id)
    tell_unit(project, f"“{project.title}”由你单位承办，计划 {ends_on} 完成，请按月报告进度。")
    who = f"{project.department} 承办，责任人{project.leader}"
    tell_followers_of(project, f"您关心的“{project.title}”已交 {who}，计划 {ends_on} 完成。")


def _unfit_people(project: Project, plan: Plan) -> list[str]:
    problems = []
    units = units_for(project.place)
    if plan.department is None or not units.filter(pk=plan.department.pk).exists():
        problems.append("请从本地区（或上级）的政府和部门里选择责任单位")
    if not plan.leader:
        problems.append("请填写责任人的姓名和职务")
    if plan.starts_on is None:
        problems.append("请填写计划开工日期")
    return problems


def _unfit_tasks(project: Project, starts_on: date | None, tasks: list[PlannedTask]) -> list[str]:
    if not tasks:
        return ["请至少列出一个节点（完成期限、累计计划、任务）"]
    problems = _unfit_lines(project, tasks)
    if any(one.due > next_one.due or one.share > next_one.share for one, next_one in pairwise(tasks)):
        problems.append("节点要由早到晚排列，累计计划逐步增加；已经完成的节点请保留原样")
    if tasks[-1].share != 100:
        problems.append("最后一个节点的累计计划应为 100%")
    approved = project.baseline.due
    if approved and tasks[-1].due > approved:
        problems.append(f"计划完成日期晚于批准的 {approved:%Y-%m-%d}；要推迟，须向人大申请实质变更")
    if starts_on:
        try:
            done = project.tasks.exclude(done_on=None).values_list("due", "share")
            curve_of(starts_on, [*done, *((task.due, task.share) for task in tasks)])
        except PlanRefused as error:
            problems += [problem for problem in error.problems if problem not in problems]
    return problems


def _unfit_lines(project: Project, tasks: list[PlannedTask]) -> list[str]:
    """What is wrong with single milestones."""
    units = set(units_for(project.place).values_list("pk", flat=True))
    problems = [f"节点太多，最多 {MOST_TASKS} 个"] if len(tasks) > MOST_TASKS else []
    problems += [
        f"第 {n} 个节点：任务应为 1 至 {LONGEST_TITLE} 个字"
        for n, task in enumerate(tasks, 1)
        if not 1 <= len(task.title.strip()) <= LONGEST_TITLE
    ]
    return problems + [
        f"第 {n} 个节点：请从本地区（或上级）的政府和部门里选择承办单位"
        for n, task in enumerate(tasks, 1)
        if task.unit and task.unit.pk not in units
    ]


def finish_task(*, task: Task, done_on: date | None = None, by: Seat) -> Task:
    """A milestone is reached. done_on: default today.

    raises: NotYours for another unit, Refused (twice, in the future, or years before the project)
    """
    today = timezone.localdate()
    done_on = done_on or today
    with acting(MOVES["finish_task"], task.project, by) as act:
        task = task_of(act.thing, task)
        if task.done_on:
            raise Refused(f"“{task}”已登记在 {task.done_on:%Y-%m-%d} 完成")
        if done_on > today:
            raise Refused("完成日期不能在今天之后")
        if done_on.year < (first := act.thing.year.number - 1):
            raise Refused(f"完成日期不会早于 {first} 年，请核对后重新填写")
        act.change(MOVES["reach_milestone"], task, {"done_on": done_on}, project=act.thing.pk)
        relight(act.thing)
        act.note(task=task.pk)
    return task


def task_of(project: Project, task: Task) -> Task:
    """The milestone as it is now, locked with its project. Raises NotYours for that of another project."""
    row = Task.objects.select_for_update().filter(pk=task.pk, project=project).first()
    if row is None:
        raise NotYours("task")
    return row


def file_breakdown(*, year: Year, by: Seat) -> Paper:
    """File the table of tasks as the year's 任务分解表. Raises Refused while a project has no unit or plan."""
    with acting(MOVES["file_breakdown"], year, by) as act:
        act.leave()
        projects = list(Project.objects.filter(year=year).exclude(state=ProjectState.TERMINATED))
        if not projects:
            raise Refused("还没有公布入选项目")
        if unassigned := [project for project in projects if project.state == ProjectState.ADOPTED]:
            raise Refused(*(f"“{project}”还没有分解任务" for project in unassigned))
        return filed(year=year, code="task_breakdown", thing=year, by=by)
