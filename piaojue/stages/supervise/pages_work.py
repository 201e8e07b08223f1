"""Pages of 监督 at a desk: activities, the questions of an inquiry and their answers, findings, a project's group."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from piaojue.commons.evidence.fields import keeping
from piaojue.commons.moves import NotYours
from piaojue.commons.people.models import Seat
from piaojue.commons.web.act_pages import ActButton, ActForm
from piaojue.commons.web.request import Request
from piaojue.commons.words import zh
from piaojue.commons.years.models import Year
from piaojue.commons.years.queries import year_at
from piaojue.stages.deliver.public import Project, project_at
from piaojue.stages.supervise import actions, forms, queries
from piaojue.stages.supervise.hearing import next_way
from piaojue.stages.supervise.models import Activity, Finding, Question
from piaojue.stages.supervise.moves import MOVES


def _activity_values(request: Request, year: Year, cleaned: dict[str, Any]) -> Mapping[str, Any]:
    return cleaned | {"photos": keeping(cleaned["photos"], place=year.place, by=request.seat)}


new_activity = ActForm(
    path="<place:place>/<int:number>/supervision/new/",
    name="new_activity",
    line=MOVES["record_activity"],
    find=year_at,
    action=actions.record_activity,
    thing="year",
    values=_activity_values,
    form=forms.ActivityForm,
    form_options=lambda request, year: {"year": year, "seat": request.seat},
    lead=zh,
    submit="提交",
    cancel=lambda year: year.page("activities"),
    goes_to=Activity.get_absolute_url,
)


def _way(activity: Activity) -> str:
    step = next_way(activity)
    return f"{step.says}，最迟 {step.due}（{step.source}）" if step else ""


hand_on_report = ActForm(
    of=Activity,
    path="activities/<int:pk>/hand-on/",
    line=MOVES["hand_on_report"],
    find=lambda request, pk: queries.activity_for(request.seat, pk),
    action=actions.hand_on_report,
    thing="activity",
    form=forms.HandedOnForm,
    form_options=lambda request, activity: {"initial": {"on": timezone.localdate()}},
    lead=_way,
    submit="登记",
    done="送交日期已登记",
    goes_to=Activity.get_absolute_url,
)


def _finding_values(request: Request, thing: Year | Activity, cleaned: dict[str, Any]) -> Mapping[str, Any]:
    place = cleaned["project"].place
    return cleaned | {"photos": keeping(cleaned["photos"], place=place, by=request.seat)}


FINDING: dict[str, Any] = {
    "line": MOVES["raise_finding"],
    "values": _finding_values,
    "form": forms.FindingForm,
    "lead": lambda thing: _("交办后由责任单位整改，由执行单位以外的人核实销号。"),
    "submit": "提交",
    "done": lambda finding: _("问题已登记，等待交办"),
    "shell": "ui/public.html",
}
"""What a finding's two forms have in common."""


def _raise_in_year(*, year: Year, by: Seat, **finding: Any) -> Finding:
    """A finding by a supervisor's own eyes."""
    return actions.raise_finding(by=by, **finding)


new_finding = ActForm(
    path="<place:place>/<int:number>/findings/new/",
    name="new_finding",
    find=year_at,
    action=_raise_in_year,
    thing="year",
    form_options=lambda request, year: {"projects": queries.projects_in(year)},
    cancel=lambda year: year.page("findings"),
    goes_to=lambda finding: finding.year.page("findings"),
    **FINDING,
)

activity_finding = ActForm(
    path="activities/<int:pk>/finding/",
    name="activity_finding",
    find=lambda request, pk: queries.activity_for(request.seat, pk),
    action=actions.raise_finding,
    thing="activity",
    form_options=lambda request, activity: {
        "projects": queries.projects_seen(activity),
        "initial": {"project": request.GET.get("project", "")},
    },
    goes_to=lambda finding: finding.activity.get_absolute_url(),
    **FINDING,
)
"""A finding of an activity."""

ask = ActForm(
    path="activities/<int:pk>/ask/",
    line=MOVES["ask_question"],
    find=lambda request, pk: queries.activity_for(request.seat, pk),
    action=actions.ask_question,
    thing="activity",
    form=forms.QuestionForm,
    form_options=lambda request, activity: {"place": activity.place},
    heading=lambda activity: _("列入询问问题"),
    lead=lambda activity: zh(activity.title),
    submit="提交",
    goes_to=Question.get_absolute_url,
)
"""One question of an inquiry's list."""

answer_question = ActForm(
    path="inquiries/<int:pk>/answer/",
    name="answer_inquiry",
    line=MOVES["answer_question"],
    find=lambda request, pk: queries.question_for(request.seat, pk),
    action=actions.answer_question,
    thing="question",
    form=forms.AnswerQuestionForm,
    form_options=lambda request, question: {
        "initial": {
            "answer": question.answer,
            "promise": question.promise,
            "promise_due": question.promise_due,
        }
    },
    lead=lambda question: question.text,
    submit="提交",
    done="答复已公开",
    goes_to=Question.get_absolute_url,
)


def _set_group(*, project: Project, by: Seat, **group: Any) -> Project:
    """The project whose group was arranged."""
    actions.set_group(project=project, by=by, **group)
    return project


group = ActForm(
    path="p/<str:code>/group/",
    name="supervision_group",
    line=MOVES["set_group"],
    find=lambda request, code: project_at(code),
    action=_set_group,
    thing="project",
    form=forms.GroupForm,
    form_options=lambda request, project: {"project": project, "initial": {}},
    heading="监督小组",
    lead=lambda project: project.title,
    submit="提交",
    done="监督小组已保存",
    goes_to=Project.get_absolute_url,
)
"""编排监督小组."""

WATCH = {
    "join": ActButton(
        line=MOVES["join_group"],
        find=lambda request, pk: queries.project_with(pk),
        action=actions.join_group,
        thing="project",
        done="您已认领这个项目：监督活动、发现的问题和答复都会通知您，亮红灯会列入“今天要办”",
        goes_to=lambda watch: watch.project.get_absolute_url(),
    ),
    "leave": ActButton(
        line=MOVES["leave_group"],
        find=lambda request, pk: queries.project_with(pk),
        action=actions.leave_group,
        thing="project",
        done="已退出监督小组",
        goes_to=Project.get_absolute_url,
    ),
}
"""Last part of the address → the act."""


def watch(request: Request, pk: int, act: str) -> HttpResponse:
    """认领 or leave the supervision group of a project. Raises NotYours for an unknown act."""
    if act not in WATCH:
        raise NotYours(act)
    return WATCH[act](request, pk=pk)
