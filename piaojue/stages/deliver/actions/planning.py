"""任务分解: who does what until when; the plan curve runs through the milestones."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from django.db import transaction
from django.utils import timezone

from engines.pacing import PlanRefused
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.people.models import Body, BodyKind, Seat
from piaojue.commons.places.models import Place
from piaojue.commons.record.log import record
from piaojue.commons.years.actions import file_drawn_up
from piaojue.commons.years.models import Paper, PaperKind, Year
from piaojue.stages.deliver.actions.locking import locked, require_executor
from piaojue.stages.deliver.actions.pressing import relight
from piaojue.stages.deliver.models import Baseline, Project, ProjectState, Task
from piaojue.stages.deliver.moves import MOVES
from piaojue.stages.deliver.pace import curve_of
from piaojue.stages.deliver.telling import tell_proposers, tell_unit
from piaojue.stages.deliver.wording import breakdown_text

UNITS_OF = (BodyKind.DEPARTMENT, BodyKind.GOVERNMENT)
MILESTONES = 24


@transaction.atomic
def assign(
    *,
    project: Project,
    department: Body,
    leader: str,
    starts_on: date,
    tasks: Iterable[dict] | None = None,
    by: Seat,
    co_departments: str = "",
    version: int | None = None,
) -> Project:
    """Give a project its unit, its responsible person and its plan.

    tasks:  [{"title", "due": date, "share": cumulative %, "unit": Body | None}] the last one 100 %;
            None: the milestones of the dossier that was voted on
    raises: NotYours, Refused with every objection
    """
    project = locked(project)
    MOVES.take("assign", project, by, version=version)
    return _planned("deliver.assigned", project, department, leader, starts_on, tasks, by, co_departments)


@transaction.atomic
def replan(
    *,
    project: Project,
    department: Body,
    leader: str,
    starts_on: date,
    tasks: Iterable[dict],
    by: Seat,
    co_departments: str = "",
    version: int | None = None,
) -> Project:
    """The plan once more: before anything is reported, or for a baseline that an approved change has made new."""
    project = locked(project)
    MOVES.take("replan", project, by, version=version)
    return _planned("deliver.replanned", project, department, leader, starts_on, tasks, by, co_departments)


def units_for(place: Place) -> Any:
    """Bodies that may carry out a project of this place: departments and governments here and above."""
    codes = [place.pk[:length] for length in (2, 4, 6, 9, 12) if length <= len(place.pk)]
    return Body.objects.filter(place__in=codes, kind__in=UNITS_OF).order_by("-place_id", "kind", "name")


def milestones_of(project: Project) -> list[dict]:
    """The dossier's milestones as tasks: each due on the last day of its month; empty when they make no plan."""
    baseline = project.baselines.order_by("number").first()
    content = baseline.seen.content if baseline and baseline.seen else {}
    found = []
    for line in content.get("milestones") or project.dossier.milestones or []:
        if (
            isinstance(line, dict)
            and (due := month_end(str(line.get("due", ""))))
            and str(line.get("share", "")).isdecimal()
        ):
            found.append(
                {
                    "title": str(line.get("title", ""))[:120] or "节点",
                    "due": due,
                    "share": int(line["share"]),
                    "unit": None,
                }
            )
    return sorted(found, key=lambda line: (line["due"], line["share"]))


def month_end(text: str) -> date | None:
    """ "2026-06" or "2026-06-15" → a day; None for anything else."""
    try:
        if len(text) == 7:
            first = date.fromisoformat(f"{text}-01")
            return date(first.year + first.month // 12, first.month % 12 + 1, 1) - date.resolution
        return date.fromisoformat(text)
    except ValueError:
        return None


def _planned(
    act: str,
    project: Project,
    department: Body,
    leader: str,
    starts_on: date,
    tasks: Iterable[dict] | None,
    by: Seat,
    co_departments: str,
) -> Project:
    lines = list(tasks) if tasks is not None else milestones_of(project)
    if problems := _problems(project, department, leader, starts_on, lines):
        raise Refused(*problems)
    project.department, project.leader, project.starts_on = department, leader.strip(), starts_on
    project.co_departments = co_departments.strip()
    Task.objects.filter(project=project, done_on=None).delete()
    kept = set(Task.objects.filter(project=project).values_list("title", "due"))
    Task.objects.bulk_create(
        Task(
            project=project,
            place=project.place,
            year=project.year,
            title=line["title"].strip(),
            unit=line.get("unit"),
            due=line["due"],
            share=line["share"],
            created_by=by,
        )
        for line in lines
        if (line["title"].strip(), line["due"]) not in kept
    )
    current = project.baselines.first()
    Baseline.objects.filter(pk=current.pk).update(
        plan=[
            {"month": f"{line['due']:%Y-%m}", "share": line["share"], "task": line["title"].strip()} for line in lines
        ]
    )
    relight(project)
    project.save()
    record(act, project, by, tasks=len(lines), baseline=current.number)
    for other in {line["unit"].pk for line in lines if line.get("unit")} - {department.pk}:
        tell_unit(project, f"“{project.title}”有节点由你单位承办，请按期完成并登记。", body_id=other)
    tell_unit(project, f"“{project.title}”由你单位承办，计划 {lines[-1]['due']:%Y-%m-%d} 完成，请按月报告进度。")
    tell_proposers(
        project,
        f"您关心的“{project.title}”已交 {department.name} 承办，责任人{leader.strip()}，计划 {lines[-1]['due']:%Y-%m-%d} 完成。",
    )
    return project


def _problems(
    project: Project, department: Body | None, leader: str, starts_on: date | None, lines: Sequence[dict]
) -> list[str]:
    found, units = [], set(units_for(project.place).values_list("pk", flat=True))
    if department is None or department.pk not in units:
        found.append("请从本地区（或上级）的政府和部门里选择责任单位")
    if not leader.strip():
        found.append("请填写责任人的姓名和职务")
    if starts_on is None:
        found.append("请填写计划开工日期")
    if not lines:
        return [*found, "请至少列出一个节点（完成期限、累计计划、任务）"]
    if len(lines) > MILESTONES:
        found.append(f"节点太多，最多 {MILESTONES} 个")
    found += [
        f"第 {n} 个节点：任务应为 1 至 120 个字"
        for n, line in enumerate(lines, 1)
        if not 1 <= len(line["title"].strip()) <= 120
    ]
    found += [
        f"第 {n} 个节点：请从本地区（或上级）的政府和部门里选择承办单位"
        for n, line in enumerate(lines, 1)
        if line.get("unit") and line["unit"].pk not in units
    ]
    if any(a["due"] > b["due"] or a["share"] > b["share"] for a, b in pairwise(lines)):
        found.append("节点要由早到晚排列，累计计划逐步增加；已经完成的节点请保留原样")
    if lines[-1]["share"] != 100:
        found.append("最后一个节点的累计计划应为 100%")
    baseline = project.baselines.first()
    if baseline.due and lines[-1]["due"] > baseline.due:
        found.append(f"计划完成日期晚于批准的 {baseline.due:%Y-%m-%d}；要推迟，须向人大申请实质变更")
    if starts_on:
        try:
            done = project.tasks.exclude(done_on=None).values_list("due", "share")
            curve_of(starts_on, [*done, *((line["due"], line["share"]) for line in lines)])
        except PlanRefused as error:
            found += [problem for problem in error.problems if problem not in found]
    return found


@transaction.atomic
def finish_task(*, task: Task, done_on: date | None = None, by: Seat) -> Task:
    """A milestone is reached. done_on: default today. Raises NotYours for another unit, Refused (twice, or in the future)."""
    project = locked(task.project)
    require_executor("finish_task", project, by)
    MOVES.take("finish_task", project, by)
    task = Task.objects.select_for_update().get(pk=task.pk)
    if task.project_id != project.pk:
        raise NotYours("finish_task")
    done_on = done_on or timezone.localdate()
    if task.done_on:
        raise Refused(f"“{task}”已登记在 {task.done_on:%Y-%m-%d} 完成")
    if done_on > timezone.localdate():
        raise Refused("完成日期不能在今天之后")
    task.done_on = done_on
    task.version += 1
    task.save(update_fields=["done_on", "version"])
    relight(project)
    project.save()
    record("deliver.progressed", project, by, task=task.pk)
    record("deliver.task_finished", task, by, project=project.pk)
    return task


@transaction.atomic
def file_breakdown(*, year: Year, by: Seat) -> Paper:
    """File the table of tasks as the year's 任务分解表. Raises Refused while a project has no unit or plan."""
    MOVES.take("file_breakdown", year, by)
    projects = (
        Project.objects.filter(year=year)
        .exclude(state=ProjectState.TERMINATED)
        .select_related("department")
        .prefetch_related("tasks__unit")
    )
    open_ones = [project for project in projects if project.state == ProjectState.ADOPTED]
    if open_ones or not projects:
        raise Refused(
            *(f"“{project}”还没有分解任务" for project in open_ones), *([] if projects else ["还没有公布入选项目"])
        )
    title = f"{year.place.name}{year.number}年民生实事项目任务分解表"
    return file_drawn_up(year=year, kind=PaperKind.TASK_BREAKDOWN, title=title, body=breakdown_text(projects), by=by)
