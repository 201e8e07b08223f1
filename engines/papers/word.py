"""A paper as .docx, in the form of GB/T 9704-2012: an office goes on writing in it with Word or WPS."""

import io
from collections.abc import Callable, Iterable
from typing import Any

from docx import Document
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as Align
from docx.enum.text import WD_COLOR_INDEX, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length, Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from engines.papers.elements import RED, at_the_foot, edges, element, red_rule, row_has, ruled
from engines.papers.layout import (
    HEIGHT_MM,
    TEXT_MM,
    colophon,
    head_size,
    lines_of_note,
    lines_of_title,
    pieces,
    shares,
    signature,
)
from engines.papers.marks import closed_up
from engines.papers.reading import said
from engines.papers.tree import Annex, Block, Draft, Kind, numbered

TEXT, TITLE, HEI, KAI, FIGURES = "仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312", "Times New Roman"
LINE = Pt(28.95)
"""225 mm in 22 lines."""
TIGHTER = "-5"
"""Twentieths of a point between characters: 28 of 16 pt stand in 156 mm."""
INDENT = Pt(31.5)
BODY, CAPTION = "公文正文", "公文表题"
"""Names of paragraph styles: they stay when an office edits the file, so it can be read again part by part (`coming`)."""
HEAD, NUMBER, TITLE_LINE, PASSED, TO = "公文标志", "公文文号", "公文标题", "公文题注", "公文主送"
ANNEXES, SIGNED, ANNEX, ANNEX_TITLE, FOOT = "公文附件说明", "公文落款", "公文附件", "公文附件标题", "公文版记"
CELL = "公文表格"
STYLES = (BODY, CAPTION, CELL, HEAD, NUMBER, TITLE_LINE, PASSED, TO, ANNEXES, SIGNED, ANNEX, ANNEX_TITLE, FOOT)
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
    write_blocks(word, draft.blocks, picture, wide=draft.wide)
    _list_of_annexes(word, draft)
    _signed(word, draft)
    for number, annex in draft.numbered_annexes:
        _annex(word, annex, number, picture)
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
    properties.append(element("spacing", val=TIGHTER))
    properties.append(element("lang", eastAsia="zh-CN"))
    layout = style.paragraph_format
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, LINE
    layout.space_before = layout.space_after = Pt(0)
    layout.widow_control = True
    paragraph = style.element.get_or_add_pPr()
    for name in ("overflowPunct", "autoSpaceDE", "autoSpaceDN"):
        paragraph.append(element(name, val="0"))
    have_styles(word)


def have_styles(word: Word) -> None:
    """See to it that the document has our paragraph styles; in an office's own file they keep our lines as far apart as in ours."""
    for name in STYLES:
        if name not in word.styles:
            style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            layout = style.paragraph_format
            layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, LINE
            layout.space_before = layout.space_after = Pt(0)
            style.element.get_or_add_rPr().append(element("spacing", val=TIGHTER))


def _shape(section: Section, *, wide: bool) -> None:
    """A4 with the margins of the standard; a page on its side has its head where the others have their left edge."""
    long, short = Mm(297), Mm(210)
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if wide else (short, long)
    top, right, bottom, left = (28, 37, 26, 35) if wide else (37, 26, 35, 28)
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
            code = element("instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = text
            run._r.append(code)
        elif kind:
            run._r.append(element("fldChar", fldCharType=kind))


def _run(line: Paragraph, text: str, font: str = TEXT, size: float = 16, *, tight: bool = True) -> Run:
    run = line.add_run(text)
    run.font.size, run.font.name = Pt(size), FIGURES
    properties = run._r.get_or_add_rPr()
    properties.get_or_add_rFonts().set(qn("w:eastAsia"), font)
    if not tight:
        properties.append(element("spacing", val="0"))
    return run


def _words(line: Paragraph, text: str, font: str = TEXT, size: float = 16, *, tight: bool = True) -> None:
    """Text, with what is missing marked in yellow."""
    for part, missing in pieces(closed_up(text)):
        run = _run(line, part, font, size, tight=tight)
        if missing:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _line(word: Word, text: str = "", font: str = TEXT, size: float = 16, part: str = BODY, **layout: Any) -> Paragraph:
    line = word.add_paragraph(style=part)
    _words(line, text, font, size, tight=size == 16)
    for name, value in layout.items():
        setattr(line.paragraph_format, name, value)
    return line


def _head(word: Word, draft: Draft) -> None:
    """发文机关标志 35 mm below the edge of the text, 发文字号 two lines below it, the red line 4 mm below that."""
    if not draft.head:
        return
    size = head_size(draft.head)
    head = _line(word, part=HEAD, alignment=Align.CENTER, space_before=Mm(35), line_spacing=Pt(size * 1.2))
    run = _run(head, draft.head, TITLE, size, tight=False)
    run.font.color.rgb = RGBColor.from_string(RED)
    for _ in range(2):
        _line(word)
    number = _line(word, draft.number, part=NUMBER, alignment=Align.CENTER)
    red_rule(number)
    for _ in range(2):
        _line(word)


def _title(word: Word, draft: Draft) -> None:
    _title_lines(word, draft)
    if draft.number and not draft.head:
        _line(word, draft.number, KAI, part=NUMBER, alignment=Align.CENTER)
    if draft.passed:
        _line(word, "\n".join(lines_of_note(draft)), KAI, part=PASSED, alignment=Align.CENTER)
    _line(word)
    if draft.to:
        _line(word, f"{draft.to}：", part=TO)


def _title_lines(word: Word, paper: Draft | Annex) -> None:
    part = TITLE_LINE if isinstance(paper, Draft) else ANNEX_TITLE
    for text in lines_of_title(paper):
        _line(word, text, TITLE, 22, part, alignment=Align.CENTER, line_spacing=Pt(35), keep_with_next=True)


def write_blocks(word: Word, blocks: Iterable[Block], picture: Picture | None, *, wide: bool = False) -> None:
    """Write blocks at the end of a document. picture: as in `docx_of`; wide: the page lies on its side"""
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
            _line(word, said(block), first_line_indent=INDENT, alignment=Align.JUSTIFY)
            if block.kind is Kind.ADDRESS and picture is not None:
                code = _line(word, first_line_indent=INDENT, line_spacing_rule=WD_LINE_SPACING.SINGLE)
                code.add_run().add_picture(io.BytesIO(picture(block.url)), width=Mm(26))


def _table(word: Word, block: Block, *, wide: bool) -> None:
    if block.text:
        _line(word, block.text, HEI, 14, CAPTION, alignment=Align.CENTER, keep_with_next=True)
    grid = word.add_table(rows=1, cols=len(block.columns))
    ruled(grid)
    grid.alignment, grid.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    whole = Mm(HEIGHT_MM if wide else TEXT_MM)
    widths = [Length(int(whole * share / 100)) for share in shares(block, wide=wide)]
    for cell, column in zip(grid.rows[0].cells, block.columns, strict=True):
        _cell(cell, column.title, HEI, "center")
    row_has(grid.rows[0]._tr, "tblHeader", "cantSplit")
    for row in block.rows:
        made = grid.add_row()
        row_has(made._tr, "cantSplit")
        for cell, text, column in zip(made.cells, row, block.columns, strict=True):
            _cell(cell, text, TEXT, column.align)
    for place, size in enumerate(widths):
        grid.columns[place].width = size
        for made in grid.columns[place].cells:
            made.width = size
    _line(word)


def _cell(cell: _Cell, text: str, font: str, align: str) -> None:
    line = cell.paragraphs[0]
    line.style = CELL
    _words(line, text, font, 12, tight=False)
    line.alignment = ALIGN[align]
    line.paragraph_format.line_spacing = Pt(18)


def _list_of_annexes(word: Word, draft: Draft) -> None:
    if not draft.annexes:
        return
    word.paragraphs[-1].paragraph_format.keep_with_next = True
    _line(word, keep_with_next=True)
    for place, (number, annex) in enumerate(draft.numbered_annexes):
        before = "　　　" if place else "附件："
        which = f"{number}." if number else ""
        _line(word, f"{before}{which}{annex.title}", part=ANNEXES, first_line_indent=INDENT)


def _signed(word: Word, draft: Draft) -> None:
    rows = signature(draft.signed, draft.on)
    if not rows:
        return
    word.paragraphs[-1].paragraph_format.keep_with_next = True
    for _ in range(2):
        _line(word, keep_with_next=True)
    for number, (text, behind) in enumerate(rows, 1):
        layout: dict[str, Any] = {
            "alignment": Align.RIGHT,
            "right_indent": Pt(behind * 16),
            "keep_with_next": number < len(rows),
        }
        line = _line(word, part=SIGNED, **layout)
        _words(line, text, tight=False)


def _annex(word: Word, annex: Annex, number: str, picture: Picture | None) -> None:
    turned = annex.wide or word.sections[-1].orientation == WD_ORIENT.LANDSCAPE
    if turned:
        _shape(word.add_section(WD_SECTION.NEW_PAGE), wide=annex.wide)
    _write_annex(word, annex, number, picture, own_page=not turned, wide=annex.wide)


def write_annexes(word: Word, draft: Draft, picture: Picture | None) -> None:
    """The annexes at the end of an office's own file, whose pages keep their shape."""
    for number, annex in draft.numbered_annexes:
        _write_annex(word, annex, number, picture, own_page=True, wide=False)


def _write_annex(word: Word, annex: Annex, number: str, picture: Picture | None, *, own_page: bool, wide: bool) -> None:
    _line(word, f"附件{number}", HEI, part=ANNEX, page_break_before=own_page, keep_with_next=True)
    _line(word)
    _title_lines(word, annex)
    _line(word)
    write_blocks(word, annex.blocks, picture, wide=wide)


def _colophon(word: Word, draft: Draft) -> None:
    """版记 at the foot of the last page: 抄送, then who printed it and when."""
    rows = ["　　".join(row) for row in colophon(draft)]
    if not rows:
        return
    grid = word.add_table(rows=0, cols=1)
    for place, text in enumerate(rows):
        cell = grid.add_row().cells[0]
        line = cell.paragraphs[0]
        line.style = FOOT
        _words(line, text, TEXT, 14, tight=False)
        line.paragraph_format.line_spacing, line.paragraph_format.left_indent = Pt(24), Pt(14)
        edges(cell, top=8 if place == 0 else 4, bottom=8 if place == len(rows) - 1 else 0)
    at_the_foot(grid)
    _line(word, line_spacing=Pt(1))
