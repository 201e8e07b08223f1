"""While one types, earlier wishes of the region answer; who finds the own one there seconds it in one tap."""

import pytest

from piaojue.commons.moves import Refused
from piaojue.commons.years.road import Stage
from piaojue.stages.suggest import actions, similar
from piaojue.stages.suggest.tests import make
from tests import cast as the_cast

AT = "/150102/2026/similar/"


@pytest.fixture
def year(cast):
    return the_cast.year(cast.xincheng, stage=Stage.SOLICITING)


@pytest.fixture
def lift(cast, year):
    return _said(cast, year, "给东街社区加装电梯")


def _said(cast, year, title, by=None, **values):
    return make.suggestion(cast, year, title=title, by=by, **{"content": "六楼老人下不来", **values})


def typed(browser, text, **headers):
    return browser.get(AT, {"title": text}, **headers).content.decode()


def test_two_characters_bring_what_was_said_before_and_why(cast, year, lift, as_):
    page = typed(as_(cast.resident_zhao), "电梯", headers={"HX-Request": "true"})
    assert lift.title in page and "同一事项：电梯" in page and f"/s/{lift.pk}/second/" in page and "<html" not in page


def test_the_page_works_without_a_script_and_for_visitors(cast, year, lift, as_):
    page = typed(as_(None), "电梯")
    assert "<html" in page and lift.title in page and "/second/" not in page


def test_what_comes_later_answers_at_once_and_what_was_withdrawn_no_more(cast, year, lift, as_):
    assert similar.earlier(None, year, "公厕") == []
    toilet = _said(cast, year, "东街修一座公厕")
    assert [one.title for one in similar.earlier(None, year, "公厕")] == [toilet.title]
    actions.withdraw(suggestion=toilet, by=cast.resident_wang)
    assert similar.earlier(None, year, "公厕") == []


def test_the_neighbours_hear_nothing_of_it(cast, year, lift):
    assert similar.earlier(None, the_cast.year(cast.huimin, stage=Stage.SOLICITING), "电梯") == []


def test_one_tap_seconds_a_suggestion_once(cast, year, lift, as_):
    browser = as_(cast.resident_zhao)
    assert browser.post(f"/s/{lift.pk}/second/", {"title": "电梯"})["Location"] == lift.get_absolute_url()
    (found,) = similar.earlier(cast.resident_zhao, year, "电梯")
    assert found.people == 2
    with pytest.raises(Refused, match="已经附议"):
        actions.support(suggestion=lift, by=cast.resident_zhao)
    with pytest.raises(Refused, match="自己已经提过"):
        actions.support(suggestion=lift, by=cast.resident_wang)


def test_the_same_words_about_the_same_place_are_one_line(cast, year, lift):
    _said(cast, year, lift.title, by=cast.resident_zhao)
    (found,) = similar.earlier(None, year, "电梯")
    assert found.people == 2


def test_one_person_who_says_it_thrice_is_one_voice(cast, year, lift):
    for _ in range(2):
        _said(cast, year, lift.title)
    _said(cast, year, lift.title, by=cast.resident_zhao)
    actions.support(suggestion=lift, by=cast.resident_zhao)
    (found,) = similar.earlier(None, year, "电梯")
    assert found.people == 2


def test_what_one_said_or_seconded_oneself_is_marked_and_not_offered_again(cast, year, lift):
    actions.support(suggestion=lift, by=cast.resident_zhao)
    seen = {seat: similar.earlier(seat, year, "电梯")[0] for seat in (cast.resident_wang, cast.resident_zhao)}
    assert [(one.note, one.second) for one in seen.values()] == [("您提的", ""), ("您已经附议过", "")]


def test_a_neighbours_support_does_not_make_the_proposers_open_page_stale(cast, lift):
    shown = lift.version
    actions.support(suggestion=lift, by=cast.resident_zhao)
    assert actions.withdraw(suggestion=lift, by=cast.resident_wang, version=shown).state == "withdrawn"


def test_the_same_place_comes_before_the_same_words_elsewhere(cast, year):
    here = _said(cast, year, "东街社区的厕所要修")
    away = _said(cast, year, "保合少镇公厕冬天冻住了没法用", spot=cast.baoheshao)
    assert similar.earlier(None, year, "公厕冬天冻住了没法用")[0].title == away.title
    assert similar.earlier(None, year, "东街社区厕所冬天冻住了没法用")[0].title == here.title


def test_without_a_script_the_likeness_is_shown_as_a_second_step(cast, year, lift, as_):
    browser, words = (
        as_(cast.resident_zhao),
        {"title": "东街社区加装电梯", "content": "爬楼太难", "spot": cast.community.pk},
    )
    shown = browser.post("/150102/2026/suggest/", words)
    page = shown.content.decode()
    assert shown.status_code == 422 and lift.title in page and f'formaction="/s/{lift.pk}/second/"' in page
    assert browser.post("/150102/2026/suggest/", words | {"seen_similar": "1"}).status_code == 302


def test_numbers_in_earlier_words_are_covered(cast, year, as_):
    _said(cast, year, "电梯坏了找13812345678")
    assert "13812345678" not in typed(as_(None), "电梯")
