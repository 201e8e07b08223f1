"""Texts of 评价: the notice, and whose it is."""

from collections.abc import Sequence
from fractions import Fraction

from django.utils import timezone

from engines.exact import percent
from engines.scoring import BASE_NAMES, LABELS, TIES_NAMES, Formula
from piaojue.commons.people.models import Body, BodyKind
from piaojue.stages.evaluate.judging import grade_name
from piaojue.stages.evaluate.models import Item, Subject, Survey

HELD_BY = {Subject.DEPUTIES: BodyKind.CONGRESS, Subject.COMMITTEE: BodyKind.STANDING_COMMITTEE}
"""Whose evaluation it is, where no sitting's ballot says so; of residents and third parties: of who organised it."""


YES_NO = {True: "是", False: "否", None: "不设"}
RANKED_BY = {"positive": "满意加基本满意", "satisfied": "满意率"}


def formula_lines(formula: Formula) -> list[tuple[str, str]]:
    """(parameter, what it says) of the formula, in words."""
    own = {
        "base": BASE_NAMES[formula.base],
        "at_boundary": grade_name(str(formula.at_boundary)),
        "rank_by": RANKED_BY[str(formula.rank_by)],
        "ties": TIES_NAMES[formula.ties],
    }
    plain = formula.to_json() | own
    return [(LABELS[name], YES_NO.get(value, value) or "—") for name, value in plain.items()]


def held_by(survey: Survey) -> str:
    """The body that held the evaluation, by the name it had on the day: it stands at the head and at the foot of the notice."""
    day = survey.published_on or timezone.localdate()
    if survey.poll is not None:
        return survey.poll.sitting.body.name_on(day)
    kind = HELD_BY.get(Subject(survey.subject))
    body = Body.objects.standing().filter(place=survey.place, kind=kind).first() if kind else None
    if body is None and survey.created_by is not None:
        body = survey.created_by.body
    return body.name_on(day) if body else survey.place.name


def notice_text(survey: Survey, items: Sequence[Item]) -> str:
    """满意度测评结果公告 (docs/domain.md#announcement): who, how many, the formula, every row with its unit,
    counts, rate, grade and rank; who held it, and the day."""
    formula, year = survey.the_formula, survey.year
    unknown = any(item.unknown for item in items)
    lines = [
        f"{year.place.name} {year.number} 年民生实事项目满意度测评（{survey.get_subject_display()}）结果公布如下。",
        f"有效票（份）{survey.valid}，应参加 {survey.members} 人，到会（参加）{survey.present} 人；"
        f"以{BASE_NAMES[formula.base]}为分母。",
        survey.summary.sentence,
    ]
    for item in sorted(items, key=lambda item: (item.rank or 0, item.pk)):
        more = f"，不了解 {item.unknown}" if unknown else ""
        unit = f"（责任单位：{item.unit}）" if item.unit else ""
        lines.append(
            f"{item.rank}. {item.title}{unit}：满意 {item.satisfied}，基本满意 {item.fairly}，不满意 {item.dissatisfied}{more}；"
            f"满意加基本满意 {percent(_share(item))}；判定：{grade_name(item.verdict)}。"
        )
    day = survey.published_on or timezone.localdate()
    signed = [held_by(survey), f"{day.year}年{day.month}月{day.day}日"]
    return "\n".join([*lines, *(survey.summary.warnings or ()), *signed])


def _share(item: Item) -> Fraction:
    return Fraction(item.positive_rate or 0).limit_denominator(10**6)
