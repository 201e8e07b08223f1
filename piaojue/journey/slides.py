"""汇报片: a year in at most twelve pages for the leaders' meeting, with the charts of the board drawn by the same code."""

from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from piaojue.commons.places.maps import map_of
from piaojue.commons.web.charts import Charts
from piaojue.commons.web.printing import printed
from piaojue.commons.years.asking_board import Row
from piaojue.commons.years.asking_board import board_of as board_of_questions
from piaojue.commons.years.models import Year
from piaojue.journey import conclusions
from piaojue.journey.board import Board, board_of
from piaojue.journey.panel import Panel
from piaojue.journey.panels import panels_of
from piaojue.stages.deliver.public import ALIVE, Lamp, Project, projects_of

MOST = 12
ROWS = 7
"""Lines of a table that can be read from the last row of seats."""
TABLE = 12
"""Regions of one page."""
LONGEST_REASON = 60
WIDTH, HEIGHT = 500, 326
"""Of a chart, px: small, so that its words are large on the wall."""


@dataclass(frozen=True)
class Slide:
    """One page. chart: SVG, may be empty; headings, lines: a short table; more: rows that it leaves out; note: small print"""

    title: str
    chart: str = ""
    headings: tuple[str, ...] = ()
    lines: tuple[tuple[str, ...], ...] = ()
    more: int = 0
    note: str = ""
    sentences: tuple[str, ...] = ()
    numbers: tuple[tuple[str, str], ...] = ()


def slides_pdf(year: Year) -> bytes:
    """The pages as one PDF, 16:9. Paper is always Chinese."""
    with override("zh-hans"):
        context = {"year": year, "slides": slides_of(year), "on": timezone.localdate()}
        return printed(render_to_string("journey/slides.html", context))


def questions_pdf(year: Year) -> bytes:
    """四问 as slides: who has answered what, late and weak first, and the words on what is weak or owed."""
    with override("zh-hans"):
        rows = board_of_questions(year.place, list(year.checkpoints.prefetch_related("answers")))
        context = {"year": year, "slides": _questions(rows), "on": timezone.localdate(), "subject": "四问情况"}
        return printed(render_to_string("journey/slides.html", context))


def _questions(rows: list[Row]) -> list[Slide]:
    if not rows or not rows[0].cells:
        return [Slide("四问", sentences=("还没有发出四问。",))]
    heads = ("地区", *(f"第 {cell.point.ordinal} 问" for cell in rows[0].cells))
    table = tuple((row.place.name, *(cell.word for cell in row.cells)) for row in rows)
    late = sum(cell.is_late for row in rows for cell in row.cells)
    weak = [(row.place.name, cell) for row in rows for cell in row.cells if cell.is_weak and cell.answer]
    parts = [table[at : at + TABLE] for at in range(0, len(table), TABLE)]
    first = [Slide(f"各地答复（逾期 {late} 项，薄弱 {len(weak)} 项）", headings=heads, lines=part) for part in parts]
    said = tuple(
        (name, f"第 {cell.point.ordinal} 问", cell.answer.judgement[:LONGEST_REASON])
        for name, cell in weak
        if cell.answer
    )
    reasons = [
        Slide("薄弱在哪里", headings=("地区", "哪一问", "评价意见"), lines=said[:ROWS], more=max(0, len(said) - ROWS))
    ]
    return first + (reasons if said else [])


def slides_of(year: Year) -> list[Slide]:
    """The pages behind the cover: what is to be said, the projects, then the board's drawings, as many as there is room for."""
    board = board_of(year)
    first = [_summary(board), *_projects(year)]
    drawn = [panel for panel in panels_of(board) if panel.chart]
    room = MOST - 1 - len(first)
    with Charts() as charts:
        return [*first, *(_drawn(panel, year, charts) for panel in drawn[:room])]


def _summary(board: Board) -> Slide:
    figures = board.figures
    numbers = [(f"{name}", f"{number:,}") for name, number in figures.funnel]
    rates = (
        ("书面答复", figures.answered_rate),
        ("问题销号", figures.closed_rate),
        ("满意加基本满意", figures.satisfied_rate),
    )
    numbers += [(name, f"{rate:.1%}") for name, rate in rates if rate is not None]
    return Slide(
        "总的情况", sentences=tuple(conclusions.of_year(board.year, figures, board.fields)), numbers=tuple(numbers)
    )


def _projects(year: Year) -> list[Slide]:
    """The projects in one table, and those in trouble with the reason; nothing before there are any."""
    rows = list(projects_of(year))
    if not rows:
        return []
    lines = tuple((str(one.no), one.title, _unit(one), f"{one.progress}%", str(Lamp(one.lamp).label)) for one in rows)
    heads = ("序号", "项目", "责任单位", "进度", "亮灯")
    table = Slide("项目进度", headings=heads, lines=lines[: ROWS + 5], more=max(0, len(lines) - ROWS - 5))
    red = [one for one in rows if one.lamp == Lamp.RED and one.state in ALIVE]
    if not red:
        return [table]
    reasons = tuple((one.title, _unit(one), one.lamp_reason[:LONGEST_REASON]) for one in red)
    trouble = Slide(
        "需要协调的项目",
        headings=("项目", "责任单位", "为什么亮红灯"),
        lines=reasons[:ROWS],
        more=max(0, len(reasons) - ROWS),
    )
    return [table, trouble]


def _unit(one: Project) -> str:
    return one.department.name if one.department else ""


def _drawn(panel: Panel, year: Year, charts: Charts) -> Slide:
    options: dict[str, Any] = panel.chart or {}
    if panel.map_url:
        charts.register(f"{panel.key}-options", map_of(year.place))
    cells = [tuple(text for _, text, *_ in row) for _, row in panel.lines]
    columns = slice(0, 3)
    return Slide(
        panel.title,
        chart=charts.svg(options, width=WIDTH, height=HEIGHT),
        headings=tuple(panel.headings[columns]),
        lines=tuple(row[columns] for row in cells[:ROWS]),
        more=max(0, len(cells) - ROWS),
    )
