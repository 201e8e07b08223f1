"""Kept numbers say what a recount says, whatever was done to the rows, by acts and past them."""

from collections import Counter
from io import StringIO
from random import Random

import pytest
from django.core.management import call_command
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from piaojue.commons.tallies import keeping
from piaojue.commons.tallies.declare import TALLIES, tallied
from piaojue.commons.tallies.models import Tally
from piaojue.commons.tallies.queries import number, numbers
from piaojue.commons.years.road import Stage
from piaojue.stages.group.models import Demand
from piaojue.stages.suggest.models import Suggestion
from tests import cast as the_cast

STATES = ["received", "grouped", "answered", "withdrawn"]
PUBLICATIONS = ["waiting", "published", "held", "refused", "taken_down"]
REASONS = ["", "petition", "privacy"]
CATEGORIES = ["", "housing", "it's"]
"""The last one is no category: a quotation mark is text like any other."""


def row(years, chance: Random, n: int) -> Suggestion:
    year = chance.choice(years)
    return Suggestion(
        place=year.place,
        year=year,
        ticket_no=f"T{n:08d}",
        title="路灯",
        content="天黑",
        consent_version="1",
        **values(year, chance),
    )


def values(year, chance: Random) -> dict:
    return {
        "state": chance.choice(STATES),
        "publication": chance.choice(PUBLICATIONS),
        "unpublished": chance.choice(REASONS),
        "category": chance.choice(CATEGORIES),
        "spot_id": chance.choice([year.place_id, year.place.parent_id]),
        "channel": chance.choice(["web", "paper"]),
        "proposer_phone": chance.choice(["", "13900000000"]),
    }


def recounted(year) -> dict[str, Counter]:
    """By Python, from the rows themselves: no SQL that the triggers could share a mistake with."""
    found = {
        name: Counter() for name in ("suggestions", "suggestions.spot", "suggestions.day", "nameless", "ungrouped")
    }
    for one in Suggestion.objects.filter(year=year):
        if one.state == "withdrawn":
            continue
        found["suggestions"][""] += 1
        found["suggestions.spot"][one.spot_id] += 1
        found["suggestions.day"][f"{timezone.localtime(one.created_at):%Y-%m-%d}"] += 1
        found["nameless"][""] += one.proposer_id is None and one.proposer_phone == ""
        elsewhere = one.publication in ("refused", "taken_down") and one.unpublished == "petition"
        found["ungrouped"][""] += one.state == "received" and not elsewhere
    return {name: +count for name, count in found.items()}


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    seed=st.integers(0, 10**6),
    acts=st.lists(st.sampled_from(["add", "many", "change", "all", "move", "undone", "go"]), max_size=12),
)
def test_whatever_happens_to_rows_the_numbers_are_those_of_a_recount(two_years, seed, acts):
    chance = Random(seed)
    with transaction.atomic():
        for n, act in enumerate(acts):
            happen(act, two_years, chance, n * 100)
        for year in two_years:
            kept = numbers([year.pk], "suggestions", "suggestions.spot", "suggestions.day", "nameless", "ungrouped")
            assert {name: dict(count) for name, count in recounted(year).items()} == {
                name: kept.kinds(name, year.pk) for name in recounted(year)
            }
        assert list(keeping.differences()) == []
        transaction.set_rollback(True)


def happen(act: str, years, chance: Random, n: int) -> None:
    rows = Suggestion.objects.order_by("pk")
    if act == "add":
        row(years, chance, n).save()
    elif act == "many":
        Suggestion.objects.bulk_create([row(years, chance, n + more) for more in range(chance.randrange(1, 9))])
    elif act == "change" and (one := rows.first()):
        for name, value in values(one.year, chance).items():
            setattr(one, name, value)
        one.save()
    elif act == "all":
        rows.filter(category="housing").update(state=chance.choice(STATES), publication=chance.choice(PUBLICATIONS))
    elif act == "move":
        rows.filter(pk__in=list(rows.values_list("pk", flat=True)[:3])).update(year=chance.choice(years))
    elif act == "undone":
        with transaction.atomic():
            Suggestion.objects.bulk_create([row(years, chance, n + 50)])
            transaction.set_rollback(True)
    elif act == "go":
        rows.filter(channel="paper").delete()


@pytest.fixture
def two_years(cast):
    return [
        the_cast.year(cast.xincheng, stage=Stage.SOLICITING),
        the_cast.year(cast.xincheng, number=2027, stage=Stage.SOLICITING),
    ]


def test_a_number_that_somebody_bent_is_found_and_mended(two_years):
    year, _later = two_years
    Suggestion.objects.bulk_create([row([year], Random(1), n) for n in range(9)])
    true = number("suggestions", year.pk)
    Tally.objects.filter(year=year.pk, name="suggestions").update(number=77)
    (found,) = keeping.differences()
    assert (found.name, found.kept, found.true) == ("suggestions", 77, true)
    with pytest.raises(SystemExit):
        call_command("tallies", "check", stdout=StringIO())
    with pytest.raises(SystemExit):
        call_command("log", "verify", stdout=(out := StringIO()))
    assert "计数" in out.getvalue()
    call_command("tallies", "rebuild", stdout=StringIO())
    assert list(keeping.differences()) == []
    assert number("suggestions", year.pk) == true


def test_parts_are_put_together_and_nothing_changes(two_years):
    year, _later = two_years
    Suggestion.objects.bulk_create([row([year], Random(2), n) for n in range(9)])
    before = numbers([year.pk], *TALLIES).by_year
    keeping.fold()
    assert numbers([year.pk], *TALLIES).by_year == before
    assert not Tally.objects.exclude(part=0).exists() and not Tally.objects.filter(number=0).exists()
    Suggestion.objects.all().delete()
    assert number("suggestions", year.pk) == 0 and list(keeping.differences()) == []


def test_a_lost_trigger_is_made_again_and_its_table_counted(two_years):
    year, _later = two_years
    keeping.remove()
    Suggestion.objects.bulk_create([row([year], Random(3), n) for n in range(5)])
    assert list(keeping.differences())
    keeping.install()
    assert list(keeping.differences()) == []
    kept = keeping._installed()
    keeping.install()  # what is as it should be is left alone
    assert keeping._installed() == kept


def test_a_line_says_what_it_needs(two_years):
    with pytest.raises(ValueError, match="twice"):
        tallied("demands", Demand)
    with pytest.raises(ValueError, match="no tally"):
        numbers([1], "suggestion")
    line = keeping.Tallied("strange", Demand, where=Q(year__number=2026))
    with pytest.raises(ValueError, match="own row"):
        keeping.counted(line, "NEW")
