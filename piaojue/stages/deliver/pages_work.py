"""Pages of 实施 that act on one project: plan, report, lamp, problems, milestones, acceptance."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from piaojue.commons.decisions.queries import awaiting, decisions_on
from piaojue.commons.evidence.fields import keeping
from piaojue.commons.moves import Move, NotYours
from piaojue.commons.people.models import Body, Seat
from piaojue.commons.web.act_pages import ActButton, ActForm
from piaojue.commons.web.request import Request
from piaojue.stages.deliver import actions, forms, queries
from piaojue.stages.deliver.budget import budget_problem
from piaojue.stages.deliver.calling import called_for
from piaojue.stages.deliver.models import Change, ChangeState, Problem, Project, ProjectState, Report, Slip, Talk, Task
from piaojue.stages.deliver.moves import MOVES
from piaojue.stages.deliver.values import PlannedTask
from piaojue.stages.deliver.wording import proposed_lines


def _project(request: Request, pk: int) -> Project:
    return queries.project_for(request.seat, pk)


def _task(request: Request, pk: int) -> Task:
    return queries.task_for(request.seat, pk)


def _work_page(thing: Project | Task | Report | Problem | Slip | Change | Talk) -> str:
    """The page of the project at work."""
    return (thing if isinstance(thing, Project) else thing.project).work_url


AT_WORK: dict[str, Any] = {
    "submit": "提交",
    "cancel": _work_page,
    "goes_to": _work_page,
    "shell": "ui/desk.html",
}
"""What the forms here have in common."""
ON_PROJECT: dict[str, Any] = {"find": _project, "thing": "project", **AT_WORK}


def _is_first_plan(project: Project) -> bool:
    return project.state == ProjectState.ADOPTED


def _plan_line(project: Project) -> Move:
    return MOVES["assign"] if _is_first_plan(project) else MOVES["replan"]


def _plan(
    *,
    project: Project,
    department: Body,
    leader: str,
    starts_on: date,
    tasks: Iterable[PlannedTask],
    by: Seat,
    co_departments: str,
    version: int | None,
) -> Project:
    """分解任务, or the plan of a new baseline."""
    act = actions.assign if _is_first_plan(project) else actions.replan
    return act(
        project=project,
        department=department,
        leader=leader,
        starts_on=starts_on,
        tasks=tasks,
        by=by,
        co_departments=co_departments,
        version=version,
    )


def _approved_goal(project: Project) -> str:
    baseline = project.baselines.first()
    if baseline is None or baseline.due is None:
        return project.title
    return f"批准的目标：{baseline.scope}；{baseline.goal or '按形象进度'}；{baseline.due:%Y-%m-%d} 前完成"


assign = ActForm(
    path="projects/<int:pk>/assign/",
    name="assign_project",
    line=_plan_line,
    action=_plan,
    form=forms.AssignForm,
    form_options=lambda request, project: {"project": project},
    heading=lambda project: f"{'分解任务' if _is_first_plan(project) else '重排计划'}：{project.title}",
    lead=_approved_goal,
    done="任务已分解，承办单位和提出人已得到通知",
    **ON_PROJECT,
)


def _report_values(request: Request, project: Project, cleaned: dict[str, Any]) -> Mapping[str, Any]:
    return cleaned | {"photos": keeping(cleaned["photos"], place=project.place, by=request.seat)}


report = ActForm(
    path="projects/<int:pk>/report/",
    name="report_progress",
    line=MOVES["report"],
    action=actions.report,
    values=_report_values,
    form=forms.ReportForm,
    form_options=lambda request, project: {"project": project, "initial": {}, "month": request.GET.get("month", "")},
    heading=lambda project: f"报告进度：{project.title}",
    lead="每月一期；累计数只增不减；再报同一期就是更正，更正前后的数字都会公开。",
    done="进度已报告",
    **ON_PROJECT,
)

lamp = ActForm(
    path="projects/<int:pk>/lamp/",
    line=MOVES["set_lamp"],
    action=actions.set_lamp,
    form=forms.LampForm,
    heading=lambda project: f"人工调整亮灯：{project.title}",
    lead=lambda project: f"按规则是{project.get_rule_lamp_display()}：{project.rule_reason or '尚无计划可比'}",
    done="亮灯已调整",
    **ON_PROJECT,
)

problem = ActForm(
    path="projects/<int:pk>/problem/",
    line=MOVES["raise_problem"],
    action=actions.raise_problem,
    form=forms.ProblemForm,
    heading=lambda project: f"上报难题：{project.title}",
    lead="由领导小组协调决定。",
    done="难题已上报领导小组",
    **ON_PROJECT,
)

request_change = ActForm(
    path="projects/<int:pk>/change/",
    line=MOVES["request_change"],
    action=actions.request_change,
    form=forms.ChangeForm,
    form_options=lambda request, project: {"project": project},
    heading=lambda project: f"申请实质变更：{project.title}",
    lead="改变表决通过的内容、规模、选址、资金、工期、责任单位，或终止、替换项目，须经人大（街道为党工委）批准。",
    done="变更申请已送审",
    **ON_PROJECT,
)


def _goal_and_progress(project: Project) -> str:
    baseline = project.baseline
    return f"目标：{baseline.goal or baseline.scope}；最近进度 {project.progress}%"


accept = ActForm(
    path="projects/<int:pk>/accept/",
    name="accept_project",
    line=MOVES["accept"],
    action=actions.accept,
    form=forms.AcceptForm,
    heading=lambda project: f"年底验收：{project.title}",
    lead=_goal_and_progress,
    done="验收结论已登记",
    **ON_PROJECT,
)


def _called(project: Project) -> str:
    escalation = called_for(project)
    return escalation.sentence if escalation else ""


def _who(request: Request, project: Project) -> dict[str, Any]:
    escalation = called_for(project)
    return {"initial": {"who": escalation.who if escalation else ""}}


talk = ActForm(
    path="projects/<int:pk>/talk/",
    of=Project,
    line=MOVES["call_in"],
    action=actions.call_in,
    form=forms.TalkForm,
    form_options=_who,
    heading=lambda project: f"登记约谈：{project.title}",
    lead=_called,
    done="约谈已登记，承办单位已得到通知",
    **ON_PROJECT,
)

answer_talk = ActForm(
    path="talks/<int:pk>/answer/",
    line=MOVES["answer_talk"],
    find=lambda request, pk: queries.talk_for(request.seat, pk),
    action=actions.answer_talk,
    thing="talk",
    form=forms.AnswerTalkForm,
    heading=lambda talk: f"落实约谈要求：{talk.project.title}",
    lead=lambda talk: talk.agreed,
    done="已报告落实情况",
    **AT_WORK,
)

finish = ActForm(
    path="tasks/<int:pk>/finish/",
    line=MOVES["finish_task"],
    find=_task,
    action=actions.finish_task,
    thing="task",
    form=forms.FinishTaskForm,
    heading=lambda task: f"节点完成：{task.title}",
    lead=lambda task: f"期限 {task.due:%Y-%m-%d}",
    done="节点已登记完成",
    **AT_WORK,
)

slip = ActForm(
    path="tasks/<int:pk>/slip/",
    name="slip_task",
    line=MOVES["slip"],
    find=_task,
    action=actions.slip,
    thing="task",
    form=forms.SlipForm,
    heading=lambda task: f"节点微调：{task.title}",
    lead=lambda task: f"原期限 {task.due:%Y-%m-%d}。不改变批准的完成时间才是微调；会公开。",
    done="节点已调整并公布",
    **AT_WORK,
)

decide_problem = ActForm(
    path="problems/<int:pk>/decide/",
    line=MOVES["decide_problem"],
    find=lambda request, pk: queries.problem_for(request.seat, pk),
    action=actions.decide_problem,
    thing="problem",
    form=forms.DecideProblemForm,
    form_options=lambda request, problem: {"problem": problem},
    heading=lambda problem: f"协调难题：{problem.project.title}",
    lead=lambda problem: problem.text,
    done="决定已送达承办单位",
    **AT_WORK,
)

solve_problem = ActForm(
    path="problems/<int:pk>/solve/",
    line=MOVES["solve_problem"],
    find=lambda request, pk: queries.decided_problem_for(request.seat, pk),
    action=actions.solve_problem,
    thing="problem",
    values=lambda request, problem, cleaned: (
        cleaned | {"proofs": keeping(cleaned["proofs"], place=problem.place, by=request.seat, photo=False)}
    ),
    form=forms.SolveProblemForm,
    heading=lambda problem: f"难题已解决：{problem.project.title}",
    lead=lambda problem: problem.decision,
    done="已报告解决情况",
    **AT_WORK,
)


def _now(project: Project) -> str:
    return f"现在是：{project.get_state_display()}，{project.get_lamp_display()}"


STEPS = {
    "declare_done": ActButton(
        line=MOVES["declare_done"],
        find=_project,
        action=actions.declare_done,
        thing="project",
        done=_now,
        goes_to=_work_page,
    ),
    "set_lamp": ActButton(
        line=MOVES["clear_lamp"],
        find=_project,
        action=actions.clear_lamp,
        thing="project",
        done=_now,
        goes_to=_work_page,
    ),
}
"""Last part of the address → the act."""


def step(request: Request, pk: int, act: str) -> HttpResponse:
    """One act on a project that needs no form. Raises NotYours for an unknown one."""
    if act not in STEPS:
        raise NotYours(act)
    return STEPS[act](request, pk=pk)


@require_GET
def change(request: Request, pk: int) -> HttpResponse:
    """What is asked to change, beside what was voted on; which body decides, or has decided."""
    row = queries.change_for(request.seat, pk)
    request.year_row = row.year
    context = {
        "change": row,
        "project": row.project,
        "year": row.year,
        "proposed": proposed_lines(row),
        "decisions": [
            one for one in decisions_on(row) if one.public or MOVES.entitled("read_work", row.place, request.seat)
        ],
        "budget_problem": budget_problem(row) if row.state == ChangeState.REQUESTED else None,
        "awaits": awaiting(row, row.year, request.seat),
    }
    return render(request, "deliver/change.html", context)
