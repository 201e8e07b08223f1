"""Pages of 整改: one form for each step of a finding, from its assignment to its verification."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from piaojue.commons.evidence.fields import keeping
from piaojue.commons.evidence.models import Upload
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.web.act_pages import ActForm
from piaojue.commons.web.request import Request
from piaojue.commons.words import said, zh
from piaojue.stages.supervise import actions, forms, queries
from piaojue.stages.supervise.forms_suggestion import LONGEST_TITLE, RaiseSuggestionForm
from piaojue.stages.supervise.models import ENDED, DeputySuggestion, Finding
from piaojue.stages.supervise.moves import MOVES


def _finding(request: Request, pk: int) -> Finding:
    return queries.finding_for(request.seat, pk)


def _context(request: Request, finding: Finding) -> dict[str, Any]:
    """The words of who reported it stand above the form for those who may read them."""
    shown = finding.text if queries.may_read_words(finding, request.seat) else finding.project
    return {"lead": zh(shown)}


def _mending(code: str, word: str, done: str, **more: Any) -> ActForm:
    """The form of one step. word: what stands before the project in its heading; done: what is said afterwards."""
    return ActForm(
        line=MOVES[code],
        find=_finding,
        action=getattr(actions, code),
        thing="finding",
        heading=lambda finding: format_html("{}{}{}", said(word), _("："), zh(finding.project.title)),
        context=_context,
        submit="提交",
        done=lambda finding: said(done),
        goes_to=Finding.get_absolute_url,
        **{"shell": "ui/desk.html"} | more,
    )


def _with_proofs(request: Request, finding: Finding, cleaned: dict[str, Any]) -> Mapping[str, Any]:
    return cleaned | {"proofs": _proofs(cleaned["proofs"], finding, request.seat)}


def _proofs(files: Iterable[UploadedFile], finding: Finding, seat: Seat | None) -> Iterator[Upload]:
    """Photos and papers, each stored when the act takes it."""
    for file in files:
        is_photo = (file.content_type or "").startswith("image/")
        yield from keeping([file], place=finding.place, by=seat, photo=is_photo)


def _from_the_finding(request: Request, finding: Finding) -> dict[str, Any]:
    """The suggestion begins with the project's name and what was found, as far as it may be read; a closed finding needs none."""
    if finding.state in ENDED:
        raise Refused(_("这个问题已核实销号，不用再转为代表建议"))
    words = finding.text if queries.may_read_words(finding, request.seat) else ""
    title = f"关于“{finding.project.title}”整改问题的建议"
    return {"initial": {"title": title[:LONGEST_TITLE], "text": words}}


STEPS = {
    "assign": _mending(
        "assign_finding",
        "交办",
        "问题已交办",
        form=forms.AssignFindingForm,
        form_options=lambda request, finding: {"finding": finding, "initial": {}},
    ),
    "dismiss": _mending("dismiss_finding", "不予交办", "已告知反映人", form=forms.DismissForm),
    "answer": _mending(
        "answer_finding",
        "办理回执",
        "回执已提交，等待核实",
        form=forms.AnswerFindingForm,
        values=_with_proofs,
    ),
    "assess": _mending(
        "assess_mending",
        "核实意见",
        gettext_noop("意见已送达，由人大工作机构办结"),
        form=forms.AssessForm,
        shell="",
    ),
    "return": _mending("return_finding", "退回重办", "已退回责任单位", form=forms.ReturnForm),
    "close": _mending(
        "close_finding",
        "核实销号",
        "问题已核实销号",
        form=forms.CloseForm,
        form_options=lambda request, finding: {"finding": finding, "initial": {}},
    ),
    "suggest": ActForm(
        line=MOVES["raise_suggestion"],
        find=_finding,
        action=actions.raise_suggestion,
        thing="source",
        form=RaiseSuggestionForm,
        form_options=_from_the_finding,
        context=_context,
        submit="提交",
        done=lambda suggestion: _("代表建议已提出，等待交办"),
        goes_to=DeputySuggestion.get_absolute_url,
    ),
    "dispute": _mending(
        "dispute_finding",
        gettext_noop("申诉"),
        gettext_noop("申诉已送达，问题退回重办"),
        form=forms.DisputeForm,
        shell="ui/public.html",
    ),
}
"""Last part of the address → the step."""


def mend(request: Request, pk: int, act: str) -> HttpResponse:
    """One step of a finding's mending. Raises NotYours for an unknown one."""
    if act not in STEPS:
        raise NotYours(act)
    return STEPS[act](request, pk=pk)
