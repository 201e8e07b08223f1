"""Between a tree and plain text: what an office types or edits becomes blocks, and blocks can be read as text."""

import re
from collections.abc import Iterable

from engines.papers.tree import Block, Column, Draft, Kind, address, article, heading, numbered, para, table

NUMERALS = "一二三四五六七八九十百"
MARKS = (
    (1, re.compile(rf"^[{NUMERALS}]+、\s*")),
    (2, re.compile(rf"^（[{NUMERALS}]+）\s*")),
    (3, re.compile(r"^\d{1,2}[.．]\s*(?=\D)")),
    (4, re.compile(r"^（\d{1,2}）\s*")),
)
ARTICLE = re.compile(rf"^第[{NUMERALS}]+条[\s　]*")
URL = re.compile(r"https?://[\w./:?=&%#-]+", re.ASCII)
LONGEST_HEADING = 40
ENDS = "。；：，！？"


def blocks_from(text: str) -> tuple[Block, ...]:
    """Text, line by line, as blocks: numbered headings, articles, lines with tabs as tables, addresses, paragraphs.

    No word of it changes: a line whose own number is not the one that its place would give it stays a paragraph.
    """
    found: list[tuple[str, Block]] = []
    cells: list[list[str]] = []
    for line in [*text.splitlines(), ""]:
        if "\t" in line:
            cells.append([cell.strip() for cell in line.split("\t")])
            continue
        if cells:
            found.append(("", _table(cells)))
            cells = []
        if line.strip():
            found.append((line.strip(), _block(line.strip())))
    while (kept := _as_typed(found)) != found:
        found = kept
    return tuple(block for _line, block in found)


def _as_typed(found: list[tuple[str, Block]]) -> list[tuple[str, Block]]:
    """The first line that would get another number than it was typed with, as a paragraph; the others as they are."""
    for place, (mark, _block) in enumerate(numbered(block for _line, block in found)):
        line = found[place][0]
        if mark and not line.startswith(mark):
            return [*found[:place], (line, para(line)), *found[place + 1 :]]
    return found


def _block(line: str) -> Block:
    if (url := URL.search(line)) is not None:
        return address(line, url.group())
    if ARTICLE.match(line):
        return article(ARTICLE.sub("", line))
    for level, mark in MARKS:
        if mark.match(line) and len(line) <= LONGEST_HEADING and (level < 3 or line[-1] not in ENDS):
            return heading(level, mark.sub("", line).rstrip("。"))
    return para(line)


def _table(cells: list[list[str]]) -> Block:
    size = max(map(len, cells))
    rows = [[*row, *[""] * (size - len(row))] for row in cells]
    widths = [max(min(len(row[place]), 24) for row in rows) or 1 for place in range(size)]
    columns = [Column(title, max(2, wide)) for title, wide in zip(rows[0], widths, strict=True)]
    return table(columns, rows[1:])


def text_of(draft: Draft) -> str:
    """The paper as plain text below its title: what is searched, read aloud, and kept where no other form can be."""
    lines = [draft.passed, f"{draft.to}：" if draft.to else "", *_lines(draft.blocks)]
    for number, annex in enumerate(draft.annexes, 1):
        lines += ["", f"附件{number if len(draft.annexes) > 1 else ''}：{annex.title}", *_lines(annex.blocks)]
    return "\n".join(lines).strip()


def _lines(blocks: Iterable[Block]) -> list[str]:
    lines: list[str] = []
    for mark, block in numbered(blocks):
        if block.kind is Kind.TABLE:
            head = "\t".join(column.title for column in block.columns)
            lines += [*filter(None, [block.text]), head, *("\t".join(row) for row in block.rows)]
        elif block.kind is Kind.SIGNING:
            lines += ["", *(f"{word}：" for word in block.lines)]
        elif block.kind is Kind.ADDRESS and block.url not in block.text:
            lines.append(f"{block.text}{block.url}")
        else:
            lines.append(mark + ("　" if block.kind is Kind.ARTICLE else "") + block.text)
    return lines
