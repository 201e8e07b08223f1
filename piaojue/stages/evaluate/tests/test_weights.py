"""综合得分: the desk says how much each kind of evaluation counts; the shares make a whole, or there is no common score."""

import pytest

from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.record.models import Entry
from piaojue.stages.evaluate import actions, queries
from piaojue.stages.evaluate.models import Subject
from piaojue.stages.evaluate.tests import make

PAGE = "/150102/2026/evaluation/weights/"


def text(answer) -> str:
    return answer.content.decode()


def judged_twice(cast):
    """甲, graded by deputies (half satisfied) and by a third party (all satisfied)."""
    year = make.evaluating_year(cast)
    make.published(cast, ("甲", 50, 0, 50), year=year)
    make.published(cast, ("甲", 100, 0, 0), year=year, subject=Subject.THIRD_PARTY)
    return year


def test_the_desk_weighs_deputies_and_a_third_party(cast, as_):
    year = judged_twice(cast)
    chair, list_page = as_(cast.chair_zhang), year.page("evaluations")
    assert PAGE in text(chair.get(list_page)) and "得分" not in text(as_(None).get(list_page))
    answer = chair.post(PAGE, {"deputies": 60, "third_party": 40}, follow=True)
    assert "权重已保存" in text(answer) and "人大代表 50×60% + 第三方 100×40% = 70 分" in text(answer)
    public = text(as_(None).get(list_page))
    assert "70.0" in public and PAGE not in public
    assert 'value="60"' in text(chair.get(PAGE))
    assert Entry.objects.filter(act="evaluate.set_weights").count() == 1


def test_shares_that_are_no_whole_come_back_as_they_were_typed(cast, as_):
    year = judged_twice(cast)
    answer = as_(cast.chair_zhang).post(PAGE, {"deputies": 60, "third_party": 30})
    assert answer.status_code == 409 and "之和为 90%，应恰为 100%" in text(answer) and 'value="60"' in text(answer)
    with pytest.raises(Refused, match="没有“bystanders”"):
        actions.set_weights(year=year, shares={"bystanders": 100}, by=cast.chair_zhang)
    year.refresh_from_db()
    assert queries.weighted(year) is None and not Entry.objects.filter(act="evaluate.set_weights").exists()


def test_an_empty_form_takes_the_weights_away(cast, as_):
    year = actions.set_weights(year=judged_twice(cast), shares={"deputies": 100}, by=cast.chair_zhang)
    assert queries.weighted(year)
    as_(cast.chair_zhang).post(PAGE, {"deputies": "", "residents": 0})
    year.refresh_from_db()
    assert year.settings.evaluation_weights == {} and queries.weighted(year) is None


def test_weights_are_the_organisers_and_not_for_a_stale_form(cast):
    year = judged_twice(cast)
    with pytest.raises(NotYours):
        actions.set_weights(year=year, shares={"deputies": 100}, by=cast.secretary_he)
    actions.set_weights(year=year, shares={"deputies": 100}, by=cast.clerk_li)
    with pytest.raises(Refused, match="别人已经改过"):
        actions.set_weights(year=year, shares={}, by=cast.chair_zhang, version=year.version)


def test_the_desk_is_told_which_evaluation_is_still_missing(cast, as_):
    year = actions.set_weights(year=judged_twice(cast), shares={"deputies": 50, "residents": 50}, by=cast.chair_zhang)
    page = year.page("evaluations")
    assert "缺少“居民”的得分" in text(as_(cast.clerk_li).get(page))
    assert "缺少" not in text(as_(None).get(page))
