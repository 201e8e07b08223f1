"""Elements of Word's own that python-docx has no word for: lines at edges, repeated rows, a table at the foot."""

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

RED = "D7000F"


def element(name: str, **values: str) -> Any:
    """An element of Word's own with these attributes."""
    made = OxmlElement(f"w:{name}")
    for attribute, value in values.items():
        made.set(qn(f"w:{attribute}"), value)
    return made


def red_rule(line: Paragraph) -> None:
    """The red line below a 发文字号."""
    borders = element("pBdr")
    borders.append(_edge("bottom", 18, colour=RED, space=11))
    line._p.get_or_add_pPr().insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _edge(side: str, eighths: int, *, colour: str = "000000", space: int = 0) -> Any:
    """A line on one side, its width in eighths of a point."""
    return element(side, val="single", sz=str(eighths), space=str(space), color=colour)


def row_has(row: Any, *names: str) -> None:
    """Properties of a row that have no value (tblHeader, cantSplit)."""
    properties = row.get_or_add_trPr()
    for name in names:
        properties.append(element(name))


def ruled(grid: Table) -> None:
    """Lines around and between the cells, whatever styles the document has."""
    borders = element("tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(_edge(side, 4))
    grid._tbl.tblPr.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")


def edges(cell: _Cell, *, top: int, bottom: int) -> None:
    """Lines above and below a cell, in eighths of a point."""
    borders = element("tcBorders")
    for side, eighths in (("top", top), ("bottom", bottom)):
        if eighths:
            borders.append(_edge(side, eighths))
    cell._tc.get_or_add_tcPr().append(borders)


def at_the_foot(grid: Table) -> None:
    """The table stands at the foot of the text area, wherever the text ends."""
    place = element("tblpPr", vertAnchor="margin", horzAnchor="margin", tblpXSpec="center", tblpYSpec="bottom")
    properties = grid._tbl.tblPr
    properties.insert_element_before(
        place,
        "w:tblOverlap",
        "w:bidiVisual",
        "w:tblStyleRowBandSize",
        "w:tblStyleColBandSize",
        "w:tblW",
        "w:jc",
        "w:tblLayout",
        "w:tblLook",
    )
