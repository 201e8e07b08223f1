"""Who says who they are is covered or waits for a clerk; who says nothing of it is left alone."""

import pytest

from engines.matching import Personal, mask
from engines.matching.tests.introductions import HELD, ORDINARY, PLACES, SHAPED, cases


def names(text: str) -> list[str]:
    """What counts as a name, covered or doubted."""
    masked = mask(text)
    return [text[span.start : span.end] for span in (*masked.hits, *masked.doubts) if span.kind is Personal.NAME]


@pytest.mark.parametrize(("text", "name"), cases(SHAPED))
def test_an_introduction_never_goes_public_at_once(text, name):
    assert name not in mask(text).cautious


def test_nine_of_ten_introductions_that_no_rule_was_fitted_to_are_held_and_most_are_covered():
    held = cases(HELD)
    caught = [name not in mask(text).cautious for text, name in held]
    covered = [name not in mask(text).text for text, name in held]
    print(f"{sum(caught)} of {len(held)} held back or covered, {sum(covered)} covered")
    assert len(held) >= 40 and sum(caught) >= 36 and sum(covered) >= 30


def test_who_names_nobody_is_left_alone():
    lines = ORDINARY.split()
    found = {text: names(text) for text in lines if names(text)}
    print(f"{len(found)} of {len(lines)} sentences without a name raised one")
    assert len(lines) >= 100 and len(found) <= 1, found


@pytest.mark.parametrize("form", ["{}", "{}没有路灯，晚上很黑", "{}电动自行车充电设施", "我是{}的居民"])
def test_names_of_villages_are_no_names_of_persons(form):
    places = PLACES.split()
    found = {place: names(form.format(place)) for place in places if names(form.format(place))}
    print(f"{len(found)} of {len(places)} names of places raised one")
    assert len(found) <= len(places) // 10, found
