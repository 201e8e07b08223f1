"""What happens to a paper, from the draft to the paper that is filed, replaced or withdrawn."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.utils import timezone

from engines import dates
from engines.dates import unexplained
from engines.papers import Draft, text_of
from engines.papers.fields import put_back
from engines.papers.reading import rewritten
from piaojue.commons.acting import acting
from piaojue.commons.draftable import DOCUMENTS, written
from piaojue.commons.draftable import Document as Line
from piaojue.commons.drafting.models import Document
from piaojue.commons.drafting.moves import MOVES
from piaojue.commons.drafting.numbering import wrong_number
from piaojue.commons.drafting.officefile import template_for
from piaojue.commons.drafting.pointed import end_points
from piaojue.commons.drafting.queries import fields_of, key_of, now
from piaojue.commons.evidence.models import Upload
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.years.models import Year

LONGEST_TITLE = 120
SHORTEST_REASON = 4


def draft_document(*, year: Year, code: str, thing: Any, by: Seat) -> Document:
    """Draw a paper up from the data, to be reviewed, signed and filed. thing: what it is about. Raises NotYours, Refused."""
    row = drawn_up(year, DOCUMENTS[code], thing, by)
    with acting(MOVES["draft_document"], row, by):
        pass
    return row


def drawn_up(year: Year, line: Line, thing: Any, by: Seat) -> Document:
    """The row of a new draft, not saved yet."""
    if thing is None:
        raise Refused(f"还没有{line.noun}，不能拟“{line.label}”")
    draft = written(line, thing, year).draft
    row = Document(place=year.place, year=year, code=line.code, about=key_of(line, thing), created_by=by)
    return _with(row, draft)


def _with(row: Document, draft: Draft) -> Document:
    row.draft, row.fingerprint, row.title = draft, draft.fingerprint, draft.title[:LONGEST_TITLE]
    return row


def edit_document(
    *, document: Document, title: str, body: str, copies: str = "", by: Seat, version: int | None = None
) -> Document:
    """Change the words: body is text as `words_to_edit` has it, tables as lines with tabs. Raises NotYours, Refused."""
    with acting(MOVES["edit_document"], document, by, version=version) as act:
        if not body.strip():
            raise Refused("正文不能是空的")
        act.thing.draft = replace(rewritten(act.thing.draft, title.strip(), body), copies=copies.strip())
        act.thing.title, act.thing.edited = title.strip()[:LONGEST_TITLE], True
    return act.thing


def words_to_edit(document: Document) -> str:
    """What the form for the words begins with: the whole paper below its title."""
    return text_of(document.draft)


def put_field_back(*, document: Document, place: int, by: Seat, version: int | None = None) -> Document:
    """What was typed over a field gives way to the value of the data. place: of the field in the text. Raises NotYours, Refused."""
    with acting(MOVES["put_field_back"], document, by, version=version) as act:
        fields = fields_of(act.thing, now(act.thing))
        field = next((one for one in fields if one.start == place and not one.stands), None)
        if field is None:
            raise Refused("这一处已经和数据一样了，请重新打开页面看")
        act.thing.draft = rewritten(act.thing.draft, act.thing.title, put_back(text_of(act.thing.draft), field))
    return act.thing


def refresh_document(*, document: Document, by: Seat, version: int | None = None) -> Document:
    """Draw it up again from the data as they are now; what was edited by hand goes. Raises NotYours, Refused."""
    with acting(MOVES["refresh_document"], document, by, version=version) as act:
        current = now(act.thing)
        if current is None:
            raise Refused("这份公文所依据的事项已经没有了，不能重新拟稿")
        _with(act.thing, current.draft).edited = False
    return act.thing


def review_document(*, document: Document, by: Seat, version: int | None = None) -> Document:
    """Somebody else than the writer agrees with the draft. Raises NotYours, Refused."""
    with acting(MOVES["review_document"], document, by, version=version) as act:
        act.thing.reviewed_by, act.thing.note = by, ""
    return act.thing


def return_document(*, document: Document, reason: str, by: Seat, version: int | None = None) -> Document:
    """Back to be changed; what was signed is no longer signed. Raises NotYours, Refused."""
    with acting(MOVES["return_document"], document, by, version=version) as act:
        if not reason.strip():
            raise Refused("请写明退回的理由")
        act.thing.note, act.thing.reviewed_by, act.thing.issued_by = reason.strip(), None, None
        act.thing.number, act.thing.issued_on, act.thing.template = "", None, None
    return act.thing


def issue_document(
    *, document: Document, number: str, issued_on: date, by: Seat, version: int | None = None
) -> Document:
    """Sign it and give it its number and day: from now on its words are fixed. Raises NotYours, Refused."""
    with acting(MOVES["issue_document"], document, by, version=version) as act:
        _check_day(act.thing.year, issued_on)
        act.thing.number, act.thing.issued_on, act.thing.issued_by = number.strip(), issued_on, by
        act.thing.template = template_for(act.thing.place, act.thing.code)
        if problems := wrong_number(act.thing):
            raise Refused(*problems)
    return act.thing


def leave_blanks(*, document: Document, reason: str, by: Seat, version: int | None = None) -> Document:
    """It may be filed with blanks, which are written in by hand once it is printed. Raises NotYours, Refused."""
    with acting(MOVES["leave_blanks"], document, by, version=version) as act:
        act.thing.blanks = why_blank(reason)
    return act.thing


def why_blank(reason: str) -> str:
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refused(f"请写明为什么留空、由谁手填（至少 {SHORTEST_REASON} 个字）")
    return reason.strip()


def _check_day(year: Year, on: date | None) -> None:
    if wrong := unexplained(dates.paper(on, number=year.number, today=timezone.localdate())):
        raise Refused(*wrong)


def scan_document(*, document: Document, scan: Upload, by: Seat, version: int | None = None) -> Document:
    """Keep the scan of the sealed paper. Raises NotYours, Refused."""
    with acting(MOVES["scan_document"], document, by, version=version) as act:
        act.thing.scan = scan
    return act.thing


def refuse_a_second(document: Document) -> None:
    """Raises Refused where another is being drawn up in its place."""
    if Document.objects.filter(replaces=document).exists():
        raise Refused("已经有一份在起草，用来替代这一份")


def replace_document(*, document: Document, by: Seat) -> Document:
    """Begin another in the place of a filed one, from the data as they are now. Raises NotYours, Refused."""
    current = now(document)
    if current is None:
        raise Refused("这份公文所依据的事项已经没有了，不能重新起草")
    row = Document(
        place=document.place,
        year=document.year,
        code=document.code,
        about=document.about,
        replaces=document,
        created_by=by,
    )
    with acting(MOVES["replace_document"], document, by, makes=_with(row, current.draft)):
        refuse_a_second(document)
    return row


def withdraw_document(*, document: Document, reason: str, by: Seat, version: int | None = None) -> Document:
    """It no longer holds; it stays to be read, with the reason. Raises NotYours, Refused."""
    with acting(MOVES["withdraw_document"], document, by, version=version) as act:
        if not reason.strip():
            raise Refused("请写明废止的理由")
        act.thing.note = reason.strip()
        end_points(act)
    return act.thing
