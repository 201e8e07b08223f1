"""Every paper of a played year on paper: as the data are, with the longest names and tables, and with everything missing that may be.

The registry says which kinds there are, so a new kind is laid out and measured without a word here. All kinds are one PDF, because
fonts are put into a file once; what is measured is read from that file (poppler), not from the style.
"""

import re
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.db import models, transaction
from django.urls import resolve

from engines.papers import Block, Draft, Kind, day, numbered, text_of
from engines.papers.gaps import OPEN
from engines.papers.layout import LINES
from engines.papers.marks import closed_up
from piaojue.commons.draftable import Document, Written, written
from piaojue.commons.drafting.queries import documents_of
from piaojue.commons.web.official import official_html
from piaojue.commons.web.printing import laid_out
from piaojue.commons.years.models import Year

MM = 72 / 25.4
UPRIGHT, ON_ITS_SIDE = (37, 26, 35, 28), (28, 37, 26, 35)
"""Margins in mm: above, right, below, left (GB/T 9704-2012, 5.2). A page on its side has its head at the left edge of the others."""
TALLEST_ROWS = 12
ON = date(2026, 1, 5)
FILLER = "改造提升和配套设施建设工程"
LONGEST = 60
"""Characters of the longest name: more than any project that a place has published."""


@dataclass(frozen=True)
class Word:
    """A run of characters without a space. Sizes in mm from the paper's upper left corner."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


@dataclass
class Page:
    """One page as it is printed. number: of the whole file"""

    number: int
    width: float
    height: float
    words: list[Word] = field(default_factory=list)

    @property
    def wide(self) -> bool:
        return self.width > self.height

    @property
    def margins(self) -> tuple[int, int, int, int]:
        return ON_ITS_SIDE if self.wide else UPRIGHT

    @property
    def in_text(self) -> list[Word]:
        """What stands in the 版心: all but the page number."""
        return [word for word in self.words if not self.is_number(word)]

    def is_number(self, word: Word) -> bool:
        _above, _right, below, left = self.margins
        return word.top > self.height - below or (self.wide and word.right < left)

    @property
    def lines(self) -> list[str]:
        """Its lines from above, words beside each other joined."""
        rows: list[list[Word]] = []
        for word in sorted(self.in_text, key=lambda one: (one.top, one.left)):
            if rows and word.top - rows[-1][0].top < 2:
                rows[-1].append(word)
            else:
                rows.append([word])
        return ["".join(word.text for word in sorted(row, key=lambda one: one.left)) for row in rows]


@dataclass(frozen=True)
class Printed:
    """One paper and the pages that it takes."""

    code: str
    draft: Draft
    pages: list[Page]


OF_A_CITY = {"round_report"}
"""Written by who is above the counties, of a round through them: a county's own year has none."""


def all_of(year: Year) -> list[tuple[Document, Written]]:
    """Each kind of paper of the year, about the thing that has the most to say. Fails where a kind has nothing to be written from."""
    found = []
    for line in documents_of(year):
        if line.code in OF_A_CITY:
            continue
        things = list(line.about(year))
        assert things, f"{line.code}: the played year has nothing to write it from"
        drawn = [written(line, thing, year) for thing in things]
        found.append((line, max(drawn, key=lambda one: (not one.gaps, len(text_of(one.draft))))))
    return found


@contextmanager
def for_a_moment() -> Iterator[None]:
    """What is written to the database is gone afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _rows(fits: Callable[[models.Field], bool]) -> Iterator[tuple[type[models.Model], list[str]]]:
    for model in apps.get_models():
        if not model.__module__.startswith("piaojue.stages") and model.__name__ not in ("Body", "Sitting"):
            continue
        names = [one.name for one in model._meta.concrete_fields if fits(one)]
        if names:
            yield model, names


def with_the_longest_names() -> None:
    """Every title and name of the stages, of bodies and of sittings as long as names get."""
    for model, names in _rows(lambda one: isinstance(one, models.CharField) and one.name in ("title", "name")):
        for row in model._default_manager.all():
            model._default_manager.filter(pk=row.pk).update(**{name: _long(row, name) for name in names})


def _long(row: models.Model, name: str) -> str:
    most = min(row._meta.get_field(name).max_length or 60, LONGEST)
    whole = f"{getattr(row, name)}{row.pk}号" + FILLER * most
    return whole[:most]


def with_everything_missing() -> None:
    """Every text, day, number and unit of the stages that may be left out is."""
    for model, names in _rows(_may_be_missing):
        blank = {
            name: "" if isinstance(model._meta.get_field(name), models.CharField | models.TextField) else None
            for name in names
        }
        model._default_manager.update(**blank)


SELECTS = {"report", "previous"}
"""Columns that say which things there are papers about."""


def _may_be_missing(one: models.Field) -> bool:
    if one.name in SELECTS:
        return False
    if isinstance(one, models.ForeignKey):
        return one.null and one.remote_field.model._meta.label in ("people.Body", "people.Seat")
    if isinstance(one, models.CharField | models.TextField):
        return one.blank and not one.choices and not one.unique
    return (
        one.null
        and isinstance(one, models.DateField | models.IntegerField)
        and not isinstance(one, models.DateTimeField)
    )


def with_the_largest_tables(draft: Draft) -> Draft:
    """Its tables again with many rows and full cells."""
    return replace(
        draft,
        blocks=tuple(map(_longer, draft.blocks)),
        annexes=tuple(replace(one, blocks=tuple(map(_longer, one.blocks))) for one in draft.annexes),
    )


def _longer(block: Block) -> Block:
    if block.kind is not Kind.TABLE or not block.rows:
        return block
    rows = block.rows * (1 + TALLEST_ROWS // len(block.rows))
    return replace(block, rows=rows[: max(TALLEST_ROWS, len(block.rows))])


def print_all(papers: list[tuple[str, Draft]]) -> tuple[list[Printed], list[str]]:
    """(each paper with its pages, what pdffonts says of each font of the file)."""
    drafts = [replace(draft, on=draft.on or ON) for _code, draft in papers]
    document = laid_out(official_html(*drafts))
    starts = {
        int(anchor.removeprefix("paper-")): number
        for number, page in reversed(list(enumerate(document.pages)))
        for anchor in page.anchors
        if anchor.startswith("paper-")
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "papers.pdf"
        document.write_pdf(path)
        pages = pages_in(path)
        fonts = _poppler("pdffonts", path).splitlines()[2:]
    ends = [*(starts[number] for number in range(2, len(papers) + 1)), len(pages)]
    found = [
        Printed(code, draft, pages[starts[number] : end])
        for number, ((code, _draft), draft, end) in enumerate(zip(papers, drafts, ends, strict=True), 1)
    ]
    return found, fonts


def pages_in(pdf: Path) -> list[Page]:
    """The pages of a PDF with the words on each."""
    boxes = _poppler("pdftotext", "-bbox", pdf, "-")
    return [_page(number, text) for number, text in enumerate(boxes.split("<page ")[1:], 1)]


def _poppler(*command: Any) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def _page(number: int, text: str) -> Page:
    sizes = [float(size) / MM for size in re.findall(r'(?:width|height)="([\d.]+)"', text)[:2]]
    words = re.findall(
        r'<word xMin="(-?[\d.]+)" yMin="(-?[\d.]+)" xMax="(-?[\d.]+)" yMax="(-?[\d.]+)">(.*?)</word>', text
    )
    width, height = sizes
    return Page(number, width, height, [_word(*word) for word in words])


def _word(*parts: str) -> Word:
    left, top, right, bottom = (float(side) / MM for side in parts[:4])
    return Word(left, top, right, bottom, parts[4])


def faults(paper: Printed) -> list[str]:
    """What is wrong with how a paper stands on its pages, as sentences; empty: nothing."""
    return [
        f"{paper.code}: page {page.number}: {fault}"
        for page in paper.pages
        for fault in (*_beyond(page), *_too_many_lines(page), *_alone(paper, page), *_orphans(paper, page))
    ]


def _beyond(page: Page) -> Iterator[str]:
    """What leaves the 版心, 0.6 mm apart: the sides of a character's box are not its ink."""
    above, right, below, left = page.margins
    for word in page.in_text:
        if word.left < left - 0.6 or word.right > page.width - right + 0.6:
            yield f"“{word.text}” stands from {word.left:.1f} to {word.right:.1f} mm"
        if word.top < above - 3.5 or word.bottom > page.height - below + 2:
            yield f"“{word.text}” stands {word.top:.1f} mm below the edge"


def _too_many_lines(page: Page) -> Iterator[str]:
    if not page.wide and len([line for line in page.lines if len(line) > 20]) > LINES * 1.7:
        yield f"{len(page.lines)} lines"


def _alone(paper: Printed, page: Page) -> Iterator[str]:
    """A page with nothing but who signs and when, or with the 版记 alone."""
    draft = paper.draft
    closing = {*map(_bare, draft.signed), _bare(day(draft.on)) if draft.on else ""}
    rest = [
        line
        for line in map(_bare, page.lines)
        if line not in closing and not line.endswith("印发") and not line.startswith("抄送")
    ]
    if draft.signed and not rest:
        yield "nothing but who signs"
    if not page.lines:
        yield "empty"


def _orphans(paper: Printed, page: Page) -> Iterator[str]:
    blocks = (*paper.draft.blocks, *(block for one in paper.draft.annexes for block in one.blocks))
    heads = {
        _bare(closed_up(mark + block.text))
        for mark, block in numbered(paper.draft.blocks)
        if block.kind is Kind.HEADING and block.level < 3
    }
    heads |= {_bare(closed_up(block.text)) for block in blocks if block.kind is Kind.TABLE and block.text}
    foot = [line for line in map(_bare, page.lines) if not line.endswith("印发") and not line.startswith("抄送")]
    if foot and foot[-1] in heads:
        yield f"“{foot[-1]}” is the last line"


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def embedded(fonts: list[str]) -> bool:
    """Whether every font is in the file (column emb of pdffonts)."""
    return bool(fonts) and all(font[-40:].split()[-5] == "yes" for font in fonts)


OPTIONAL = {"配合单位", "说明", "时间", "交办单位", "办理期限", "名次", "判定"}
"""Columns whose cells need not be filled, or are by a later step."""


def missing_is_named(line: Document, before: Draft, now: Written) -> list[str]:
    """What is wrong with how a paper says what it lacks. before: the same paper with everything there"""
    text = f"{now.draft.title}{text_of(now.draft)}{now.draft.number}{''.join(now.draft.signed)}"
    wrong = [f"{line.code}: “{gap.label}” leads nowhere" for gap in now.gaps if not gap.where]
    if OPEN in text and not now.gaps:
        wrong.append(f"{line.code}: a mark and no gap")
    wrong += [f"{line.code}: column {title} is left empty" for title in _empty(now.draft) - _empty(before) - OPTIONAL]
    for gap in now.gaps:
        if gap.where:
            resolve(urlsplit(gap.where).path)
    return wrong


def _empty(draft: Draft) -> set[str]:
    """Titles of columns in which a cell is empty."""
    blocks = (*draft.blocks, *(block for annex in draft.annexes for block in annex.blocks))
    return {
        column.title
        for block in blocks
        for place, column in enumerate(block.columns)
        if any(not row[place] for row in block.rows)
    }


def all_faults(year: Year) -> dict[str, list[str]]:
    """Kind → what is wrong with its paper: as the data are, with the longest names and tables, and with things missing."""
    found: dict[str, list[str]] = {line.code: [] for line in documents_of(year)}
    real = all_of(year)
    with for_a_moment():
        with_the_longest_names()
        long = [(line.code, with_the_largest_tables(now.draft)) for line, now in all_of(_again(year))]
    with for_a_moment():
        with_everything_missing()
        for (line, before), (_line, now) in zip(real, all_of(_again(year)), strict=True):
            found[line.code] += missing_is_named(line, before.draft, now)
    printed, fonts = print_all([*((line.code, now.draft) for line, now in real), *long])
    for paper in printed:
        found[paper.code] += faults(paper)
        found[paper.code] += [] if embedded(fonts) else ["a font is not in the file"]
    return found


def _again(year: Year) -> Year:
    return Year.objects.get(pk=year.pk)
