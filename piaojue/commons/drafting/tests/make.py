"""What the stories of papers need: a filed paper, files as offices make them."""

import io
from collections.abc import Iterable

import docx
from django.core.files.uploadedfile import SimpleUploadedFile

from piaojue.commons.drafting import actions
from piaojue.commons.drafting.models import Document
from piaojue.commons.years.road import Stage
from tests import cast as the_cast

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def a_draft(cast) -> Document:
    """An annual plan that 李干事 has drawn up."""
    year = the_cast.year(cast.xincheng, stage=Stage.PLANNED)
    return actions.draft_document(year=year, code="annual_plan", thing=year, by=cast.clerk_li)


def a_paper(cast) -> Document:
    """The same, filed."""
    return actions.file_document(document=a_draft(cast), by=cast.clerk_li)


def office_file(*lines: str, row: Iterable[str] = ()) -> bytes:
    """A plain .docx with these paragraphs; row: cells of a table whose row is repeated for each row of 表一."""
    word = docx.Document()
    for line in lines:
        word.add_paragraph(line)
    if cells := list(row):
        grid = word.add_table(rows=3, cols=len(cells))
        grid.cell(0, 0).text, grid.cell(2, 0).text = "{%tr for 行 in 表一 %}", "{%tr endfor %}"
        for place, cell in enumerate(cells):
            grid.cell(1, place).text = cell
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def uploaded(data: bytes, name: str = "范本.docx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, DOCX)


def words_in(data: bytes) -> list[str]:
    """The paragraphs of a .docx, empty ones left out."""
    return [line.text for line in docx.Document(io.BytesIO(data)).paragraphs if line.text.strip()]
