"""Between a tree and plain text: what an office types or edits becomes blocks, and blocks can be read as text."""

import re
from collections.abc import Iterable
from dataclasses import replace

from engines.papers.tree import Annex, Block, Column, Draft, Kind, address, article, heading, numbered, para, table

NUMERALS = "一二三四五六七八九十百"
MARKS = (
    (1, re.compile(rf"^[{NUMERALS}]+、\s*")),
    (2, re.compile(rf"^（[{NUMERALS}]+）\s*")),
    (3, re.compile(r"^\d{1,2}[.．]\s*(?=\D)")),
    (4, re.compile(r"^（\d{1,2}）\s*")),
)
ARTICLE = re.compile(rf"^第[{NUMERALS}]+条[\s　]*")
URL = re.compile(r"https?://[\w./:?=&%#-]+", re.ASCII)
ANNEX = re.compile(r"^附件\d*：(.+)$")
IN_BRACKETS = re.compile(r"^（.*）$")
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
    for number, annex in draft.numbered_annexes:
        lines += ["", f"附件{number}：{annex.title}", *_lines(annex.blocks)]
    return "\n".join(lines).strip()


def _lines(blocks: Iterable[Block]) -> list[str]:
    lines: list[str] = []
    for mark, block in numbered(blocks):
        if block.kind is Kind.TABLE:
            head = "\t".join(column.title for column in block.columns)
            lines += [*filter(None, [block.text]), head, *("\t".join(row) for row in block.rows)]
        elif block.kind is Kind.SIGNING:
            lines += ["", *(f"{word}：" for word in block.lines)]
        else:
            lines.append(mark + ("　" if block.kind is Kind.ARTICLE else "") + said(block))
    return lines


def said(block: Block) -> str:
    """The words of a block: of an address with the address itself, which whoever has no camera types."""
    return block.text if block.kind is not Kind.ADDRESS or block.url in block.text else f"{block.text}{block.url}"


def rewritten(draft: Draft, title: str, text: str) -> Draft:
    """The paper with other words, which are read as `text_of` writes them: 题注, 主送, 附件 and tables stay what they were."""
    main, *annexes = _parts(text)
    passed = to = ""
    if draft.passed and main and (main[0] == draft.passed or IN_BRACKETS.match(main[0])):
        passed = main.pop(0)
    if draft.to and main and main[0].endswith("："):
        to = main.pop(0).rstrip("：")
    known = (*draft.blocks, *(block for annex in draft.annexes for block in annex.blocks))
    wide = [annex.wide for annex in draft.annexes]
    made = tuple(
        Annex(lines[0], _recognised("\n".join(lines[1:]), known), place < len(wide) and wide[place])
        for place, lines in enumerate(annexes)
    )
    blocks = _recognised("\n".join(main), known)
    return replace(draft, title=title, passed=passed, to=to, blocks=blocks, annexes=made)


def _parts(text: str) -> list[list[str]]:
    """The lines of the paper itself, then of each annex, its title first. Empty lines are left out."""
    parts: list[list[str]] = [[]]
    behind_a_gap = False
    for line in text.splitlines():
        start = ANNEX.match(line.strip()) if behind_a_gap else None
        behind_a_gap = not line.strip()
        if start:
            parts.append([start[1]])
        elif line.strip():
            parts[-1].append(line if "\t" in line else line.strip())
    return parts


def _recognised(text: str, known: Iterable[Block]) -> tuple[Block, ...]:
    """Blocks of a text; what is in it as it was keeps what text cannot say: widths, captions, addresses, lines to sign."""
    tables = [one for one in known if one.kind is Kind.TABLE]
    plain = {said(one): one for one in known if one.kind is Kind.ADDRESS}
    hands = [one for one in known if one.kind is Kind.SIGNING]
    found: list[Block] = []
    for block in blocks_from(text):
        if block.kind is Kind.TABLE:
            alike = [one for one in tables if _titles(one) == _titles(block)]
            above = found[-1] if found else None
            old = next((one for one in alike if one.text and above == para(one.text)), None)
            if old is not None:
                found.pop()
            like = old or next(iter(alike), block)
            block = replace(block, text=old.text if old else "", columns=like.columns)
        found.append(plain.get(block.text, block))
        for one in hands:
            if found[-len(one.lines) :] == [para(f"{word}：") for word in one.lines]:
                found[-len(one.lines) :] = [one]
    return tuple(found)


def _titles(one: Block) -> list[str]:
    return [column.title for column in one.columns]
