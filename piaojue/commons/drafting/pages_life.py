"""Acts on papers: drawn up, reviewed, signed, filed, scanned, replaced, withdrawn; what comes back from the office's own program."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from engines.papers import text_of
from engines.papers.fields import marked
from piaojue.commons.draftable import written
from piaojue.commons.drafting import actions, queries
from piaojue.commons.drafting.forms import BringForm, FileForm, IssueForm, ReasonForm, ScanForm, WordsForm
from piaojue.commons.drafting.models import Document
from piaojue.commons.drafting.moves import MOVES
from piaojue.commons.drafting.pages import kept_here, line_and_thing
from piaojue.commons.drafting.roles import may_draw_up, may_file
from piaojue.commons.evidence.keep import keep
from piaojue.commons.moves import NotYours
from piaojue.commons.web.act_pages import ActButton, ActForm
from piaojue.commons.web.request import Request
from piaojue.commons.years.models import Year
from piaojue.commons.years.queries import year_at


def _code_and_thing(request: Request, year: Year, cleaned: dict[str, Any]) -> dict[str, Any]:
    """What the address names, and what the form gave."""
    line, thing = line_and_thing(request, year, request.resolver_match.kwargs["code"])
    return {"code": line.code, "thing": thing, **cleaned}


def _filed_at_once(request: Request, year: Year, cleaned: dict[str, Any]) -> dict[str, Any]:
    blanks = cleaned.pop("blanks")
    return _code_and_thing(request, year, cleaned) | {"worded": actions.Worded(blanks=blanks)}


def _to_draw_up(request: Request, place: str, number: int, code: str) -> Year:
    """The year. Raises NotYours where papers of this kind are another house's."""
    year = year_at(request, place, number)
    if not may_draw_up(*line_and_thing(request, year, code), request.seat):
        raise NotYours("draft_document")
    return year


def _to_file(request: Request, place: str, number: int, code: str) -> Year:
    """The same, for who files them."""
    year = year_at(request, place, number)
    if not may_file(*line_and_thing(request, year, code), request.seat):
        raise NotYours("file_document")
    return year


def _what_it_lacks(request: Request, year: Year) -> dict[str, Any]:
    line, thing = line_and_thing(request, year, request.resolver_match.kwargs["code"])
    return {"year": year, "gaps": written(line, thing, year).gaps if thing is not None else ()}


draft_document = ActButton(
    path="<place:place>/<int:number>/documents/<slug:code>/draft/",
    line=MOVES["draft_document"],
    find=_to_draw_up,
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
    find=_to_file,
    action=actions.file_new_document,
    thing="year",
    form=FileForm,
    heading="以此备案",
    lead="按系统里现在的数据写成，归入年度文书；要公开的随即公开。",
    template="drafting/file.html",
    context=_what_it_lacks,
    values=_filed_at_once,
    cancel=lambda year: year.page("documents"),
    done="已备案",
    goes_to=lambda row: row.paper.get_absolute_url(),
)
"""Draw up and file in one act."""


def _to_edit(request: Request, row: Document) -> dict[str, Any]:
    """The words with what came from the data marked in them; what was typed over it."""
    fields = queries.fields_of(row, queries.now(row))
    parts = marked(text_of(row.draft), fields)
    changed = [one for one in fields if not one.stands]
    return {"document": row, "year": row.year, "parts": parts, "fields": fields, "changed": changed}


edit_document = ActForm(
    path="documents/<int:pk>/edit/",
    line=MOVES["edit_document"],
    find=kept_here,
    of=Document,
    action=actions.edit_document,
    thing="document",
    form=WordsForm,
    form_options=lambda request, row: {
        "initial": {"title": row.title, "body": actions.words_to_edit(row), "copies": row.draft.copies}
    },
    template="drafting/edit.html",
    context=_to_edit,
    lead="数字和名称来自系统里的数据；改过以后数据再变，这里不会跟着变，只会提示。",
    done="已改",
    goes_to=Document.get_absolute_url,
)


put_field_back = ActButton(
    path="documents/<int:pk>/put-back/<int:at>/",
    name="put_field_back",
    line=MOVES["put_field_back"],
    find=lambda request, pk, at: kept_here(request, pk),
    kind="quiet",
    action=actions.put_field_back,
    thing="document",
    values=lambda request, row, cleaned: {"place": request.resolver_match.kwargs["at"]},
    done="已换回数据里的",
    goes_to=lambda row: reverse("edit_document", args=[row.pk]),
)
"""One place of a paper says again what the data say."""


def _brought(request: Request, row: Document, cleaned: dict[str, Any]) -> dict[str, Any]:
    return {"brought": keep(cleaned["brought"], place=row.place, by=request.seat)}


bring_document = ActForm(
    path="documents/<int:pk>/bring/",
    line=MOVES["bring_document"],
    find=kept_here,
    of=Document,
    action=actions.bring_document,
    thing="document",
    form=BringForm,
    values=_brought,
    done="已带回，请看改了哪些，再决定采用",
    goes_to=Document.get_absolute_url,
)

take_brought = ActButton(
    path="documents/<int:pk>/take/",
    line=MOVES["take_brought"],
    find=kept_here,
    of=Document,
    kind="primary",
    action=actions.take_brought,
    thing="document",
    done="已采用带回的改动",
    goes_to=Document.get_absolute_url,
)

drop_brought = ActButton(
    path="documents/<int:pk>/leave/",
    line=MOVES["drop_brought"],
    find=kept_here,
    of=Document,
    kind="quiet",
    action=actions.drop_brought,
    thing="document",
    done="没有采用，原稿不变",
    goes_to=Document.get_absolute_url,
)

refresh_document = ActButton(
    path="documents/<int:pk>/refresh/",
    line=MOVES["refresh_document"],
    find=kept_here,
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
    find=kept_here,
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
    find=kept_here,
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
    find=kept_here,
    of=Document,
    kind="primary",
    action=actions.issue_document,
    thing="document",
    form=IssueForm,
    form_options=lambda request, row: {"initial": {"number": row.draft.number, "issued_on": timezone.localdate()}},
    done="已签发",
    goes_to=Document.get_absolute_url,
)

leave_blanks = ActForm(
    path="documents/<int:pk>/blanks/",
    line=MOVES["leave_blanks"],
    find=kept_here,
    of=Document,
    kind="quiet",
    action=actions.leave_blanks,
    thing="document",
    form=ReasonForm,
    lead=lambda row: f"留空的是：{'、'.join(row.gaps)}。写明为什么留空、由谁手填；有空格的文书，关口不认。",
    done="已写明，可以带着空格备案",
    goes_to=Document.get_absolute_url,
)

file_document = ActButton(
    path="documents/<int:pk>/file/",
    line=MOVES["file_document"],
    find=kept_here,
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
    find=kept_here,
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
    find=kept_here,
    of=Document,
    action=actions.replace_document,
    thing="document",
    done="已重新起草；备案以后替代原来的一份",
    goes_to=Document.get_absolute_url,
)

withdraw_document = ActForm(
    path="documents/<int:pk>/withdraw/",
    line=MOVES["withdraw_document"],
    find=kept_here,
    of=Document,
    kind="danger",
    action=actions.withdraw_document,
    thing="document",
    form=ReasonForm,
    done="已废止，仍可查阅",
    goes_to=Document.get_absolute_url,
)
