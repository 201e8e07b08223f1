"""Sizes that both forms of a paper share, on the page and in Word (GB/T 9704-2012, 7.2, 7.3)."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from engines.papers.chinese import day, width
from engines.papers.gaps import GAP
from engines.papers.titles import title_lines
from engines.papers.tree import Annex, Block, Draft

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


def lines_of_note(draft: Draft) -> list[str]:
    """The 题注 in lines of about equal length: never one character alone in the last."""
    return title_lines(draft.passed, CHARACTERS - 2) if draft.passed else []


def head_size(head: str) -> float:
    """Size in pt of the 发文机关标志: as large as its line allows, never smaller than the title."""
    return max(SMALLEST_HEAD_PT, min(LARGEST_HEAD_PT, round(HEAD_WIDTH_PT / max(1.0, width(head)), 1)))


NARROWEST = 7.5
"""Least share of a column, in %: two characters stand beside each other in it."""
CELL_MM, BESIDE_MM = 12 / 72 * 25.4 * 1.1, 3.6
"""A character of a cell (12 pt; figures of some fonts are wider than half of one); what stands between the text of a cell and its neighbours."""
TOGETHER = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日|[\d,.]+(?:[%个项条人件次张]|万元|分钟)?")
"""Days and amounts: no line break stands in them."""
MOST_FOR_NUMBERS = 85
"""Share of a table, in %, that days and amounts may claim before the weights of the columns count."""


def shares(block: Block, *, wide: bool = False) -> list[float]:
    """How wide each column of a table is, in % of it: by its weight, but none too narrow for 序号 or for its days and amounts.

    wide: the page lies on its side
    """
    columns, whole = block.columns, HEIGHT_MM if wide else TEXT_MM
    narrowest = min(NARROWEST, 100 / max(1, len(columns)))
    least = [max(narrowest, _claims(block.rows, place, whole)) for place in range(len(columns))]
    if sum(least) > MOST_FOR_NUMBERS:
        least = [narrowest] * len(columns)
    weights = sum(column.width for column in columns) or 1
    wanted = [max(0.0, 100 * column.width / weights - share) for column, share in zip(columns, least, strict=True)]
    spare, more = 100 - sum(least), sum(wanted)
    if not more:
        return [100 / len(columns)] * len(columns)
    return [round(share + want * spare / more, 2) for share, want in zip(least, wanted, strict=True)]


def _claims(rows: Iterable[Sequence[str]], place: int, whole: float) -> float:
    """The share of a column, in %, in which its widest day or amount stands in one line."""
    runs = [run for row in rows for run in TOGETHER.findall(row[place])]
    return 100 * (max(map(width, runs)) * CELL_MM + BESIDE_MM) / whole if runs else 0.0


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
