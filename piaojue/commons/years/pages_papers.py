"""Pages of the year's papers: filed, read, printed, opened to the public."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from piaojue.commons.evidence.keep import keep
from piaojue.commons.moves import Move
from piaojue.commons.web.act_pages import ActButton, ActForm
from piaojue.commons.web.official import PrintedPaper, paper_file
from piaojue.commons.web.printed import printed_address
from piaojue.commons.web.printing import pdf
from piaojue.commons.web.request import Request
from piaojue.commons.years import actions, queries
from piaojue.commons.years.content import is_from_outside
from piaojue.commons.years.forms import PaperForm
from piaojue.commons.years.models import Paper, PaperKind, Year
from piaojue.commons.years.moves import MOVES
from piaojue.commons.years.printed import draft_of
from piaojue.commons.years.queries import on_page, year_at
from piaojue.commons.years.writers import writers_of


def _with_its_file(request: Request, year: Year, cleaned: dict[str, Any]) -> dict[str, Any]:
    file = cleaned.pop("file", None)
    upload = keep(file, place=year.place, by=request.seat, public=cleaned["public"]) if file else None
    return {**cleaned, "upload": upload}


def _known_of(request: Request, year: Year) -> dict[str, Any]:
    """What the form begins with, once the kind is known: the title, the day, and the issuer where it enters its own paper."""
    kind = request.GET.get("kind", "")
    if kind not in PaperKind.values:
        return {}
    known = {"kind": kind, "title": f"{year}{year.term(str(PaperKind(kind).label))}", "issued_on": timezone.localdate()}
    seat = request.seat
    if seat and is_from_outside(kind) and seat.role == writers_of(kind, year)[0]:
        known["issuer"] = seat.body.name
    return known


file_paper = ActForm(
    path="<place:place>/<int:number>/papers/new/",
    line=MOVES["file_paper"],
    find=year_at,
    action=actions.enter_paper,
    thing="year",
    form=PaperForm,
    form_options=lambda request, year: {"initial": _known_of(request, year)},
    values=_with_its_file,
    template="years/paper_new.html",
    context=lambda request, year: {"year": year},
    submit="提交",
    cancel=lambda year: year.page("year_road"),
    goes_to=lambda paper: paper.year.page("year_road"),
)
"""Register a document."""


def _readable_paper(request: Request, pk: int) -> Paper:
    """Public ones for everybody, others for staff. Raises Http404, NotYours."""
    paper = _paper(request, pk)
    if not paper.public:
        MOVES.require("read_papers", paper.place, request.seat)
    on_page(request, paper)
    return paper


def _paper(request: Request, pk: int) -> Paper:
    paper = queries.paper(pk)
    if paper is None:
        raise Http404
    return paper


@require_GET
def paper(request: Request, pk: int) -> HttpResponse:
    """One document."""
    paper = _readable_paper(request, pk)
    may_show = MOVES.may(_showing(paper).code, paper, request.seat)
    return render(request, "years/paper.html", {"paper": paper, "year": paper.year, "may_show": may_show})


def _showing(paper: Paper) -> Move:
    """What can be done with a paper: opened to the public, or taken back."""
    return MOVES["take_back_paper" if paper.public else "show_paper"]


show_paper = ActButton(
    path="papers/<int:pk>/show/",
    name="show_paper",
    line=_showing,
    find=_paper,
    action=actions.show_paper,
    thing="paper",
    values=lambda request, paper, cleaned: {"public": request.POST.get("public") == "1"},
    undone_by=lambda paper: "show_paper" if paper.public else "",
    done=lambda paper: "已向社会公开" if paper.public else "已收回，只有工作人员能看",
    goes_to=Paper.get_absolute_url,
)
"""公开 or 收回."""


@require_GET
def paper_pdf(request: Request, pk: int) -> HttpResponse:
    """The document on A4 by GB/T 9704: addresses in its text are QR codes, a public one leads back to its page."""
    paper = _readable_paper(request, pk)
    here = printed_address(request, paper.get_absolute_url()) if paper.public else ""
    context = {"papers": [PrintedPaper(draft_of(paper))], "filed": paper, "here": here}
    return pdf(request, "years/paper_sheet.html", context, f"{paper.title}.pdf")


@require_GET
def paper_docx(request: Request, pk: int) -> HttpResponse:
    """The same as a Word document."""
    return paper_file(request, draft_of(_readable_paper(request, pk)), "docx")
