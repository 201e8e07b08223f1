"""A .docx that was edited in Word or WPS comes back: its differences are shown first, then taken or left."""

from engines.papers import Draft
from piaojue.commons.acting import acting
from piaojue.commons.drafting.actions.papers import LONGEST_TITLE
from piaojue.commons.drafting.models import Document
from piaojue.commons.drafting.moves import MOVES
from piaojue.commons.drafting.officefile import as_brought, brought_draft, bytes_of
from piaojue.commons.evidence.kinds import DOCX
from piaojue.commons.evidence.models import Upload
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat


def bring_document(*, document: Document, brought: Upload, by: Seat, version: int | None = None) -> Document:
    """Keep the file beside the draft; nothing of the draft changes yet. Raises NotYours, Refused."""
    with acting(MOVES["bring_document"], document, by, version=version) as act:
        if brought.mime != DOCX.mime:
            raise Refused("请带回 .docx 文件；.doc、.wps 请先另存为 .docx")
        coming = brought_draft(act.thing, bytes_of(brought))
        if _same(coming, as_brought(act.thing.draft)):
            raise Refused("这个文件的文字和系统里的一样，没有改动")
        act.thing.brought = brought
    return act.thing


def _same(one: Draft, other: Draft) -> bool:
    return one.fingerprint == other.fingerprint


def take_brought(*, document: Document, by: Seat, version: int | None = None) -> Document:
    """The words of the file become the draft's. Raises NotYours, Refused."""
    with acting(MOVES["take_brought"], document, by, version=version) as act:
        row, file = act.thing, act.thing.brought
        assert file is not None  # the line asks for it
        row.draft = brought_draft(row, bytes_of(file))
        row.title, row.edited, row.brought = row.draft.title[:LONGEST_TITLE], True, None
        act.note(file=file.sha256)
    return act.thing


def drop_brought(*, document: Document, by: Seat, version: int | None = None) -> Document:
    """The draft stays as it was. Raises NotYours, Refused."""
    with acting(MOVES["drop_brought"], document, by, version=version) as act:
        act.thing.brought = None
    return act.thing
