"""How many people live where: entered by clerks with its source, never guessed."""

import pytest

from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.places import actions
from piaojue.commons.places.models import Place
from piaojue.commons.record.models import Entry
from tests.cast import tampered

SOURCE = "2025 年统计公报"


def enter(by, source=SOURCE, **people):
    return actions.set_populations(
        place=by.place, people={code[1:]: n for code, n in people.items()}, source=source, by=by
    )


def test_a_clerk_enters_the_figures_of_the_place_and_those_below(cast, as_):
    clerk = as_(cast.clerk_li)
    answer = clerk.post("/places/populations/", {"source": SOURCE, "at_150102": "640000", "at_150102004": "31000"})
    assert answer.status_code == 302
    row = Place.objects.get(pk="150102004")
    assert (row.population, row.population_source) == (31000, SOURCE)
    assert Place.objects.get(pk=cast.baoheshao.pk).population is None
    page = clerk.get("/places/populations/").content.decode()
    assert 'value="640000"' in page and SOURCE in page
    assert Entry.objects.filter(act="places.set_population").count() == 2 and not tampered()


def test_only_what_changed_is_written(cast):
    enter(cast.clerk_li, _150102=640_000, _150102004=31_000)
    assert [row.pk for row in enter(cast.clerk_li, _150102=640_000, _150102004=30_500)] == ["150102004"]
    assert [row.population_source for row in enter(cast.clerk_li, _150102004=None)] == [""]


def test_figures_without_source_or_that_cannot_be_are_refused_all_at_once(cast):
    with pytest.raises(Refused) as refusal:
        enter(cast.clerk_li, source=" ", _150102=1000, _150102004=2000, _150103=5)
    assert len(refusal.value.reasons) == 3
    assert not Place.objects.exclude(population=None).exists()


def test_a_place_is_not_its_neighbours(cast):
    for stranger in (cast.neighbour_clerk_bai, cast.resident_wang, cast.street_clerk_xu):
        with pytest.raises(NotYours):
            actions.set_populations(place=cast.xincheng, people={"150102": 1}, source=SOURCE, by=stranger)
