"""Counts → grade, rates, ranking, each with the sentence that explains it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from engines.exact import percent, rounded, share_in_chinese

from .formula import BASE_NAMES, GRADE_NAMES, Base, Formula, Grade, RankBy, Ties, ambiguities
from .rows import Row, SumsDisagree, sums_agree

Titles = Mapping[str, str]


@dataclass(frozen=True)
class RowVerdict:
    """One row's grade.

    base: persons or ballots the share is taken of; rates are exact shares of it
    rank: 1, 2, 2, 4 …;  at_boundary: the grade came from `Formula.at_boundary`
    """

    row: Row
    grade: Grade
    base: int
    satisfied_rate: Fraction
    positive_rate: Fraction
    rank: int
    at_boundary: bool
    sentence: str


@dataclass(frozen=True)
class Evaluation:
    """A whole table. `verdicts` in the order of the rows; `warnings` and `sentence` in Chinese.

    satisfied_rate, positive_rate: over all rows together (总体满意率)
    """

    verdicts: tuple[RowVerdict, ...]
    satisfied_rate: Fraction
    positive_rate: Fraction
    warnings: tuple[str, ...]
    sentence: str

    @property
    def ranking(self) -> tuple[RowVerdict, ...]:
        """Best first; rows with equal rank in the order of the table."""
        return tuple(sorted(self.verdicts, key=lambda v: v.rank))

    def of(self, item: str) -> RowVerdict:
        """The verdict on one row. raises: KeyError."""
        return {v.row.item: v for v in self.verdicts}[item]


def evaluate(
    rows: Sequence[Row],
    formula: Formula,
    *,
    valid: int,
    all_members: int,
    present: int,
    titles: Titles | None = None,
) -> Evaluation:
    """Judge a table.

    rows: counts in ballots; valid: 有效票; all_members: 全体组成人员 or 全体代表; present: 到会 (persons)
    raises: SumsDisagree when a row does not add up to `valid`, or there are more valid ballots than people present
    """
    check = sums_agree(rows, valid, titles)
    problems = check.problems + _impossible(rows, formula, valid, all_members, present)
    if problems:
        raise SumsDisagree(type(check)(problems, check.items))
    bases = [base_of(row, formula, all_members=all_members, present=present) for row in rows]
    places = _places(rows, bases, formula)
    verdicts = tuple(
        _verdict(row, formula, base, place, titles or {}) for row, base, place in zip(rows, bases, places, strict=True)
    )
    warnings = [text for base in dict.fromkeys(bases) for text in ambiguities(formula, base)]
    satisfied, positive = _overall(rows, bases)
    return Evaluation(verdicts, satisfied, positive, tuple(warnings), _summary(verdicts, satisfied, positive))


def base_of(row: Row, formula: Formula, *, all_members: int, present: int) -> int:
    """Persons or ballots the row's shares are taken of."""
    if formula.base is Base.ALL_MEMBERS:
        return all_members
    if formula.base is Base.PRESENT:
        return present
    return row.total if formula.unknown_in_base else row.total - row.unknown


def grade_of(row: Row, formula: Formula, base: int) -> tuple[Grade, bool]:
    """(grade, whether it was decided by `at_boundary`). Where too few say anything but 不了解 there is no verdict."""
    if _says_too_little(row, formula):
        return Grade.UNJUDGED, False
    if base > 0 and _over(row.satisfied, base * formula.satisfied_at, formula.satisfied_inclusive):
        return Grade.SATISFIED, False
    line = base * formula.fairly_at
    if base > 0 and row.positive == line and formula.clauses_conflict:
        return formula.at_boundary, True
    fairly = base > 0 and _over(row.positive, line, formula.fairly_inclusive)
    return (Grade.FAIRLY if fairly else Grade.DISSATISFIED), False


def _says_too_little(row: Row, formula: Formula) -> bool:
    opinions = row.total - row.unknown
    return opinions < formula.least_number or (row.unknown > 0 and opinions < formula.least_opinions * row.total)


def _over(count: int, line: Fraction, inclusive: bool) -> bool:
    return count >= line if inclusive else count > line


def _impossible(rows: Sequence[Row], formula: Formula, valid: int, all_members: int, present: int) -> tuple[str, ...]:
    checks = [
        (valid > present, f"有效票 {valid} 张多于到会的 {present} 人，请核对。"),
        (present > all_members, f"到会 {present} 人多于应到的 {all_members} 人，请核对。"),
        (
            not formula.unknown_option and any(row.unknown for row in rows),
            "本次测评没有设“不了解”一档，表中却有“不了解”的票数。",
        ),
    ]
    return tuple(text for wrong, text in checks if wrong)


def _places(rows: Sequence[Row], bases: Sequence[int], formula: Formula) -> list[int]:
    """Places by rate: 1, 2, 2, 4; equal rates are parted as the formula says. What has no verdict comes last."""
    keys: list[tuple[bool, Fraction, Fraction]] = []
    for row, base in zip(rows, bases, strict=True):
        judged = grade_of(row, formula, base)[0] is not Grade.UNJUDGED
        satisfied, positive = _share(row.satisfied, base), _share(row.positive, base)
        first, second = (satisfied, positive) if formula.rank_by is RankBy.SATISFIED else (positive, satisfied)
        parting = {
            Ties.SECOND: second,
            Ties.FEWEST: -_share(row.dissatisfied, base),
            Ties.SHARED: Fraction(0),
        }[formula.ties]
        keys.append((judged, first, parting))
    ordered = sorted(keys, reverse=True)
    return [ordered.index(key) + 1 for key in keys]


def _share(count: int, base: int) -> Fraction:
    return Fraction(count, base) if base > 0 else Fraction(0)


def _overall(rows: Sequence[Row], bases: Sequence[int]) -> tuple[Fraction, Fraction]:
    return _share(sum(row.satisfied for row in rows), sum(bases)), _share(sum(row.positive for row in rows), sum(bases))


def _verdict(row: Row, formula: Formula, base: int, place: int, titles: Titles) -> RowVerdict:
    grade, boundary = grade_of(row, formula, base)
    sentence = _sentence(row, formula, base, grade, boundary, titles)
    return RowVerdict(
        row, grade, base, _share(row.satisfied, base), _share(row.positive, base), place, boundary, sentence
    )


def _sentence(row: Row, formula: Formula, base: int, grade: Grade, boundary: bool, titles: Titles) -> str:
    """E.g. 「甲」满意 17 票,达到全体组成人员 29 的半数(14.5 票),评为满意。"""
    who = f"{BASE_NAMES[formula.base]} {base} "
    name, end = f"「{titles.get(row.item, row.item)}」", f"评为{GRADE_NAMES[grade]}。"
    first = f"{name}满意 {row.satisfied} 票"
    if grade is Grade.UNJUDGED:
        said = row.total - row.unknown
        least = share_in_chinese(formula.least_opinions)
        if said < formula.least_number:
            least = f" {formula.least_number} 票"
        return f"{name}共 {row.total} 票，其中 {said} 票表示了意见，不到{least}，{GRADE_NAMES[grade]}。"
    if grade is Grade.SATISFIED:
        return f"{first}，{_word(True, formula.satisfied_inclusive)}{_at(who, formula.satisfied_at, base)}，{end}"
    both = f"{first}、基本满意 {row.fairly} 票，合计 {row.positive} 票"
    if boundary:
        return f"{both}，恰为{_at(who, formula.fairly_at, base)}，两款规定不一致，按办法明确的读法{end}"
    word = _word(grade is Grade.FAIRLY, formula.fairly_inclusive)
    return f"{both}，{word}{_at(who, formula.fairly_at, base)}，{end}"


def _word(over: bool, inclusive: bool) -> str:
    return ("" if over else "未") + ("达到" if inclusive else "超过")


def _at(who: str, share: Fraction, base: int) -> str:
    return f"{who}的{share_in_chinese(share)}（{rounded(base * share)} 票）"


def _summary(verdicts: Sequence[RowVerdict], satisfied: Fraction, positive: Fraction) -> str:
    number = {grade: sum(v.grade is grade for v in verdicts) for grade in Grade}
    graded = "、".join(
        f"{GRADE_NAMES[grade]} {n} 项" for grade, n in number.items() if n or grade is not Grade.UNJUDGED
    )
    return f"共测评 {len(verdicts)} 项：{graded}；总体满意率 {percent(satisfied)}，满意加基本满意 {percent(positive)}。"
