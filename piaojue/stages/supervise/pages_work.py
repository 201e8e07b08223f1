"""Pages of 监督 that act: one form each."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from piaojue.commons.evidence.fields import kept
from piaojue.commons.moves import NotYours
from piaojue.commons.web.forms import fill, version_of
from piaojue.commons.words import said, zh
from piaojue.commons.years.queries import on_page, year_at
from piaojue.stages.deliver.public import Project
from piaojue.stages.supervise import actions, queries
from piaojue.stages.supervise import forms as f
from piaojue.stages.supervise.models import Question
from piaojue.stages.supervise.moves import MOVES


def new_activity(request: HttpRequest, place: str, number: int) -> HttpResponse:
    year = year_at(request, place, number)
    MOVES.require("record_activity", year.place, request.seat)

    def then(cleaned: dict) -> str:
        photos = kept(cleaned.pop("photos"), place=year.place, by=request.seat)
        return actions.record_activity(year=year, by=request.seat, photos=photos, **cleaned).get_absolute_url()

    return fill(
        request,
        f.ActivityForm,
        then,
        context={"heading": _("登记监督活动"), "lead": zh(year), "cancel": f"{year.get_absolute_url()}supervision/"},
        form_kwargs={"year": year},
    )


def new_finding(request: HttpRequest, place: str, number: int) -> HttpResponse:
    """A finding by a supervisor's own eyes."""
    year = year_at(request, place, number)
    MOVES.require("raise_finding", year.place, request.seat)
    return _found(request, Project.objects.filter(year=year).order_by("no"), f"{year.get_absolute_url()}findings/")


def activity_finding(request: HttpRequest, pk: int) -> HttpResponse:
    """A finding of an activity."""
    activity = queries.activity_for(request.seat, pk)
    MOVES.require("raise_finding", activity.place, request.seat)
    on_page(request, activity)
    projects = (
        Project.objects.filter(pk=activity.project_id)
        if activity.project_id
        else Project.objects.filter(year=activity.year).order_by("no")
    )
    return _found(request, projects, activity.get_absolute_url(), activity=activity)


def _found(request: HttpRequest, projects: QuerySet[Project], back: str, **more: Any) -> HttpResponse:
    def then(cleaned: dict) -> str:
        photos = kept(cleaned.pop("photos"), place=cleaned["project"].place, by=request.seat)
        actions.raise_finding(by=request.seat, photos=photos, **more, **cleaned)
        messages.success(request, _("问题已登记，等待交办"))
        return back

    return fill(
        request,
        f.FindingForm,
        then,
        context={
            "heading": _("登记问题"),
            "lead": _("交办后由责任单位整改，由执行单位以外的人核实销号。"),
            "cancel": back,
            "frame": "ui/public.html",
        },
        form_kwargs={"projects": projects},
    )


def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """One question of an inquiry's list."""
    activity = queries.activity_for(request.seat, pk)
    MOVES.require("ask_question", activity.place, request.seat)
    on_page(request, activity)

    def then(cleaned: dict) -> str:
        actions.ask_question(activity=activity, by=request.seat, **cleaned)
        return activity.get_absolute_url()

    return fill(
        request,
        f.QuestionForm,
        then,
        context={"heading": _("列入询问问题"), "lead": zh(activity.title), "cancel": activity.get_absolute_url()},
        form_kwargs={"place": activity.place},
    )


def answer_question(request: HttpRequest, pk: int) -> HttpResponse:
    question = Question.objects.select_related("place", "year__place", "activity", "asked_of").filter(pk=pk).first()
    if question is None:
        raise NotYours("answer_question")
    MOVES.require("answer_question", question.place, request.seat)
    if request.seat.body_id != question.asked_of_id:
        raise NotYours("answer_question")
    on_page(request, question)

    def then(cleaned: dict) -> str:
        actions.answer_question(question=question, by=request.seat, version=version_of(request), **cleaned)
        messages.success(request, "答复已公开")
        return question.get_absolute_url()

    context = {"heading": "答复询问", "lead": question.text, "cancel": question.get_absolute_url(), "thing": question}
    return fill(
        request, f.AnswerQuestionForm, then, context=context, form_kwargs={"initial": {"answer": question.answer}}
    )


def project_of(code: str) -> Project:
    project = Project.objects.select_related("place", "year__place", "department").filter(code=code).first()
    if project is None:
        raise NotYours("project")
    return project


def report(request: HttpRequest, code: str) -> HttpResponse:
    """扫码反映: from the project's public page, by a phone."""
    project = project_of(code)
    MOVES.require("report_by_scan", project.place, request.seat)
    on_page(request, project)

    def then(cleaned: dict) -> str:
        photos = kept(cleaned.pop("photos"), place=project.place, by=request.seat, public=False)
        made = actions.report_by_scan(project=project, by=request.seat, photos=photos, **cleaned)
        messages.success(request, _("收到了，谢谢您。每一步都会通知您，在这一页也能看到。"))
        return made.get_absolute_url()

    return fill(
        request,
        f.ReportForm,
        then,
        context={
            "heading": _("反映问题"),
            "lead": zh(project.title),
            "cancel": project.get_absolute_url(),
            "frame": "ui/public.html",
            "submit": _("提交反映"),
        },
    )


def patrol(request: HttpRequest, code: str) -> HttpResponse:
    """巡查: a volunteer's or deputy's visit."""
    project = project_of(code)
    MOVES.require("patrol", project.place, request.seat)
    on_page(request, project)

    def then(cleaned: dict) -> str:
        photos = kept(cleaned.pop("photos"), place=project.place, by=request.seat)
        actions.patrol(project=project, by=request.seat, photos=photos, **cleaned)
        messages.success(request, _("巡查已登记"))
        return project.get_absolute_url()

    return fill(
        request,
        f.PatrolForm,
        then,
        context={
            "heading": _("登记巡查"),
            "lead": zh(project.title),
            "cancel": project.get_absolute_url(),
            "frame": "ui/public.html",
        },
    )


def ask_progress(request: HttpRequest, code: str) -> HttpResponse:
    project = project_of(code)
    MOVES.require("ask_progress", project.place, request.seat)
    on_page(request, project)

    def then(cleaned: dict) -> str:
        return actions.ask_progress(project=project, by=request.seat, **cleaned).get_absolute_url()

    return fill(
        request,
        f.AskForm,
        then,
        context={
            "heading": _("问进度"),
            "lead": zh(f"{project.title} · {project.department or _('责任单位待定')}"),
            "cancel": project.get_absolute_url(),
            "frame": "ui/public.html",
        },
    )


def group(request: HttpRequest, code: str) -> HttpResponse:
    """编排监督小组."""
    project = project_of(code)
    MOVES.require("set_group", project.place, request.seat)
    on_page(request, project)

    def then(cleaned: dict) -> str:
        actions.set_group(project=project, by=request.seat, **cleaned)
        messages.success(request, "监督小组已保存")
        return project.get_absolute_url()

    return fill(
        request,
        f.GroupForm,
        then,
        context={"heading": "监督小组", "lead": project.title, "cancel": project.get_absolute_url()},
        form_kwargs={"project": project, "initial": {}},
    )


MENDING = {
    "assign": ("assign_finding", f.AssignFindingForm, "交办", "问题已交办"),
    "dismiss": ("dismiss_finding", f.DismissForm, "不予交办", "已告知反映人"),
    "answer": ("answer_finding", f.AnswerFindingForm, "办理回执", "回执已提交，等待核实"),
    "return": ("return_finding", f.ReturnForm, "退回重办", "已退回责任单位"),
    "close": ("close_finding", f.CloseForm, "核实销号", "问题已核实销号"),
    "dispute": ("dispute_finding", f.DisputeForm, gettext_noop("申诉"), gettext_noop("申诉已送达，问题退回重办")),
}
"""address → (line of the policy, form, heading, what is said afterwards)"""


def mend(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """One step of a finding's mending."""
    if act not in MENDING:
        raise NotYours(act)
    line, form_class, heading, done = MENDING[act]
    finding = queries.finding_for(request.seat, pk)
    MOVES.require(line, finding.place, request.seat)
    _only_whose_turn(finding, act, request.seat)
    on_page(request, finding)

    def then(cleaned: dict) -> str:
        if act == "answer":
            cleaned["proofs"] = [
                one
                for file in cleaned["proofs"]
                for one in kept(
                    [file], place=finding.place, by=request.seat, photo=(file.content_type or "").startswith("image/")
                )
            ]
        if act != "dispute":
            cleaned["version"] = version_of(request)
        getattr(actions, line)(finding=finding, by=request.seat, **cleaned)
        messages.success(request, said(done))
        return finding.get_absolute_url()

    lead = zh(finding.text if queries.may_read_words(finding, request.seat) else finding.project)
    context = {
        "heading": format_html("{}{}{}", said(heading), _("："), zh(finding.project.title)),
        "lead": lead,
        "cancel": finding.get_absolute_url(),
        "thing": finding,
        "frame": "ui/public.html" if act == "dispute" else "ui/desk.html",
    }
    return fill(
        request,
        form_class,
        then,
        context=context,
        form_kwargs={"finding": finding, "initial": {}} if act == "assign" else None,
    )


def _only_whose_turn(finding: Any, act: str, seat: Any) -> None:
    if act == "answer" and seat.body_id != finding.assigned_to_id:
        raise NotYours(act)
    if act == "dispute" and seat.person_id != finding.reporter_id:
        raise NotYours(act)
