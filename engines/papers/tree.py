"""The tree of a paper: what stands on it, in order, without how it looks."""

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum

from engines.exact import number_in_chinese

LEVELS = 4


class Kind(StrEnum):
    HEADING = "heading"
    PARA = "para"
    ARTICLE = "article"
    TABLE = "table"
    ADDRESS = "address"
    SIGNING = "signing"


@dataclass(frozen=True)
class Column:
    """One column of a table.

    width: its share of the table, compared with the other columns
    align: left, center, right
    """

    title: str
    width: int = 1
    align: str = "center"


@dataclass(frozen=True)
class Block:
    """One part of a paper.

    level:   of a heading, 1 to 4: 一、（一）1.（1）
    columns, rows: of a table; text is then its caption
    url:     of an address: a QR code stands beside it on paper
    lines:   of signatures: what stands before each line (总监票人)
    """

    kind: Kind
    text: str = ""
    level: int = 0
    columns: tuple[Column, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    url: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Annex:
    """附件: begins on a page of its own. wide: the page lies on its side, for a table with many columns"""

    title: str
    blocks: tuple[Block, ...]
    wide: bool = False


@dataclass(frozen=True)
class Draft:
    """A whole paper.

    head:     发文机关标志, printed in red above a red line (新城区人民政府文件); empty: the paper has none
    number:   发文字号; of a 公告 the line below the title (第一号)
    passed:   题注 below the title (2026年1月12日……通过)
    to:       主送; empty: to everybody
    signed:   落款: the bodies that issue it, none for a paper that is passed (办法) or signed by hand
    on:       成文日期
    copies:   抄送; printed_by: 印发机关. Both stand in the 版记 at the foot of the last page
    wide:     the whole paper lies on its side (a table with many columns)
    mark:     what stands across every page (试运行，不作数); empty: nothing
    facts:    (name of a field, its value): what an office's own template can name beside title, text and tables
    """

    title: str = ""
    blocks: tuple[Block, ...] = ()
    head: str = ""
    number: str = ""
    passed: str = ""
    to: str = ""
    signed: tuple[str, ...] = ()
    on: date | None = None
    annexes: tuple[Annex, ...] = ()
    copies: str = ""
    printed_by: str = ""
    wide: bool = False
    mark: str = ""
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def numbered_annexes(self) -> list[tuple[str, Annex]]:
        """Each annex with its number; the only one has none."""
        several = len(self.annexes) > 1
        return [(str(number) if several else "", annex) for number, annex in enumerate(self.annexes, 1)]

    @property
    def fingerprint(self) -> str:
        """SHA-256 of what the data say. Number and date are given to the paper, its head and foot are form."""
        content = asdict(self) | {"number": "", "on": None, "head": "", "copies": "", "printed_by": ""}
        del content["facts"]
        return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def heading(level: int, text: str) -> Block:
    """A numbered heading; the number is made when it is shown. level: 1 to 4. Raises ValueError otherwise."""
    if not 1 <= level <= LEVELS:
        raise ValueError(f"{level}: headings have level 1 to {LEVELS}")
    return Block(Kind.HEADING, text, level)


def para(text: str) -> Block:
    return Block(Kind.PARA, text)


def article(text: str) -> Block:
    """One article of rules: 第一条 … in the order of the paper."""
    return Block(Kind.ARTICLE, text)


def table(
    columns: Sequence[Column],
    rows: Iterable[Sequence[object]],
    caption: str = "",
    *,
    optional: Collection[str] = (),
) -> Block:
    """A table with ruled lines; its head is repeated on each page. Raises ValueError for a row of another length.

    optional: titles of columns that are left out where no row has anything in them
    """
    written = tuple(tuple("" if cell is None else str(cell) for cell in row) for row in rows)
    if any(len(row) != len(columns) for row in written):
        raise ValueError("a row has another number of cells than the table has columns")
    stays = [
        place
        for place, column in enumerate(columns)
        if column.title not in optional or any(row[place] for row in written)
    ]
    heads = tuple(columns[place] for place in stays)
    return Block(
        Kind.TABLE, caption, columns=heads, rows=tuple(tuple(row[place] for place in stays) for row in written)
    )


def address(text: str, url: str) -> Block:
    return Block(Kind.ADDRESS, text, url=url)


def signing(*lines: str) -> Block:
    """Lines to sign by hand, each behind its word."""
    return Block(Kind.SIGNING, lines=lines)


def numbered(blocks: Iterable[Block]) -> list[tuple[str, Block]]:
    """Each block with the number that stands before it: 一、 （一） 1. （1） 第一条; empty for what has none."""
    counts, articles, found = [0] * LEVELS, 0, []
    for block in blocks:
        mark = ""
        if block.kind is Kind.HEADING:
            counts[block.level - 1] += 1
            counts[block.level :] = [0] * (LEVELS - block.level)
            mark = _mark(block.level, counts[block.level - 1])
        elif block.kind is Kind.ARTICLE:
            articles += 1
            mark = f"第{number_in_chinese(articles)}条"
        found.append((mark, block))
    return found


def _mark(level: int, number: int) -> str:
    words = number_in_chinese(number)
    return (f"{words}、", f"（{words}）", f"{number}.", f"（{number}）")[level - 1]
