"""Pages of a year that was a mistake: to void it, to reopen its last gate, to wipe a practice year; and of what is asked."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from piaojue.commons.corrections import queries, year_actions
from piaojue.commons.corrections.forms import ReasonForm, RefuseForm, WipeForm
from piaojue.commons.corrections.motions import Motion, MotionKind
from piaojue.commons.corrections.moves import MOVES, still_needed
from piaojue.commons.moves import NotYours
from piaojue.commons.roles import word_for
from piaojue.commons.web.act_pages import ActButton, ActForm
from piaojue.commons.web.request import Request
from piaojue.commons.years.gates import last_passed
from piaojue.commons.years.models import Year
from piaojue.commons.years.queries import year_at
from piaojue.commons.years.road import ROADS


def _void_lead(year: Year) -> str:
    begun = year.passages.exists() or year.signatures.exists()
    how = "已经签署或通过过关口，须由另一人同意后才作废" if begun else "还没有签署或通过关口，提交后立即作废"
    return f"{year}。{how}。作废后不再列出、统计和公开，操作记录仍可查阅，可以重新开启同一年度。"


void_year = ActForm(
    of=Year,
    kind="quiet",
    path="<place:place>/<int:number>/void/",
    line=MOVES["void_year"],
    find=year_at,
    action=year_actions.void_year,
    thing="year",
    form=ReasonForm,
    lead=_void_lead,
    cancel=lambda year: year.page("year_road"),
    done=lambda motion: "年度已作废" if motion.year.is_voided else "已提请作废，等另一人同意",
    goes_to=Motion.get_absolute_url,
)


def _reopen_lead(year: Year) -> str:
    gate = last_passed(year)
    if gate is None:
        return f"{year}还没有通过关口。"
    who = "、".join(word_for(role, year.place) for role in gate.signers)
    return f"退回到“{gate.source.label}”阶段，须由签署这个关口的各方都同意：{who}。原来的签署撤回，要重新签；文书和各环节的内容都留着。"


reopen_gate = ActForm(
    of=Year,
    kind="quiet",
    path="<place:place>/<int:number>/reopen/",
    line=MOVES["reopen_gate"],
    find=year_at,
    action=year_actions.reopen_gate,
    thing="year",
    form=ReasonForm,
    lead=_reopen_lead,
    cancel=lambda year: year.page("year_road"),
    done=lambda motion: "已记录",
    goes_to=Motion.get_absolute_url,
)


wipe_practice = ActForm(
    of=Year,
    kind="danger",
    path="<place:place>/<int:number>/wipe/",
    line=MOVES["wipe_practice"],
    find=year_at,
    action=year_actions.wipe_practice,
    thing="year",
    form=WipeForm,
    lead=lambda year: f"{year}的全部建议、文书、投票和其他内容都会删除，不能恢复；操作记录里留一条“清除试运行”。",
    cancel=lambda year: year.page("year_road"),
    done="试运行已经清除",
    goes_to=lambda result: reverse("years"),
)


def _motion(request: Request, pk: int) -> Motion:
    motion = queries.motion(pk)
    if motion is None:
        raise Http404
    return motion


@require_GET
def motion(request: Request, pk: int) -> HttpResponse:
    """What was asked of a year, who has agreed, who has to yet."""
    motion = _motion(request, pk)
    if not MOVES.entitled("read_corrections", motion.place, request.seat):
        raise NotYours("motion")
    request.year_row = None if motion.year.is_voided else motion.year
    gate = next((gate for gate in ROADS[motion.year.road] if gate.key == motion.gate), None)
    context = {
        "motion": motion,
        "gate": gate,
        "assents": motion.assents.select_related("seat__body"),
        "needed": _needed(motion),
        "papers": motion.year.papers.all(),
        "passages": motion.year.passages.all(),
    }
    return render(request, "corrections/motion.html", context)


@require_GET
def voided_year(request: Request, pk: int) -> HttpResponse:
    """Why a year was voided, for who reads the log: the page of the motion that did it."""
    found = queries.what_voided(pk)
    if found is None:
        raise Http404
    return motion(request, found.pk)


def _needed(motion: Motion) -> str:
    """Who has to agree yet, in words."""
    if motion.state != "waiting":
        return ""
    if motion.kind == MotionKind.VOID:
        return "另一角色的一人"
    return "、".join(word_for(role, motion.place) for role in still_needed(motion))


agree = ActButton(
    of=Motion,
    kind="primary",
    confirm="确定同意？各方都同意后立即生效。",
    path="motions/<int:pk>/agree/",
    line=MOVES["agree_to_motion"],
    find=_motion,
    action=year_actions.agree_to_motion,
    thing="motion",
    done="已同意",
    goes_to=Motion.get_absolute_url,
)

refuse_motion = ActForm(
    of=Motion,
    path="motions/<int:pk>/refuse/",
    line=MOVES["refuse_motion"],
    find=_motion,
    action=year_actions.refuse_motion,
    thing="motion",
    form=RefuseForm,
    lead=lambda motion: f"{motion}。年度保持原样，提出人会收到理由。",
    done="没有同意，年度保持原样",
    cancel=Motion.get_absolute_url,
    goes_to=Motion.get_absolute_url,
)
