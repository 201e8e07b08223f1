"""Which papers a year has, which can be drawn up, and whether the data have moved on since."""

from dataclasses import dataclass, field
from typing import Any

from django.http import Http404

from engines.papers import Gap, text_of
from engines.papers.fields import Field, fields_in
from piaojue.commons.draftable import DOCUMENTS, Written, written
from piaojue.commons.draftable import Document as Line
from piaojue.commons.draftable import document_for as document_for  # who looks for papers finds it here
from piaojue.commons.drafting.models import SIGNED, Document, DocumentState
from piaojue.commons.drafting.moves import MOVES
from piaojue.commons.drafting.queries_deliveries import was_sent_to
from piaojue.commons.moves import NotYours
from piaojue.commons.people.models import Seat
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import Stage, stages_of

OVER = (DocumentState.REPLACED, DocumentState.WITHDRAWN)
UNDER_WAY = (DocumentState.DRAFTED, DocumentState.REVIEWED, DocumentState.ISSUED)


def documents_of(year: Year) -> list[Line]:
    """The documents that a year like this one has, in the order of the road."""
    order = {stage.value: place for place, stage in enumerate(stages_of(year.road))}
    return sorted(
        (line for line in DOCUMENTS.values() if line.belongs_to(year)), key=lambda line: order.get(line.stage, 99)
    )


def line_at(year: Year, code: str) -> Line:
    """The document that an address names. Raises Http404 where such a year has none."""
    line = DOCUMENTS.get(code)
    if line is None or not line.belongs_to(year):
        raise Http404("no such document")
    return line


def thing_at(line: Line, year: Year, pk: int) -> Any:
    """The thing it is about; pk 0: the first one there is. None: there is nothing yet. Raises Http404 for an unknown one."""
    if not line.noun:
        return year
    things = list(line.about(year))
    found = next((thing for thing in things if thing.pk == pk), None) if pk else next(iter(things), None)
    if pk and found is None:
        raise Http404("no such thing")
    return found


def key_of(line: Line, thing: Any) -> int:
    """What `Document.about` keeps of a thing."""
    return int(thing.pk) if line.noun else 0


def kept(year: Year, line: Line, about: int) -> list[Document]:
    """What was drawn up of it, newest first."""
    rows = Document.objects.filter(year=year, code=line.code, about=about)
    return list(rows.select_related("paper", "created_by__body", "created_by__person"))


def in_force(year: Year, line: Line, about: int) -> Document | None:
    """The filed one that counts."""
    rows = Document.objects.filter(year=year, code=line.code, about=about, state=DocumentState.FILED)
    return rows.select_related("paper").first()


def kept_document(by: Seat | None, pk: int) -> Document:
    """One paper with its life. Raises NotYours, Http404."""
    rows = Document.objects.select_related(
        "year__place",
        "place",
        "paper",
        "scan",
        "created_by",
        "reviewed_by",
        "issued_by",
        "replaces",
        "brought",
        "template__upload",
    )
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404("no such document")
    if not is_shown(row, by):
        raise NotYours("read_documents")
    return row


def is_shown(row: Document, by: Seat | None) -> bool:
    """Who draws papers up reads it; whom it was sent to as long as it is signed, not what is written anew after that."""
    return MOVES.entitled("read_documents", row.place, by) or (row.state in SIGNED and was_sent_to(row, by))


def now(row: Document) -> Written | None:
    """The same paper as the data have it now; None where nothing can be drawn up any more."""
    line = DOCUMENTS.get(row.code)
    if line is None:
        return None
    try:
        thing = thing_at(line, row.year, row.about)
    except Http404:
        return None
    return written(line, thing, row.year) if thing is not None else None


def gaps_of(row: Document, current: Written | None = None) -> list[Gap]:
    """What its words still lack, with the pages on which it is entered. current: the same paper, `now`, where that is at hand"""
    if not row.gaps:
        return []
    current = current or now(row)
    where = {gap.label: gap.where for gap in current.gaps} if current else {}
    return [Gap(label, where.get(label, "")) for label in row.gaps]


def moved_on(row: Document, current: Written | None) -> bool:
    """Whether the data say something else by now than when it was drawn up. current: the same paper, `now`"""
    return current is not None and current.draft.fingerprint != row.fingerprint


def fields_of(row: Document, current: Written | None) -> list[Field]:
    """What came from the data, where it stands in the words now. current: the same paper, `now`"""
    return fields_in(current.fields, text_of(current.draft), text_of(row.draft)) if current else []


@dataclass
class Shelf:
    """The documents of one stage: (line, the one in force or under way)."""

    stage: Stage
    rows: list[tuple[Line, Document | None]] = field(default_factory=list)


def shelves(year: Year) -> list[Shelf]:
    """The year's documents, stage by stage."""
    newest: dict[str, Document] = {}
    for row in Document.objects.filter(year=year).exclude(state__in=OVER).order_by("pk"):
        newest[row.code] = row
    found: dict[str, Shelf] = {}
    for line in documents_of(year):
        shelf = found.setdefault(line.stage, Shelf(Stage(line.stage)))
        shelf.rows.append((line, newest.get(line.code)))
    return list(found.values())
