"""Pages of 实施 that act: one form each, all filled the same way."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from piaojue.commons.evidence.fields import kept
from piaojue.commons.moves import NotYours
from piaojue.commons.people.models import Seat
from piaojue.commons.web.forms import fill, version_of
from piaojue.commons.years.queries import on_page, year_at
from piaojue.stages.deliver import actions, queries
from piaojue.stages.deliver import forms as f
from piaojue.stages.deliver.actions.locking import require_executor
from piaojue.stages.deliver.models import Problem, Project, ProjectState, Task
from piaojue.stages.deliver.moves import MOVES


def _form(
    request: HttpRequest,
    project: Project,
    form_class: type[forms.Form],
    action: Callable[..., Any],
    heading: str,
    lead: str,
    done: str,
    form_kwargs: dict | None = None,
    thing: Any = None,
) -> HttpResponse:
    """One act on a project: the form, then back to the project's page."""
    on_page(request, project)

    def then(cleaned: dict) -> str:
        action(by=request.seat, **cleaned)
        messages.success(request, done)
        return project.work_url

    context = {"heading": heading, "lead": lead, "cancel": project.work_url, "thing": thing, "frame": "ui/desk.html"}
    return fill(request, form_class, then, context=context, form_kwargs=form_kwargs)


def _at(request: HttpRequest, pk: int, act: str, *, executor: bool = False) -> Project:
    project = queries.project_for(request.seat, pk)
    if executor:
        require_executor(act, project, request.seat)
    else:
        MOVES.require(act, project.place, request.seat)
    return project


def _row(request: HttpRequest, model: type, pk: int, act: str, *, executor: bool = False) -> Task | Problem:
    row = queries.row_for(model, request.seat, pk)
    _at(request, row.project_id, act, executor=executor)
    return row


def assign(request: HttpRequest, pk: int) -> HttpResponse:
    """分解任务, or the plan of a new baseline."""
    project = _at(request, pk, "assign")
    first = project.state == ProjectState.ADOPTED
    act = actions.assign if first else actions.replan
    baseline = project.baselines.first()
    lead = (
        f"批准的目标：{baseline.scope}；{baseline.goal or '按形象进度'}；{baseline.due:%Y-%m-%d} 前完成"
        if baseline and baseline.due
        else project.title
    )

    def action(by: Seat, **cleaned: Any) -> None:
        act(project=project, by=by, version=version_of(request), **cleaned)

    heading = f"{'分解任务' if first else '重排计划'}：{project.title}"
    return _form(
        request,
        project,
        f.AssignForm,
        action,
        heading,
        lead,
        "任务已分解，承办单位和提出人已得到通知",
        {"project": project},
        project,
    )


def report(request: HttpRequest, pk: int) -> HttpResponse:
    project = _at(request, pk, "report", executor=True)

    def action(by: Seat, photos: list, **cleaned: Any) -> None:
        actions.report(
            project=project,
            by=by,
            photos=kept(photos, place=project.place, by=by),
            version=version_of(request),
            **cleaned,
        )

    lead = "每月一期；累计数只增不减；再报同一期就是更正，前后都留在操作记录里。"
    return _form(
        request,
        project,
        f.ReportForm,
        action,
        f"报告进度：{project.title}",
        lead,
        "进度已报告",
        {"project": project, "initial": {}},
        project,
    )


def lamp(request: HttpRequest, pk: int) -> HttpResponse:
    project = _at(request, pk, "set_lamp")
    lead = f"按规则是{project.get_rule_lamp_display()}：{project.rule_reason or '尚无计划可比'}"

    def action(by: Seat, **cleaned: Any) -> None:
        actions.set_lamp(project=project, by=by, version=version_of(request), **cleaned)

    return _form(
        request, project, f.LampForm, action, f"人工调整亮灯：{project.title}", lead, "亮灯已调整", None, project
    )


def lamp_rule(request: HttpRequest, place: str, number: int) -> HttpResponse:
    """亮灯规则: the thresholds as this place has them."""
    year = year_at(request, place, number)
    MOVES.require("set_lamp_rule", year.place, request.seat)
    back = f"{year.get_absolute_url()}projects/"

    def then(cleaned: dict) -> str:
        actions.set_lamp_rule(year=year, by=request.seat, version=version_of(request), **cleaned)
        messages.success(request, "亮灯规则已保存，全部项目已按新规则重新亮灯")
        return back

    context = {
        "heading": "亮灯规则",
        "lead": "改动记入操作记录；人工调整的亮灯不受影响。",
        "cancel": back,
        "thing": year,
        "frame": "ui/desk.html",
    }
    return fill(
        request,
        f.LampRuleForm,
        then,
        context=context,
        form_kwargs={"initial": f.LampRuleForm.initial_of(year.settings.lamps)},
    )


def problem(request: HttpRequest, pk: int) -> HttpResponse:
    project = _at(request, pk, "raise_problem", executor=True)

    def action(by: Seat, **cleaned: Any) -> None:
        actions.raise_problem(project=project, by=by, **cleaned)

    return _form(
        request,
        project,
        f.ProblemForm,
        action,
        f"上报难题：{project.title}",
        "由领导小组协调决定。",
        "难题已上报领导小组",
    )


def change(request: HttpRequest, pk: int) -> HttpResponse:
    project = _at(request, pk, "request_change")
    lead = "改变表决通过的内容、规模、选址、资金、工期、责任单位，或终止、替换项目，须经人大（街道为党工委）批准。"

    def action(by: Seat, **cleaned: Any) -> None:
        actions.request_change(project=project, by=by, version=version_of(request), **cleaned)

    return _form(
        request,
        project,
        f.ChangeForm,
        action,
        f"申请实质变更：{project.title}",
        lead,
        "变更申请已送审",
        {"project": project},
        project,
    )


def accept(request: HttpRequest, pk: int) -> HttpResponse:
    project = _at(request, pk, "accept")
    baseline = project.baselines.first()
    lead = f"目标：{baseline.goal or baseline.scope}；最近进度 {project.progress}%"

    def action(by: Seat, **cleaned: Any) -> None:
        actions.accept(project=project, by=by, version=version_of(request), **cleaned)

    return _form(
        request, project, f.AcceptForm, action, f"年底验收：{project.title}", lead, "验收结论已登记", None, project
    )


def finish(request: HttpRequest, pk: int) -> HttpResponse:
    task = _row(request, Task, pk, "finish_task", executor=True)

    def action(by: Seat, **cleaned: Any) -> None:
        actions.finish_task(task=task, by=by, **cleaned)

    return _form(
        request,
        task.project,
        f.FinishTaskForm,
        action,
        f"节点完成：{task.title}",
        f"期限 {task.due:%Y-%m-%d}",
        "节点已登记完成",
    )


def slip(request: HttpRequest, pk: int) -> HttpResponse:
    task = _row(request, Task, pk, "slip")
    lead = f"原期限 {task.due:%Y-%m-%d}。不改变批准的完成时间才是微调；会公开。"

    def action(by: Seat, **cleaned: Any) -> None:
        actions.slip(task=task, by=by, **cleaned)

    return _form(request, task.project, f.SlipForm, action, f"节点微调：{task.title}", lead, "节点已调整并公布")


def decide(request: HttpRequest, pk: int) -> HttpResponse:
    found = _row(request, Problem, pk, "decide_problem")

    def action(by: Seat, **cleaned: Any) -> None:
        actions.decide_problem(problem=found, by=by, version=version_of(request), **cleaned)

    return _form(
        request,
        found.project,
        f.DecideProblemForm,
        action,
        f"协调难题：{found.project.title}",
        found.text,
        "决定已送达承办单位",
        None,
        found,
    )


def solve(request: HttpRequest, pk: int) -> HttpResponse:
    found = _row(request, Problem, pk, "solve_problem", executor=True)
    if not found.decision:
        raise NotYours("solve_problem")

    def action(by: Seat, **cleaned: Any) -> None:
        actions.solve_problem(problem=found, by=by, version=version_of(request), **cleaned)

    return _form(
        request,
        found.project,
        f.SolveProblemForm,
        action,
        f"难题已解决：{found.project.title}",
        found.decision,
        "已报告解决情况",
        None,
        found,
    )
