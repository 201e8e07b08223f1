"""Pages of papers that the system writes: the year's shelf, one paper as it would look now, one that is kept."""

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from engines.papers import Draft
from engines.papers.office import BadTemplate
from piaojue.commons.draftable import Document as Line
from piaojue.commons.draftable import written
from piaojue.commons.drafting import queries
from piaojue.commons.drafting.forms import FileForm
from piaojue.commons.drafting.models import Document, DocumentState, Template
from piaojue.commons.drafting.moves import MOVES
from piaojue.commons.drafting.officefile import brought_changes, docx_file, template_for, template_of
from piaojue.commons.drafting.queries_deliveries import deliveries_of
from piaojue.commons.drafting.queries_points import of_document
from piaojue.commons.drafting.roles import may_draw_up, may_file
from piaojue.commons.moves import Refused
from piaojue.commons.web.official import PrintedPaper, docx_answer, paper_file
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
    return year, *line_and_thing(request, year, code)


def line_and_thing(request: Request, year: Year, code: str) -> tuple[Line, Any]:
    line = queries.line_at(year, code)
    asked = request.GET.get("of", "")
    return line, queries.thing_at(line, year, int(asked) if asked.isdecimal() and len(asked) < 18 else 0)


def _dated(draft: Draft) -> Draft:
    """As it would look if it were filed today."""
    return replace(draft, on=draft.on or timezone.localdate())


@require_GET
def document(request: Request, place: str, number: int, code: str) -> HttpResponse:
    """One paper as the data have it now: as it looks on paper, with what is missing; filed in one act."""
    year, line, thing = _asked(request, place, number, code)
    context: dict[str, Any] = {"year": year, "line": line}
    context["things"] = list(line.about(year)) if line.noun else []
    if thing is not None:
        now, about = written(line, thing, year), queries.key_of(line, thing)
        context |= {
            "now": now,
            "paper": PrintedPaper(_dated(now.draft)),
            "of": f"?of={about}" if about else "",
            "about": about,
            "kept": queries.kept(year, line, about),
            "in_force": queries.in_force(year, line, about),
            "form": FileForm(),
            "template": template_for(year.place, line.code),
            "may_draw_up": may_draw_up(line, thing, request.seat),
            "may_file": may_file(line, thing, request.seat) and line.points is None,
        }
    return render(request, "drafting/document.html", context)


@require_GET
def document_file(request: Request, place: str, number: int, code: str, kind: str) -> HttpResponse:
    """The same as .pdf or .docx."""
    year, line, thing = _asked(request, place, number, code)
    if thing is None or kind not in FORMS:
        raise Http404
    draft = _dated(written(line, thing, year).draft)
    if kind == "docx" and (template := template_for(year.place, line.code)):
        return _in_template(draft, template)
    return paper_file(request, draft, kind)


def _in_template(draft: Draft, template: Template) -> HttpResponse:
    """The paper in the office's own form. Raises Refused where the data have outgrown the template."""
    try:
        return docx_answer(docx_file(draft, template), draft.title)
    except BadTemplate as error:
        raise Refused(f"{template}填不进现在的数据，请修改范本或者停用", *error.reasons) from error


def kept_here(request: Request, pk: int) -> Document:
    row = queries.kept_document(request.seat, pk)
    on_page(request, row)
    return row


@require_GET
def kept_document(request: Request, pk: int) -> HttpResponse:
    """One paper with its life: draft, review, signature, filing; whether the data have moved on."""
    row = kept_here(request, pk)
    now = queries.now(row)
    context = {
        "document": row,
        "year": row.year,
        "paper": PrintedPaper(row.shown),
        "moved_on": (moved_on := queries.moved_on(row, now)),
        "unchanged": now is not None and not moved_on,
        "gaps": queries.gaps_of(row, now),
        "template": template_of(row),
        "deliveries": deliveries_of(row, request.seat),
        "points": of_document(row),
        "brought": (brought := row.brought if row.state == DocumentState.DRAFTED else None),
        "changes": brought_changes(row) if brought else [],
        "replaced_by": Document.objects.filter(replaces=row).first(),
    }
    return render(request, "drafting/kept.html", context)


@require_GET
def kept_file(request: Request, pk: int, kind: str) -> HttpResponse:
    """A kept paper as .pdf or .docx."""
    if kind not in FORMS:
        raise Http404
    row = kept_here(request, pk)
    if kind == "docx" and (template := template_of(row)):
        return _in_template(row.shown, template)
    return paper_file(request, row.shown, kind)
