"""Pages of papers that the system writes: the year's shelf, one paper as it would look now, one that is kept."""

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from piaojue.commons.draftable import Document as Line
from piaojue.commons.draftable import Written, written
from piaojue.commons.drafting import actions, queries
from piaojue.commons.drafting.forms import FileForm, IssueForm, ReasonForm, ScanForm, WordsForm
from piaojue.commons.drafting.models import Document
from piaojue.commons.drafting.moves import MOVES
from piaojue.commons.evidence.keep import keep
from piaojue.commons.web.act_pages import ActButton, ActForm
from piaojue.commons.web.official import PrintedPaper, paper_file
from piaojue.commons.web.request import Request
from piaojue.commons.years.models import Year
from piaojue.commons.years.queries import on_page, year_at

FORMS = ("pdf", "docx")


@require_GET
def documents(request: Request, place: str, number: int) -> HttpResponse:
    """Every paper that the system can write for the year, stage by stage."""
    year = year_at(request, place, number)
    MOVES.require("read_documents", year.place, request.seat)
    return render(request, "drafting/documents.html", {"year": year, "shelves": queries.shelves(year)})


def _asked(request: Request, place: str, number: int, code: str) -> tuple[Year, Line, Any]:
    """The year, the document and the thing that an address names (`?of=` its key). Raises Http404, NotYours."""
    year = year_at(request, place, number)
    MOVES.require("read_documents", year.place, request.seat)
    line = queries.line_at(year, code)
    asked = request.GET.get("of", "")
    return year, line, queries.thing_at(line, year, int(asked) if asked.isdecimal() and len(asked) < 18 else 0)


@require_GET
def document(request: Request, place: str, number: int, code: str) -> HttpResponse:
    """One paper as the data have it now: as it looks on paper, with what is missing; filed in one act."""
    year, line, thing = _asked(request, place, number, code)
    context: dict[str, Any] = {"year": year, "line": line, "thing": thing}
    context["things"] = list(line.about(year)) if line.noun else []
    if thing is not None:
        now, about = written(line, thing, year), queries.key_of(line, thing)
        context |= {
            "now": now,
            "paper": PrintedPaper(replace(now.draft, on=now.draft.on or timezone.localdate())),
            "of": f"?of={about}" if about else "",
            "about": about,
            "kept": queries.kept(year, line, about),
            "in_force": queries.in_force(year, line, about),
            "form": FileForm(),
            "may_write": MOVES.entitled("file_document", year.place, request.seat),
        }
    return render(request, "drafting/document.html", context)


@require_GET
def document_file(request: Request, place: str, number: int, code: str, kind: str) -> HttpResponse:
    """The same as .pdf or .docx."""
    year, line, thing = _asked(request, place, number, code)
    if thing is None or kind not in FORMS:
        raise Http404
    draft = written(line, thing, year).draft
    return paper_file(request, replace(draft, on=draft.on or timezone.localdate()), kind)


def _kept(request: Request, pk: int) -> Document:
    row = queries.kept_document(request.seat, pk)
    on_page(request, row)
    return row


@require_GET
def kept_document(request: Request, pk: int) -> HttpResponse:
    """One paper with its life: draft, review, signature, filing; whether the data have moved on."""
    row = _kept(request, pk)
    now = queries.now(row)
    context = {
        "document": row,
        "year": row.year,
        "paper": PrintedPaper(row.shown),
        "moved_on": now is not None and now.draft.fingerprint != row.fingerprint,
        "gaps": row.gaps,
        "replaced_by": Document.objects.filter(replaces=row).first(),
        "where": _where(now),
    }
    return render(request, "drafting/kept.html", context)


def _where(now: Written | None) -> dict[str, str]:
    return {gap.label: gap.where for gap in now.gaps} if now else {}


@require_GET
def kept_file(request: Request, pk: int, kind: str) -> HttpResponse:
    """A kept paper as .pdf or .docx."""
    if kind not in FORMS:
        raise Http404
    return paper_file(request, _kept(request, pk).shown, kind)


def _code_and_thing(request: Request, year: Year, cleaned: dict[str, Any]) -> dict[str, Any]:
    """What the address names, and what the form gave."""
    line = queries.line_at(year, request.resolver_match.kwargs["code"])
    asked = request.GET.get("of", "")
    about = int(asked) if asked.isdecimal() and len(asked) < 18 else 0
    return {"code": line.code, "thing": queries.thing_at(line, year, about), **cleaned}


def _year_and_code(request: Request, place: str, number: int, code: str) -> Year:
    year = year_at(request, place, number)
    queries.line_at(year, code)
    return year


draft_document = ActButton(
    path="<place:place>/<int:number>/documents/<slug:code>/draft/",
    line=MOVES["draft_document"],
    find=_year_and_code,
    action=actions.draft_document,
    thing="year",
    values=_code_and_thing,
    done="已拟稿，请另一人审核",
    goes_to=Document.get_absolute_url,
)
"""Begin the way of a paper that is reviewed and signed."""

file_new = ActForm(
    path="<place:place>/<int:number>/documents/<slug:code>/file/",
    name="file_new_document",
    line=MOVES["file_document"],
    find=_year_and_code,
    action=actions.file_new_document,
    thing="year",
    form=FileForm,
    heading="以此备案",
    lead="按系统里现在的数据写成，归入年度文书；要公开的随即公开。",
    values=_code_and_thing,
    cancel=lambda year: year.page("documents"),
    done="已备案",
    goes_to=lambda row: row.paper.get_absolute_url(),
)
"""Draw up and file in one act."""

edit_document = ActForm(
    path="documents/<int:pk>/edit/",
    line=MOVES["edit_document"],
    find=_kept,
    of=Document,
    action=actions.edit_document,
    thing="document",
    form=WordsForm,
    form_options=lambda request, row: {"initial": {"title": row.title, "body": actions.words_to_edit(row)}},
    lead="数字和名称来自系统里的数据；改过以后数据再变，这里不会跟着变，只会提示。",
    done="已改",
    goes_to=Document.get_absolute_url,
)

refresh_document = ActButton(
    path="documents/<int:pk>/refresh/",
    line=MOVES["refresh_document"],
    find=_kept,
    of=Document,
    kind="quiet",
    confirm="手工改过的文字会被替换。确定吗？",
    action=actions.refresh_document,
    thing="document",
    done="已按最新数据重新拟稿",
    goes_to=Document.get_absolute_url,
)

review_document = ActButton(
    path="documents/<int:pk>/review/",
    line=MOVES["review_document"],
    find=_kept,
    of=Document,
    kind="primary",
    action=actions.review_document,
    thing="document",
    done="审核通过，等待签发",
    goes_to=Document.get_absolute_url,
)

return_document = ActForm(
    path="documents/<int:pk>/return/",
    line=MOVES["return_document"],
    find=_kept,
    of=Document,
    kind="quiet",
    action=actions.return_document,
    thing="document",
    form=ReasonForm,
    done="已退回修改",
    goes_to=Document.get_absolute_url,
)

issue_document = ActForm(
    path="documents/<int:pk>/issue/",
    line=MOVES["issue_document"],
    find=_kept,
    of=Document,
    kind="primary",
    action=actions.issue_document,
    thing="document",
    form=IssueForm,
    form_options=lambda request, row: {"initial": {"number": row.draft.number, "issued_on": timezone.localdate()}},
    done="已签发",
    goes_to=Document.get_absolute_url,
)

file_document = ActButton(
    path="documents/<int:pk>/file/",
    line=MOVES["file_document"],
    find=_kept,
    of=Document,
    kind="primary",
    action=actions.file_document,
    thing="document",
    done="已备案",
    goes_to=Document.get_absolute_url,
)


def _scanned(request: Request, row: Document, cleaned: dict[str, Any]) -> dict[str, Any]:
    return {"scan": keep(cleaned["scan"], place=row.place, by=request.seat)}


scan_document = ActForm(
    path="documents/<int:pk>/scan/",
    line=MOVES["scan_document"],
    find=_kept,
    of=Document,
    action=actions.scan_document,
    thing="document",
    form=ScanForm,
    values=_scanned,
    done="扫描件已保存",
    goes_to=Document.get_absolute_url,
)

replace_document = ActButton(
    path="documents/<int:pk>/replace/",
    line=MOVES["replace_document"],
    find=_kept,
    of=Document,
    action=actions.replace_document,
    thing="document",
    done="已重新起草；备案以后替代原来的一份",
    goes_to=Document.get_absolute_url,
)

withdraw_document = ActForm(
    path="documents/<int:pk>/withdraw/",
    line=MOVES["withdraw_document"],
    find=_kept,
    of=Document,
    kind="danger",
    action=actions.withdraw_document,
    thing="document",
    form=ReasonForm,
    done="已废止，仍可查阅",
    goes_to=Document.get_absolute_url,
)


def shelf_of(year: Year) -> str:
    """The address of the year's papers."""
    return reverse("documents", args=[year.place_id, year.in_address])
