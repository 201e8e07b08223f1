"""Numbers → verdicts: the engine's evaluation of one survey's table, written on its rows. Nothing is saved here."""

from engines.scoring import GRADE_NAMES, Evaluation, SumsDisagree, evaluate, sums_agree
from piaojue.stages.evaluate.models import Item, Survey, SurveyState
from piaojue.stages.evaluate.values import Summary


def judge(survey: Survey, items: list[Item]) -> Evaluation | None:
    """Set each row's verdict, sentence and rank, the survey's state and summary; None when the table was refused.

    A table that does not add up gets the state REFUSED, its wrong rows are marked, `refusal` says by how much.
    source: docs/domain.md#sums-agree
    """
    titles = {item.key: item.title for item in items}
    rows, valid = [item.row for item in items], survey.valid or 0
    for item in items:
        item.wrong, item.verdict, item.sentence, item.rank, item.positive_rate = False, "", "", None, None
    survey.summary, survey.refusal = Summary(), ""
    try:
        result = evaluate(
            rows,
            survey.the_formula,
            valid=valid,
            all_members=survey.members or valid,
            present=survey.present or valid,
            titles=titles,
        )
    except SumsDisagree as refusal:
        wrong = set(sums_agree(rows, valid, titles).items)
        for item in items:
            item.wrong = item.key in wrong
        survey.state, survey.refusal = SurveyState.REFUSED, "\n".join(refusal.check.problems)
        return None
    for item, verdict in zip(items, result.verdicts, strict=True):
        item.verdict, item.sentence, item.rank = str(verdict.grade), verdict.sentence, verdict.rank
        item.positive_rate = float(verdict.positive_rate)
    survey.state = SurveyState.JUDGED
    survey.summary = Summary(
        satisfied_rate=str(result.satisfied_rate),
        positive_rate=str(result.positive_rate),
        sentence=result.sentence,
        warnings=tuple(result.warnings),
    )
    return result


def grade_name(verdict: str) -> str:
    """满意, 基本满意, 不满意; empty for a row without a verdict."""
    return {str(grade): name for grade, name in GRADE_NAMES.items()}.get(verdict, "")
