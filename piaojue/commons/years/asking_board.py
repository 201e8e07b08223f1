"""四问看板: each region's answers beside each other, those that are late and weak first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from piaojue.commons.places.models import Place
from piaojue.commons.years.asking import Verdict
from piaojue.commons.years.models import Answer, Checkpoint
from piaojue.commons.years.queries import asked_of

TONES = {Verdict.SOUND: "good", Verdict.FAIR: "info", Verdict.WEAK: "bad"}


@dataclass(frozen=True)
class Cell:
    """One region's answer to one question, None before it came. today: the day on which one looks"""

    point: Checkpoint
    answer: Answer | None
    today: date

    @property
    def is_late(self) -> bool:
        """Not answered by its day, or not what was asked further."""
        if self.answer is None:
            return self.point.due < self.today
        due = self.answer.follow_up_due
        return self.answer.is_asked_further and due is not None and due < self.today

    @property
    def is_weak(self) -> bool:
        return self.answer is not None and self.answer.verdict == Verdict.WEAK

    @property
    def word(self) -> str:
        if self.answer is None:
            return "逾期未答" if self.is_late else "未答"
        if self.answer.is_asked_further:
            return "追问逾期" if self.is_late else "追问中"
        return self.answer.get_verdict_display() or "已答，待评价"

    @property
    def tone(self) -> str:
        if self.answer is None or self.answer.is_asked_further:
            return "bad" if self.is_late else "wait"
        return TONES.get(Verdict(self.answer.verdict), "good") if self.answer.verdict else "good"


@dataclass(frozen=True)
class Row:
    """One region and its cells, in the order of the questions."""

    place: Place
    cells: tuple[Cell, ...]

    @property
    def order(self) -> tuple[int, int, int, str]:
        """Most that is late first, then most that is weak, then most that is not answered."""
        cells = self.cells
        late, weak = sum(cell.is_late for cell in cells), sum(cell.is_weak for cell in cells)
        return -late, -weak, -sum(cell.answer is None for cell in cells), self.place.pk


def board_of(place: Place, asked: Iterable[Checkpoint]) -> list[Row]:
    """asked: with their answers prefetched"""
    today, points = timezone.localdate(), list(asked)
    answers = {(answer.checkpoint_id, answer.place_id): answer for point in points for answer in point.answers.all()}
    rows = [
        Row(region, tuple(Cell(point, answers.get((point.pk, region.pk)), today) for point in points))
        for region in asked_of(place)
    ]
    return sorted(rows, key=lambda row: row.order)
