"""Sizes that both forms of a paper share, on the page and in Word (GB/T 9704-2012, 7.2, 7.3)."""

from collections.abc import Sequence
from datetime import date

from engines.papers.chinese import day, width
from engines.papers.gaps import GAP
from engines.papers.titles import title_lines
from engines.papers.tree import Annex, Column, Draft

TEXT_MM, HEIGHT_MM = 156, 225
"""版心."""
LINES, CHARACTERS = 22, 28
TITLE_CHARACTERS = 19
"""Characters of 2 号 (22 pt) in one line of a title."""
WIDE_TITLE_CHARACTERS = 30
LARGEST_HEAD_PT, SMALLEST_HEAD_PT = 48.0, 22.0
HEAD_WIDTH_PT = 430.0
BEHIND_DATE = 4
"""右空四字: characters right of the date of a paper that is sealed (7.3.5.1)."""


def lines_of_title(paper: Draft | Annex) -> list[str]:
    return title_lines(paper.title, WIDE_TITLE_CHARACTERS if paper.wide else TITLE_CHARACTERS)


def head_size(head: str) -> float:
    """Size in pt of the 发文机关标志: as large as its line allows, never smaller than the title."""
    return max(SMALLEST_HEAD_PT, min(LARGEST_HEAD_PT, round(HEAD_WIDTH_PT / max(1.0, width(head)), 1)))


NARROWEST = 7.5
"""Least share of a column, in %: two characters stand beside each other in it."""


def shares(columns: Sequence[Column]) -> list[float]:
    """How wide each column is, in % of the table; none is too narrow for the word 序号."""
    whole = sum(column.width for column in columns) or 1
    least = min(NARROWEST, 100 / max(1, len(columns)))
    found = [max(least, 100 * column.width / whole) for column in columns]
    spare, wanted = 100 - least * len(found), sum(share - least for share in found)
    if not wanted:
        return [100 / len(found)] * len(found)
    return [round(least + (share - least) * spare / wanted, 2) for share in found]


def signature(signed: tuple[str, ...], on: date | None) -> list[tuple[str, float]]:
    """落款: (line, characters right of it); nothing for a paper that no body issues. The body stands over the middle of the date, the date 4 characters from the edge."""
    if not signed:
        return []
    dated = day(on) if on else ""
    rows = [*signed, *([dated] if dated else [])]
    middle = max([BEHIND_DATE + width(dated) / 2, *(width(body) / 2 for body in signed)])
    return [(row, round(middle - width(row) / 2, 2)) for row in rows]


def colophon(draft: Draft) -> list[list[str]]:
    """版记: its lines, each with what stands left and right."""
    rows = [[f"抄送：{draft.copies}。"]] if draft.copies else []
    if draft.printed_by:
        rows.append([draft.printed_by, f"{day(draft.on)}印发" if draft.on else ""])
    return rows


def pieces(text: str) -> list[tuple[str, bool]]:
    """A text in parts: (part, whether it is the mark of something missing)."""
    found: list[tuple[str, bool]] = []
    at = 0
    for gap in GAP.finditer(text):
        found += [(text[at : gap.start()], False), (gap.group(), True)]
        at = gap.end()
    found.append((text[at:], False))
    return [(part, missing) for part, missing in found if part]
