"""How sure a figure is, how far those who judged disagree, and what has moved since last year."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engines.exact import rounded
from engines.scoring import Dispersion, Estimate, Row, Stratum, around, dispersion, estimate, weighted_estimate
from piaojue.stages.evaluate.counting import ByGroup
from piaojue.stages.evaluate.models import ASKED, Item, Side, Subject, Survey, Via
from piaojue.stages.evaluate.queries.frame import frame_lines
from piaojue.stages.evaluate.queries.surveys import smallest_cell
from piaojue.stages.evaluate.values import Counted

GROUP_NAMES = {choice.value: str(choice.label) for choice in (*Side, *Via)}


@dataclass(frozen=True)
class Sure:
    """What is said beside one row's counts.

    satisfied, positive: shares of 满意 and of 满意加基本满意 with their intervals; None where everybody was counted
    spread:  how far those who judged disagree; None: nobody has an opinion
    unsafe:  a line of the formula lies within an interval: another sample could be graded otherwise
    """

    satisfied: Estimate | None
    positive: Estimate | None
    spread: Dispersion | None
    unsafe: bool = False

    @property
    def index(self) -> str:
        """The dispersion, 0–1, as text."""
        return rounded(self.spread.value) if self.spread else ""


def cells_of(survey: Survey) -> tuple[Counted, ...]:
    """Counts by group: as they were kept at the end, or counted now, once a row that was read.

    Of a follow-up there are none: few are asked for one project.
    """
    if survey.cells or survey.follow_up or survey.subject != Subject.RESIDENTS:
        return survey.cells
    if (known := survey.__dict__.get("counted_now")) is None:
        known = survey.__dict__["counted_now"] = _counted(survey)
    return known


def _counted(survey: Survey) -> tuple[Counted, ...]:
    counted = ByGroup(list(survey.items.all()))
    drawn = survey.frame.filter(drawn=True).exists()
    for reply in survey.replies.only("survey", "marks", "slices").iterator():
        counted.add(reply, judged=not drawn or reply.slices.via in ASKED)
    return counted.cells


def overall_of(survey: Survey) -> tuple[Estimate, Estimate] | None:
    """The survey's two rates (满意, 满意加基本满意) with their intervals; None where everybody was asked, or nobody answered.

    Who answers judges every row, so the rates rest on so many replies, not on so many marks.
    """
    rates = survey.summary.rates
    if survey.subject not in (Subject.RESIDENTS, Subject.THIRD_PARTY) or rates is None or not survey.valid:
        return None
    asked = survey.members if survey.subject == Subject.THIRD_PARTY else None
    satisfied, positive = (around(rate, survey.valid, people=asked) for rate in rates)
    return satisfied, positive


def sure_of(survey: Survey, items: Iterable[Item]) -> dict[int, Sure]:
    """Item id → how sure its figures are. Of deputies and members everybody was asked: they have no interval."""
    people = {f"{line.side}|{line.at}": line.people for line in frame_lines(survey)}
    strata: dict[int, list[Counted]] = defaultdict(list)
    for cell in survey.cells:
        if cell.by == "stratum":
            strata[cell.item].append(cell)
    return {item.pk: _sure(survey, item, strata[item.pk], people) for item in items}


def _sure(survey: Survey, item: Item, strata: list[Counted], people: Mapping[str, int]) -> Sure:
    spread = dispersion(item.row)
    if survey.subject not in (Subject.RESIDENTS, Subject.THIRD_PARTY) or item.wrong:
        return Sure(None, None, spread)
    formula = survey.the_formula
    satisfied, positive = (_estimate(survey, item, strata, people, part) for part in ("satisfied", "positive"))
    unsafe = bool(
        satisfied
        and positive
        and (satisfied.leaves_open(float(formula.satisfied_at)) or positive.leaves_open(float(formula.fairly_at)))
    )
    return Sure(satisfied, positive, spread, unsafe)


def _estimate(
    survey: Survey, item: Item, strata: list[Counted], people: Mapping[str, int], part: str
) -> Estimate | None:
    if strata and people:
        return weighted_estimate([_stratum(survey, cell, people.get(cell.label, 0), part) for cell in strata])
    asked = survey.members if survey.subject == Subject.THIRD_PARTY else None
    whole = asked if asked and asked > (survey.valid or 0) else None
    return estimate(getattr(item.row, part), _opinions(survey, item.row), people=whole)


def _stratum(survey: Survey, cell: Counted, people: int, part: str) -> Stratum:
    row = Row(cell.label, cell.satisfied, cell.fairly, cell.dissatisfied, cell.unknown)
    return Stratum(getattr(row, part), _opinions(survey, row), people)


def _opinions(survey: Survey, row: Row) -> int:
    """Replies that the shares are taken of, as the formula has it."""
    return row.total if survey.the_formula.unknown_in_base else row.total - row.unknown


@dataclass(frozen=True)
class Moved:
    """One group this year and last. then, now: 满意加基本满意, 0–1; sure: more than chance moves it (95 %)"""

    by: str
    label: str
    then: float
    now: float
    sure: bool

    @property
    def name(self) -> str:
        """The group in words."""
        return GROUP_NAMES.get(self.label, self.label)

    @property
    def points(self) -> float:
        """Percentage points."""
        return round((self.now - self.then) * 100, 1)


def moved(before: Survey, now: Survey) -> list[Moved]:
    """Units, places and groups that both years have, the largest move first. Small groups stay out."""
    least = smallest_cell(now.year)
    old, new = _sums(before), _sums(now)
    lines = [
        _moved(before, now, key, old[key], new[key]) for key in old.keys() & new.keys() if key[1] and key[1] != "未注明"
    ]
    fit = [line for line in lines if line is not None]
    shown = [line for line in fit if min(old[line.by, line.label].total, new[line.by, line.label].total) >= least]
    return sorted(shown, key=lambda line: (-abs(line.points), line.by, line.label))


def _sums(survey: Survey) -> dict[tuple[str, str], Row]:
    sums: dict[tuple[str, str], Row] = {}
    for item in survey.items.all():
        key = ("unit", item.unit)
        sums[key] = sums[key] + item.row if key in sums else item.row
    for cell in cells_of(survey):
        if cell.by in ("age", "place", "side"):
            key = (cell.by, cell.label)
            row = Row(cell.label, cell.satisfied, cell.fairly, cell.dissatisfied, cell.unknown)
            sums[key] = sums[key] + row if key in sums else row
    return sums


def _moved(before: Survey, now: Survey, key: tuple[str, str], old: Row, new: Row) -> Moved | None:
    then, since = estimate(old.positive, _opinions(before, old)), estimate(new.positive, _opinions(now, new))
    if then is None or since is None:
        return None
    return Moved(*key, then.share, since.share, then.high < since.low or since.high < then.low)
