"""A paper as .docx, in the form of GB/T 9704-2012: an office goes on writing in it with Word or WPS."""

import io
from collections.abc import Callable, Iterable
from typing import Any

from docx import Document
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as Align
from docx.enum.text import WD_COLOR_INDEX, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length, Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from engines.papers.layout import head_size, lines_of_title, pieces, shares, signature
from engines.papers.marks import closed_up
from engines.papers.tree import Annex, Block, Draft, Kind, numbered

TEXT, TITLE, HEI, KAI, FIGURES = "仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312", "Times New Roman"
LINE = Pt(28.95)
"""225 mm in 22 lines."""
TIGHTER = "-5"
"""Twentieths of a point between characters: 28 of 16 pt stand in 156 mm."""
INDENT = Pt(31.5)
RED = RGBColor(0xD7, 0x00, 0x0F)
FONTS = {1: HEI, 2: KAI, 3: TEXT, 4: TEXT}
ALIGN = {"left": Align.LEFT, "right": Align.RIGHT, "center": Align.CENTER}
Picture = Callable[[str], bytes]
"""An address → its QR code as PNG."""


def docx_of(draft: Draft, picture: Picture | None = None) -> bytes:
    """The paper as a Word document. picture: draws the QR code of an address; without it the address stands alone."""
    word = Document()
    _plain_style(word)
    _shape(word.sections[0], wide=draft.wide)
    word.settings.odd_and_even_pages_header_footer = True
    _head(word, draft)
    _title(word, draft)
    _blocks(word, draft.blocks, picture, wide=draft.wide)
    _list_of_annexes(word, draft)
    _signed(word, draft)
    for number, annex in enumerate(draft.annexes, 1):
        _annex(word, annex, number if len(draft.annexes) > 1 else 0, picture, before=draft.wide)
    _colophon(word, draft)
    word.core_properties.title, word.core_properties.author = draft.title, "、".join(draft.signed)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _plain_style(word: Word) -> None:
    style = word.styles["Normal"]
    style.font.name, style.font.size = FIGURES, Pt(16)
    properties = style.element.get_or_add_rPr()
    properties.get_or_add_rFonts().set(qn("w:eastAsia"), TEXT)
    for name, attribute, value in (("spacing", "val", TIGHTER), ("lang", "eastAsia", "zh-CN")):
        property_ = OxmlElement(f"w:{name}")
        property_.set(qn(f"w:{attribute}"), value)
        properties.append(property_)
    layout = style.paragraph_format
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, LINE
    layout.space_before = layout.space_after = Pt(0)
    layout.widow_control = True
    paragraph = style.element.get_or_add_pPr()
    for name in ("w:overflowPunct", "w:autoSpaceDE", "w:autoSpaceDN"):
        switch = OxmlElement(name)
        switch.set(qn("w:val"), "0")
        paragraph.append(switch)


def _shape(section: Section, *, wide: bool) -> None:
    """A4 with the margins of the standard; a page on its side is bound at its top."""
    long, short = Mm(297), Mm(210)
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if wide else (short, long)
    top, right, bottom, left = (28, 35, 26, 37) if wide else (37, 26, 35, 28)
    section.top_margin, section.right_margin = Mm(top), Mm(right)
    section.bottom_margin, section.left_margin = Mm(bottom), Mm(left)
    section.footer_distance = Mm(bottom - 7 - 6)
    for footer, align, side in (
        (section.footer, Align.RIGHT, "right_indent"),
        (section.even_page_footer, Align.LEFT, "left_indent"),
    ):
        footer.is_linked_to_previous = False
        line = footer.paragraphs[0]
        line.alignment = align
        setattr(line.paragraph_format, side, Pt(14))
        _page_number(line)


def _page_number(line: Paragraph) -> None:
    for text, kind in (("— ", ""), ("", "begin"), ("PAGE", "code"), ("", "end"), (" —", "")):
        run = _run(line, text if kind != "code" else "", "宋体", 14)
        if kind == "code":
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = text
            run._r.append(code)
        elif kind:
            char = OxmlElement("w:fldChar")
            char.set(qn("w:fldCharType"), kind)
            run._r.append(char)


def _run(line: Paragraph, text: str, font: str = TEXT, size: float = 16, *, tight: bool = True) -> Run:
    run = line.add_run(text)
    run.font.size, run.font.name = Pt(size), FIGURES
    properties = run._r.get_or_add_rPr()
    properties.get_or_add_rFonts().set(qn("w:eastAsia"), font)
    if not tight:
        spacing = OxmlElement("w:spacing")
        spacing.set(qn("w:val"), "0")
        properties.append(spacing)
    return run


def _words(line: Paragraph, text: str, font: str = TEXT, size: float = 16, *, tight: bool = True) -> None:
    """Text, with what is missing marked in yellow."""
    for part, missing in pieces(closed_up(text)):
        run = _run(line, part, font, size, tight=tight)
        if missing:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _line(word: Word | _Cell, text: str = "", font: str = TEXT, size: float = 16, **layout: Any) -> Paragraph:
    line = word.add_paragraph()
    _words(line, text, font, size, tight=size == 16)
    for name, value in layout.items():
        setattr(line.paragraph_format, name, value)
    return line


def _head(word: Word, draft: Draft) -> None:
    """发文机关标志 35 mm below the edge of the text, 发文字号 two lines below it, the red line 4 mm below that."""
    if not draft.head:
        return
    size = head_size(draft.head)
    head = _line(word, alignment=Align.CENTER, space_before=Mm(35), line_spacing=Pt(size * 1.2))
    run = _run(head, draft.head, TITLE, size, tight=False)
    run.font.color.rgb = RED
    for _ in range(2):
        _line(word)
    number = _line(word, draft.number, alignment=Align.CENTER)
    _border(number, "bottom", "D7000F", 18, space=11)
    for _ in range(2):
        _line(word)


def _border(line: Paragraph, side: str, colour: str, eighths: int, space: int = 1) -> None:
    borders = line._p.get_or_add_pPr().find(qn("w:pBdr"))
    if borders is None:
        borders = OxmlElement("w:pBdr")
        line._p.get_or_add_pPr().insert_element_before(
            borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
        )
    edge = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", str(eighths)), ("space", str(space)), ("color", colour)):
        edge.set(qn(f"w:{name}"), value)
    borders.append(edge)


def _title(word: Word, draft: Draft) -> None:
    for text in lines_of_title(draft):
        _line(word, text, TITLE, 22, alignment=Align.CENTER, line_spacing=Pt(35), keep_with_next=True)
    if draft.number and not draft.head:
        _line(word, draft.number, KAI, alignment=Align.CENTER)
    if draft.passed:
        _line(word, draft.passed, KAI, alignment=Align.CENTER)
    _line(word)
    if draft.to:
        _line(word, f"{draft.to}：")


def _blocks(word: Word, blocks: Iterable[Block], picture: Picture | None, *, wide: bool = False) -> None:
    for mark, block in numbered(blocks):
        if block.kind is Kind.TABLE:
            _table(word, block, wide=wide)
        elif block.kind is Kind.SIGNING:
            _line(word)
            for text in block.lines:
                _line(word, f"{text}：", keep_together=True)
        elif block.kind is Kind.HEADING:
            _line(word, mark + block.text, FONTS[block.level], first_line_indent=INDENT, keep_with_next=True)
        elif block.kind is Kind.ARTICLE:
            line = _line(word, f"{mark}　", HEI, first_line_indent=INDENT, alignment=Align.JUSTIFY)
            _words(line, block.text)
        else:
            _line(word, block.text, first_line_indent=INDENT, alignment=Align.JUSTIFY)
            if block.kind is Kind.ADDRESS and picture is not None:
                code = _line(word, first_line_indent=INDENT, line_spacing_rule=WD_LINE_SPACING.SINGLE)
                code.add_run().add_picture(io.BytesIO(picture(block.url)), width=Mm(26))


def _table(word: Word, block: Block, *, wide: bool) -> None:
    if block.text:
        _line(word, block.text, HEI, 14, alignment=Align.CENTER, keep_with_next=True)
    grid = word.add_table(rows=1, cols=len(block.columns), style="Table Grid")
    grid.alignment, grid.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    whole = Mm(225 if wide else 156)
    widths = [Length(int(whole * share / 100)) for share in shares(block.columns)]
    for cell, column in zip(grid.rows[0].cells, block.columns, strict=True):
        _cell(cell, column.title, HEI, "center")
    _row(grid.rows[0]._tr, "w:tblHeader", "w:cantSplit")
    for row in block.rows:
        made = grid.add_row()
        _row(made._tr, "w:cantSplit")
        for cell, text, column in zip(made.cells, row, block.columns, strict=True):
            _cell(cell, text, TEXT, column.align)
    for place, size in enumerate(widths):
        grid.columns[place].width = size
        for made in grid.columns[place].cells:
            made.width = size
    _line(word)


def _row(row: Any, *names: str) -> None:
    properties = row.get_or_add_trPr()
    for name in names:
        properties.append(OxmlElement(name))


def _cell(cell: _Cell, text: str, font: str, align: str) -> None:
    line = cell.paragraphs[0]
    _words(line, text, font, 12, tight=False)
    line.alignment = ALIGN[align]
    line.paragraph_format.line_spacing = Pt(18)


def _list_of_annexes(word: Word, draft: Draft) -> None:
    if not draft.annexes:
        return
    word.paragraphs[-1].paragraph_format.keep_with_next = True
    _line(word, keep_with_next=True)
    for number, annex in enumerate(draft.annexes, 1):
        before = "附件：" if number == 1 else "　　　"
        which = f"{number}." if len(draft.annexes) > 1 else ""
        _line(word, f"{before}{which}{annex.title}", first_line_indent=INDENT)


def _signed(word: Word, draft: Draft) -> None:
    rows = signature(draft.signed, draft.on)
    if not rows:
        return
    word.paragraphs[-1].paragraph_format.keep_with_next = True
    for _ in range(2):
        _line(word, keep_with_next=True)
    for number, (text, behind) in enumerate(rows, 1):
        line = _line(word, alignment=Align.RIGHT, right_indent=Pt(behind * 16), keep_with_next=number < len(rows))
        _words(line, text, tight=False)


def _annex(word: Word, annex: Annex, number: int, picture: Picture | None, *, before: bool) -> None:
    section = word.sections[-1]
    if annex.wide or section.orientation == WD_ORIENT.LANDSCAPE:
        _shape(word.add_section(WD_SECTION.NEW_PAGE), wide=annex.wide)
        first = _line(word, f"附件{number or ''}", HEI)
    else:
        first = _line(word, f"附件{number or ''}", HEI, page_break_before=True)
    first.paragraph_format.keep_with_next = True
    _line(word)
    for text in lines_of_title(Draft(annex.title, wide=annex.wide)):
        _line(word, text, TITLE, 22, alignment=Align.CENTER, line_spacing=Pt(35), keep_with_next=True)
    _line(word)
    _blocks(word, annex.blocks, picture, wide=annex.wide)


def _colophon(word: Word, draft: Draft) -> None:
    """版记 at the foot of the last page: 抄送, then who printed it and when."""
    rows = [f"抄送：{draft.copies}。"] if draft.copies else []
    if draft.printed_by:
        rows.append(f"{draft.printed_by}　　{_printed_on(draft)}")
    if not rows:
        return
    grid = word.add_table(rows=0, cols=1)
    for place, text in enumerate(rows):
        cell = grid.add_row().cells[0]
        line = cell.paragraphs[0]
        _words(line, text, TEXT, 14, tight=False)
        line.paragraph_format.line_spacing, line.paragraph_format.left_indent = Pt(24), Pt(14)
        _edges(cell, top=8 if place == 0 else 4, bottom=8 if place == len(rows) - 1 else 0)
    _at_the_foot(grid)
    _line(word, line_spacing=Pt(1))


def _edges(cell: _Cell, *, top: int, bottom: int) -> None:
    """Lines above and below a cell, in eighths of a point."""
    borders = OxmlElement("w:tcBorders")
    for side, eighths in (("top", top), ("bottom", bottom)):
        if eighths:
            edge = OxmlElement(f"w:{side}")
            for name, value in (("val", "single"), ("sz", str(eighths)), ("space", "0"), ("color", "000000")):
                edge.set(qn(f"w:{name}"), value)
            borders.append(edge)
    cell._tc.get_or_add_tcPr().append(borders)


def _at_the_foot(grid: Table) -> None:
    """The table stands at the foot of the text area, wherever the text ends."""
    place = OxmlElement("w:tblpPr")
    for name, value in (
        ("vertAnchor", "margin"),
        ("horzAnchor", "margin"),
        ("tblpXSpec", "center"),
        ("tblpYSpec", "bottom"),
    ):
        place.set(qn(f"w:{name}"), value)
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


def _printed_on(draft: Draft) -> str:
    return f"{draft.on.year}年{draft.on.month}月{draft.on.day}日印发" if draft.on else ""
