"""Pages of an office's templates: which kinds have one, the versions of one kind with the fields there are, one version as it prints."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from engines.papers.coming import Line, lines_of
from engines.papers.office import BadTemplate
from engines.papers.starter import starter
from piaojue.commons.drafting import actions
from piaojue.commons.drafting import queries_templates as queries
from piaojue.commons.drafting.forms import TemplateForm
from piaojue.commons.drafting.models import Template
from piaojue.commons.drafting.moves import MOVES
from piaojue.commons.drafting.officefile import docx_file
from piaojue.commons.evidence.keep import keep
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.places.models import Place
from piaojue.commons.web.act_pages import ActButton, ActForm
from piaojue.commons.web.official import docx_answer
from piaojue.commons.web.request import Request

MOST_SHOWN = 30_000
"""Characters of a filled template on its page."""


def _own_place(request: Request) -> Place:
    """Raises NotYours."""
    if request.seat is None:
        raise NotYours("read_templates")
    MOVES.require("read_templates", request.seat.place, request.seat)
    return request.seat.place


@require_GET
def templates(request: Request) -> HttpResponse:
    """Every kind of paper, with the template in force."""
    place = _own_place(request)
    used = queries.in_force_at(place)
    rows = [(line, used.get(line.code)) for line in queries.lines_for(place)]
    return render(request, "drafting/templates.html", {"place": place, "rows": rows})


@require_GET
def templates_of(request: Request, code: str) -> HttpResponse:
    """One kind: its versions, and the fields that a template of it can name."""
    place = _own_place(request)
    line = queries.line_for(place, code)
    context = {
        "place": place,
        "line": line,
        "rows": queries.templates_of(place, code),
        "fields": queries.fields_for(line, place),
        "may_try": MOVES.entitled("try_template", place, request.seat),
    }
    return render(request, "drafting/templates_of.html", context)


@require_GET
def template_start(request: Request, code: str) -> HttpResponse:
    """A template to begin with: our own form of this kind, with its fields. Raises Http404 while there is nothing to write of."""
    place = _own_place(request)
    line = queries.line_for(place, code)
    sample = queries.sample_for(line, place)
    if sample is None:
        raise Http404("no such paper yet")
    return docx_answer(starter(sample.draft), f"{line.label}起始模板")


def _place_and_code(request: Request, code: str) -> Place:
    place = _own_place(request)
    queries.line_for(place, code)
    return place


def _with_its_file(request: Request, place: Place, cleaned: dict[str, Any]) -> dict[str, Any]:
    code = request.resolver_match.kwargs["code"]
    return {"code": code, "upload": keep(cleaned["template"], place=place, by=request.seat)}


try_template = ActForm(
    path="templates/<slug:code>/new/",
    line=MOVES["try_template"],
    find=_place_and_code,
    action=actions.try_template,
    thing="place",
    form=TemplateForm,
    values=_with_its_file,
    lead="在 Word 或 WPS 里排好版，把要填的地方写成 {{标题}} 这样的字段；可以先下载起始模板来改。上传后先用真实数据填一遍给您看，启用以后才算数。",
    cancel=lambda place: "../",
    done="试填通过。请看样子，合适就启用",
    goes_to=Template.get_absolute_url,
)


def _found(request: Request, pk: int) -> Template:
    return queries.template_for_seat(request.seat, pk)


@require_GET
def template(request: Request, pk: int) -> HttpResponse:
    """One version, filled with the place's data of last year."""
    row = _found(request, pk)
    lines, reasons = _filled_lines(row)
    return render(request, "drafting/template.html", {"template": row, "lines": lines, "reasons": reasons})


def _filled_lines(row: Template) -> tuple[list[list[str]], tuple[str, ...]]:
    """(the lines as they would be printed, each in its cells; why it cannot be filled)."""
    sample = queries.sample_for(queries.line_for(row.place, row.code), row.place)
    if sample is None:
        return [], ("现在没有可以填的数据",)
    try:
        return _beginning(lines_of(docx_file(sample.draft, row))), ()
    except BadTemplate as error:
        return [], error.reasons
    except ValueError:
        return [], ("填好的文件太大，这里看不了样子。请把范本改简单些再上传",)


def _beginning(lines: list[Line]) -> list[list[str]]:
    """As many lines as a page can show; the rest is in the Word file."""
    shown, left = list[list[str]](), MOST_SHOWN
    for _, text in lines:
        shown.append(text[:left].split("\t"))
        left -= len(text)
        if left <= 0:
            return [*shown, ["……后面还有，请下载 Word 文件看"]]
    return shown


@require_GET
def template_preview(request: Request, pk: int) -> HttpResponse:
    """The same as the .docx that would be printed. Raises Refused."""
    row = _found(request, pk)
    sample = queries.sample_for(queries.line_for(row.place, row.code), row.place)
    if sample is None:
        raise Refused("现在没有可以填的数据")
    try:
        return docx_answer(docx_file(sample.draft, row), f"样子-{row}")
    except BadTemplate as error:
        raise Refused(*error.reasons) from error


use_template = ActButton(
    path="templates/<int:pk>/use/",
    line=MOVES["use_template"],
    find=_found,
    of=Template,
    kind="primary",
    action=actions.use_template,
    thing="template",
    done="已启用，以后的 Word 文件都按这一版",
    goes_to=Template.get_absolute_url,
)

retire_template = ActButton(
    path="templates/<int:pk>/retire/",
    line=MOVES["retire_template"],
    find=_found,
    of=Template,
    kind="quiet",
    action=actions.retire_template,
    thing="template",
    done="已停用",
    goes_to=Template.get_absolute_url,
)
