"""What happens to a paper, from the draft to the paper that is filed, replaced or withdrawn."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.utils import timezone

from engines import dates
from engines.dates import unexplained
from engines.papers import Draft, blocks_from, text_of
from piaojue.commons.acting import acting, locked
from piaojue.commons.draftable import DOCUMENTS, written
from piaojue.commons.draftable import Document as Line
from piaojue.commons.drafting.models import Document, DocumentState
from piaojue.commons.drafting.moves import MOVES
from piaojue.commons.drafting.queries import in_force, key_of, now
from piaojue.commons.evidence.models import Upload
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.years.actions import file_paper
from piaojue.commons.years.models import Paper, PaperKind, Year

LONGEST_TITLE = 120


def draft_document(*, year: Year, code: str, thing: Any, by: Seat) -> Document:
    """Draw a paper up from the data, to be reviewed, signed and filed. thing: what it is about. Raises NotYours, Refused."""
    row = _drawn_up(year, DOCUMENTS[code], thing, by)
    with acting(MOVES["draft_document"], row, by):
        pass
    return row


def _drawn_up(year: Year, line: Line, thing: Any, by: Seat) -> Document:
    """The row of a new draft, not saved yet."""
    if thing is None:
        raise Refused(f"还没有{line.noun}，不能拟“{line.label}”")
    draft = written(line, thing, year).draft
    row = Document(place=year.place, year=year, code=line.code, about=key_of(line, thing), created_by=by)
    return _with(row, draft)


def _with(row: Document, draft: Draft) -> Document:
    row.draft, row.fingerprint, row.title = draft, draft.fingerprint, draft.title[:LONGEST_TITLE]
    return row


def edit_document(*, document: Document, title: str, body: str, by: Seat, version: int | None = None) -> Document:
    """Change the words: body is text, line by line, tables as lines with tabs. Raises NotYours, Refused."""
    with acting(MOVES["edit_document"], document, by, version=version) as act:
        old = act.thing.draft
        if not body.strip():
            raise Refused("正文不能是空的")
        act.thing.draft = replace(old, title=title.strip(), to="", passed="", annexes=(), blocks=blocks_from(body))
        act.thing.title, act.thing.edited = title.strip()[:LONGEST_TITLE], True
    return act.thing


def words_to_edit(document: Document) -> str:
    """What the form for the words begins with: the whole paper below its title."""
    return text_of(document.draft)


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
        act.thing.number, act.thing.issued_on = "", None
    return act.thing


def issue_document(
    *, document: Document, number: str, issued_on: date, by: Seat, version: int | None = None
) -> Document:
    """Sign it and give it its number and day: from now on its words are fixed. Raises NotYours, Refused."""
    with acting(MOVES["issue_document"], document, by, version=version) as act:
        _check_day(act.thing.year, issued_on)
        act.thing.number, act.thing.issued_on, act.thing.issued_by = number.strip(), issued_on, by
    return act.thing


def _check_day(year: Year, on: date | None) -> None:
    if wrong := unexplained(dates.paper(on, number=year.number, today=timezone.localdate())):
        raise Refused(*wrong)


def file_new_document(
    *, year: Year, code: str, thing: Any, by: Seat, number: str = "", issued_on: date | None = None
) -> Document:
    """Draw a paper up and file it in one act; one that is in force already is replaced by it.

    raises: NotYours; Refused where it lies there word for word
    """
    line = DOCUMENTS[code]
    row = _drawn_up(year, line, thing, by)
    current = in_force(year, line, row.about)
    if current is not None and current.fingerprint == row.fingerprint:
        raise Refused(f"{line.label}已经备案，内容没有变化，不必再备案")
    row.number, row.issued_on, row.replaces = number.strip(), issued_on, current
    return file_document(document=row, by=by)


def filed(*, year: Year, code: str, thing: Any, by: Seat) -> Paper:
    """The paper that `file_new_document` files: what an act of a room ends with. Raises NotYours, Refused."""
    paper = file_new_document(year=year, code=code, thing=thing, by=by).paper
    assert paper is not None  # it was filed just now
    return paper


def file_document(*, document: Document, by: Seat, version: int | None = None) -> Document:
    """File a draft, or one that was signed, as the year's paper. Raises NotYours, Refused."""
    line = DOCUMENTS[document.code]
    with acting(MOVES["file_document"], document, by, version=version) as act:
        row = act.thing
        row.issued_on = row.issued_on or timezone.localdate()
        shown = replace(row.draft, number=row.number or row.draft.number, on=row.issued_on)
        row.paper = file_paper(
            year=row.year,
            kind=line.paper or PaperKind.OTHER,
            title=row.title,
            doc_no=shown.number,
            issued_on=row.issued_on,
            body=text_of(shown) or shown.title,
            upload=row.scan,
            public=line.public,
            by=by,
        )
        if row.replaces is not None:
            act.change(MOVES["give_way"], locked(row.replaces), {"state": DocumentState.REPLACED})
    return row


def scan_document(*, document: Document, scan: Upload, by: Seat, version: int | None = None) -> Document:
    """Keep the scan of the sealed paper. Raises NotYours, Refused."""
    with acting(MOVES["scan_document"], document, by, version=version) as act:
        act.thing.scan = scan
    return act.thing


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
        if Document.objects.filter(replaces=document).exists():
            raise Refused("已经有一份在起草，用来替代这一份")
    return row


def withdraw_document(*, document: Document, reason: str, by: Seat, version: int | None = None) -> Document:
    """It no longer holds; it stays to be read, with the reason. Raises NotYours, Refused."""
    with acting(MOVES["withdraw_document"], document, by, version=version) as act:
        if not reason.strip():
            raise Refused("请写明废止的理由")
        act.thing.note = reason.strip()
    return act.thing
