"""A .docx that an office has edited, read again as title and text: the parts are known by the names of their styles."""

import io
from collections.abc import Collection, Iterator

from docx import Document
from docx.document import Document as Word
from docx.oxml.ns import qn
from docx.table import Table

from engines.papers import word as w
from engines.papers.sizes import LONGEST_TEXT, MOST_COLUMNS, MOST_LINES, check_size

FRAME = frozenset({w.HEAD, w.NUMBER, w.ANNEXES, w.SIGNED, w.FOOT})
"""What the system writes again by itself."""
OURS = frozenset(w.STYLES)
Line = tuple[str, str]
"""(name of the style, text); a table's row has its cells behind tabs."""


def lines_of(data: bytes) -> list[Line]:
    """The lines of a .docx in their order, empty ones left out. Raises ValueError where it is none, or too large."""
    check_size(data)
    try:
        word = Document(io.BytesIO(data))
        _check_shape(word)
        return [line for part in word.iter_inner_content() for line in _lines(part) if line[1].strip()]
    except Exception as error:
        raise ValueError("not a .docx") from error


def _check_shape(word: Word) -> None:
    """Raises ValueError: so many paragraphs and cells, or so wide a cell, that reading them takes the server's time and memory."""
    if sum(1 for _ in word.element.iter(qn("w:p"), qn("w:tc"))) > MOST_LINES:
        raise ValueError("too many lines")
    if any(int(span.get(qn("w:val"), 1)) > MOST_COLUMNS for span in word.element.iter(qn("w:gridSpan"))):
        raise ValueError("too many columns")


def _lines(part: object) -> Iterator[Line]:
    if not isinstance(part, Table):
        text = part.text.replace("\n", "") if _style(part) == w.PASSED else part.text  # type: ignore[attr-defined]
        yield _style(part), " ".join(text.split()) if "\t" in text else text.strip()
        return
    for row in part.rows:
        if cells := row.cells:  # none where content controls hold them
            yield _style(cells[0].paragraphs[0]), "\t".join(" ".join(cell.text.split()) for cell in cells)


def _style(line: object) -> str:
    return line.style.name if line.style is not None else ""  # type: ignore[attr-defined]


def words_of(data: bytes, frame: Collection[str] = ()) -> tuple[str, str]:
    """(title, text as `text_of` writes it). frame: lines without a style of ours that the office's template brings itself.

    raises: ValueError
    """
    title, text = "", list[str]()
    annex = False
    for style, line in lines_of(data):
        if style in FRAME or (style not in OURS and line in frame):
            continue
        if style == w.TITLE_LINE:
            title += line
        elif style == w.ANNEX:
            annex = True
            text += ["", f"{line}："]
        elif style == w.ANNEX_TITLE and annex:
            text[-1] += line
        else:
            annex = False
            text.append(line)
    if sum(map(len, text)) > LONGEST_TEXT:
        raise ValueError("too long")
    return title, "\n".join(text).strip()
