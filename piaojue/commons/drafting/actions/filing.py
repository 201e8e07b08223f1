"""A paper becomes the year's: what it still lacks keeps it back, and the one that was in force gives way."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils import timezone

from engines.papers import Draft, text_of
from piaojue.commons.acting import acting, locked
from piaojue.commons.draftable import DOCUMENTS
from piaojue.commons.draftable import Document as Line
from piaojue.commons.drafting.actions.papers import drawn_up, refuse_a_second, why_blank
from piaojue.commons.drafting.models import Document, DocumentState
from piaojue.commons.drafting.moves import MOVES
from piaojue.commons.drafting.numbering import wrong_number
from piaojue.commons.drafting.officefile import template_for
from piaojue.commons.drafting.pointed import make_points
from piaojue.commons.drafting.queries import gaps_of, in_force
from piaojue.commons.drafting.roles import house_of, replaces
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.years.actions import file_paper
from piaojue.commons.years.models import Paper, PaperKind, Year


@dataclass(frozen=True)
class Worded:
    """What the act that files a paper adds to what the data say.

    text:   the words as the room has them, which are read and searched; empty: those of the tree
    draft:  the tree, where the act has more to say than the data; None: the data's
    blanks: why blanks are left to be written by hand
    of_act: a room's act ends with it: what the act has judged is not judged again (`filed`)
    """

    text: str = ""
    draft: Draft | None = None
    blanks: str = ""
    of_act: bool = False


AS_WRITTEN = Worded()


def file_new_document(
    *,
    year: Year,
    code: str,
    thing: Any,
    by: Seat,
    number: str = "",
    issued_on: date | None = None,
    again: bool = False,
    worded: Worded = AS_WRITTEN,
) -> Document:
    """Draw a paper up and file it in one act; one that is in force already is replaced by it.

    again:  an act of a room ends with it: where it lies there word for word, that one is kept
    raises: NotYours; Refused: it lies there word for word, or what `file_document` refuses
    """
    line = DOCUMENTS[code]
    row = drawn_up(year, line, thing, by)
    current = in_force(year, line, row.about)
    if worded.draft is not None:
        row.draft = worded.draft
    if current is not None and _says_the_same(current, row, worded):
        if again:
            return current
        raise Refused(f"{line.label}已经备案，内容没有变化，不必再备案")
    row.number, row.issued_on = number.strip(), issued_on
    if worded.blanks.strip():
        row.blanks = why_blank(worded.blanks)
    return file_document(document=row, by=by, worded=worded, thing=thing)


def _says_the_same(current: Document, row: Document, worded: Worded) -> bool:
    """Whether nothing has changed since the paper in force: neither the data nor what the act adds."""
    added = worded.draft is not None
    return current.fingerprint == row.fingerprint and not (added and current.draft.fingerprint != row.draft.fingerprint)


def filed(
    *,
    year: Year,
    code: str,
    thing: Any,
    by: Seat,
    number: str = "",
    issued_on: date | None = None,
    again: bool = False,
    worded: Worded = AS_WRITTEN,
) -> Paper:
    """The paper that `file_new_document` files: what an act of a room ends with. Raises NotYours, Refused.

    What the data lack does not undo the act: the paper keeps its blanks, and no gate takes a public one until they are filled in.
    """
    row = file_new_document(
        year=year,
        code=code,
        thing=thing,
        by=by,
        number=number,
        issued_on=issued_on,
        again=again,
        worded=replace(worded, of_act=True),
    )
    assert row.paper is not None  # it was filed just now
    return row.paper


def file_document(
    *, document: Document, by: Seat, version: int | None = None, worded: Worded = AS_WRITTEN, thing: Any = None
) -> Document:
    """File a draft, or one that was signed, as the year's paper; the one that was in force gives way.

    thing:  what it is about, in the hands of an act that has not saved it yet; None: as it is kept
    raises: NotYours; Refused: it lacks something, has to be signed first, or takes another house's number or place
    """
    line = DOCUMENTS[document.code]
    with acting(MOVES["file_document"], document, by, version=version) as act:
        row = act.thing
        if not worded.of_act and (problems := _unfit(row, line)):
            raise Refused(*problems)
        row.replaces = row.replaces or _to_replace(row, line, by)
        row.issued_on = row.issued_on or timezone.localdate()
        row.template = row.template or template_for(row.place, row.code)
        row.paper = _filed_paper(row, line, by, worded.text)
        act.save()
        if row.replaces is not None:
            act.change(MOVES["give_way"], locked(row.replaces), {"state": DocumentState.REPLACED})
        make_points(act, line, thing)
    return row


def _unfit(row: Document, line: Line) -> list[str]:
    """Why somebody cannot file it as it is; empty: it can be filed. What stays inside may have blanks that are seen to be blank."""
    problems = [f"还缺：{gap.label}" for gap in gaps_of(row)] if line.public and not row.blanks else []
    if problems:
        problems.append("请先填好；要印出后手填的，写明留空的理由")
    if row.issued_by_id is None and _needs_a_signature(row, line):
        problems.append(
            f"{line.label}{'有约束力' if line.points else '改过文字、要公开'}，请另一人审核、签发以后再备案"
        )
    return problems + wrong_number(row)


def _needs_a_signature(row: Document, line: Line) -> bool:
    """What binds somebody, and what is public in other words than the data's, is nobody's alone."""
    return line.points is not None or (row.edited and line.public)


def _filed_paper(row: Document, line: Line, by: Seat, text: str) -> Paper:
    """The year's paper with this paper's words."""
    shown = replace(row.draft, number=row.number or row.draft.number, on=row.issued_on)
    return file_paper(
        year=row.year,
        kind=line.paper or PaperKind.OTHER,
        title=row.title,
        doc_no=shown.number,
        issued_on=row.issued_on,
        body=text or text_of(shown) or shown.title,
        upload=row.scan,
        public=line.public,
        by=by,
    )


def _to_replace(row: Document, line: Line, by: Seat) -> Document | None:
    """The one in force, in whose place it comes. Raises Refused: it is another house's, or another is being drawn up for that."""
    current = in_force(row.year, line, row.about)
    if current is None:
        return None
    if not any(replaces(current, seat) for seat in (by, row.issued_by)):
        house = house_of(current)
        raise Refused(f"《{current.title}》已经备案，是{house.name if house else '别的机关'}的文书，由他们替代")
    refuse_a_second(current)
    return current
