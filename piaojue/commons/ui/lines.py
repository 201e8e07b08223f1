"""A chart of one or two lines as SVG, drawn by the server: some 2 KB in place of a library of 1.1 MB."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDE, HIGH = 640, 300
LEFT, RIGHT, TOP, BOTTOM = 62, 58, 46, 250
MOST_NAMES = 8


@dataclass(frozen=True)
class Series:
    """name: for the legend; tone: plan, good, wait, bad, a class of the style; values: None where nothing is known."""

    name: str
    tone: str
    values: Sequence[float | None]


@dataclass(frozen=True)
class Mark:
    x: float
    y: float
    word: str = ""


@dataclass(frozen=True)
class DrawnLine:
    """One line in units of the drawing. end: its last point, with its value."""

    series: Series
    path: str
    end: Mark | None


@dataclass(frozen=True)
class LineChart:
    """below: names along the lower side; beside: values along the left one; left, right: where the lines of values begin and end."""

    lines: list[DrawnLine]
    below: list[Mark]
    beside: list[Mark]
    wide: int = WIDE
    high: int = HIGH
    left: int = LEFT
    right: int = WIDE - RIGHT


def line_chart(names: Sequence[str], series: Sequence[Series], top: float, unit: str = "%") -> LineChart:
    """names: one a value; top: the highest value that the chart has room for."""
    step = (WIDE - LEFT - RIGHT) / max(1, len(names) - 1)

    def at(number: int, value: float) -> tuple[float, float]:
        return round(LEFT + number * step, 1), round(BOTTOM - (BOTTOM - TOP) * value / (top or 1), 1)

    lines = []
    for one in series:
        points = [(at(number, value), value) for number, value in enumerate(one.values) if value is not None]
        path = "M" + "L".join(f"{x:g} {y:g}" for (x, y), _value in points) if points else ""
        end = Mark(*points[-1][0], f"{points[-1][1]:g}{unit}") if points else None
        lines.append(DrawnLine(one, path, end))
    every = -(-len(names) // MOST_NAMES)
    below = [Mark(at(number, 0)[0], BOTTOM + 34, name) for number, name in enumerate(names) if number % every == 0]
    beside = [Mark(LEFT - 10, at(0, top * share)[1], f"{top * share:g}{unit}") for share in (0, 0.5, 1)]
    return LineChart(lines, below, beside)
