"""测评办法: a sitting passes the ruler, nobody bends it for one survey, and the chain has as many tries as it says."""

from datetime import timedelta

import pytest
from django.utils import timezone

from engines.law import Matter
from engines.scoring import Formula
from piaojue.commons.moves import Refused
from piaojue.stages.evaluate import actions, queries
from piaojue.stages.evaluate.models import RectificationState, RuleState, SurveyState
from piaojue.stages.evaluate.tests import make
from tests.decided import decided

STRICT = Formula(base="valid", fairly_at="7/10", rectify_below="8/10", local_basis="新城区测评办法")


def written(cast, **values):
    given = {"subject": "deputies", "formula": STRICT, "why": "代表提出统一口径", "rectify_days": 30, "attempts": 2}
    year = values.pop("year", None) or make.evaluating_year(cast)
    return actions.write_rule(year=year, by=cast.clerk_li, **given | values)


def test_a_rule_is_passed_by_a_sitting_and_every_survey_after_it_keeps_to_it(cast, as_):
    year = make.evaluating_year(cast)
    before = make.survey(cast, year)
    rule = written(cast, year=year)
    with pytest.raises(Refused, match="已经有一份"):
        written(cast, year=year)
    with pytest.raises(Refused) as refusal:
        written(
            cast,
            year=year,
            subject="committee",
            rectify_days=0,
            attempts=99,
            why="",
            starts_on=timezone.localdate() - timedelta(days=1),
        )
    assert len(refusal.value.reasons) == 4
    page = f"{year.get_absolute_url()}evaluation/rules/"
    assert "等待会议通过" in as_(None).get(page).content.decode()
    decision = decided(Matter.EVALUATION_RULES, rule)
    rule.refresh_from_db()
    assert (rule.state, rule.decision) == (RuleState.IN_FORCE, decision)
    shown = as_(None).get(page).content.decode()
    assert decision.title in shown and "30 天内整改" in shown
    survey = actions.prepare_survey(year=year, subject="deputies", by=cast.clerk_li)
    assert survey.the_formula == STRICT and survey.rule == rule
    with pytest.raises(Refused, match="由会议通过的"):
        actions.set_survey(survey=survey, formula="人代会三档", by=cast.clerk_li)
    with pytest.raises(Refused, match="由会议通过的"):
        actions.prepare_survey(year=year, subject="deputies", formula="人代会三档", by=cast.clerk_li)
    before.refresh_from_db()
    assert before.rule is None and before.the_formula != STRICT
    other = written(cast, year=year, subject="residents")
    decided(Matter.EVALUATION_RULES, other, agreed=False)
    other.refresh_from_db()
    assert other.state == RuleState.DROPPED and queries.rule_on(year.place, "residents", timezone.localdate()) is None


def test_a_bad_try_leads_to_another_as_often_as_the_rule_says(cast):
    year = make.evaluating_year(cast)
    decided(Matter.EVALUATION_RULES, written(cast, year=year))
    chain = make.reported(cast, year=year)
    for tries in (1, 2):
        survey = actions.reevaluate(rectification=chain, by=cast.clerk_li)
        rows = make.rows((survey.items.get().title, 10, 10, 40))
        survey = actions.enter_table(survey=survey, rows=rows, valid=60, by=cast.clerk_li)
        actions.publish(survey=survey, by=cast.clerk_li)
        chain.refresh_from_db()
        assert chain.tries.filter(state=SurveyState.PUBLISHED).count() == tries
        if tries == 1:
            assert (chain.state, chain.reevaluation) == (RectificationState.ORDERED, None)
            assert chain.due == timezone.localdate() + timedelta(days=30)
            chain = actions.report_rectification(
                rectification=chain,
                report="第二次整改，换了施工单位",
                proofs=[make.photo(cast)],
                by=cast.department_chen,
            )
    assert chain.state == RectificationState.ESCALATED and "连续 3 次" in chain.verdict
