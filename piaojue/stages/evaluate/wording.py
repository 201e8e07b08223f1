"""Texts of 评价: the notice."""

from collections.abc import Sequence
from fractions import Fraction

from engines.exact import percent
from engines.scoring import BASE_NAMES
from piaojue.stages.evaluate.judging import grade_name
from piaojue.stages.evaluate.models import Item, Survey


def notice_text(survey: Survey, items: Sequence[Item]) -> str:
    """满意度测评结果公告 (docs/domain.md#announcement): who, how many, the formula, every row with counts, rate, grade and rank."""
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
        unit = f"（{item.unit}）" if item.unit else ""
        lines.append(
            f"{item.rank}. {item.title}{unit}：满意 {item.satisfied}，基本满意 {item.fairly}，不满意 {item.dissatisfied}{more}；"
            f"满意加基本满意 {percent(_share(item))}；判定：{grade_name(item.verdict)}。"
        )
    return "\n".join([*lines, *(survey.summary.warnings or ())])


def _share(item: Item) -> Fraction:
    return Fraction(item.positive_rate or 0).limit_denominator(10**6)
