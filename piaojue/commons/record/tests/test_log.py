"""The log tells who did what, cannot be rewritten, and finds what was changed behind its back."""

import json
from datetime import date

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from piaojue.commons.people.models import Body, BodyKind
from piaojue.commons.people.moves import MOVES as PEOPLE
from piaojue.commons.record.log import history, record
from piaojue.commons.record.models import Entry
from piaojue.commons.record.verify import broken_chains, changed_rows
from piaojue.commons.sittings import actions as sittings
from piaojue.commons.years import actions
from piaojue.commons.years.models import Year
from tests.cast import tampered


@pytest.fixture
def year(cast):
    with transaction.atomic():
        [record(PEOPLE["appoint"], seat, None) for seat in cast.seats.values()]
    year = actions.open_year(place=cast.xincheng, number=2026, by=cast.clerk_li)
    return actions.set_year(year=year, by=cast.clerk_li, seats_to_fill=8)


def behind_its_back(statement: str) -> None:
    """What somebody with the database password could do, triggers switched off."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER IF EXISTS record_entry_no_update")
            cursor.execute("DROP TRIGGER IF EXISTS record_entry_no_delete")
        else:
            cursor.execute("DROP TRIGGER IF EXISTS record_entry_append_only ON record_entry")
        cursor.execute(statement)


def test_an_entry_tells_who_what_when_before_and_after(year, cast):
    entry = history(year).first()
    payload = json.loads(entry.payload)
    assert (payload["act"], payload["seat"]) == ("years.set_year", cast.clerk_li.label)
    assert (payload["before"]["seats_to_fill"], payload["after"]["seats_to_fill"]) == ("10", "8")
    assert cast.clerk_li.person.name not in entry.payload


def test_the_database_refuses_to_change_or_delete_an_entry(year):
    for statement in ("UPDATE record_entry SET act = 'x'", "DELETE FROM record_entry"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_a_good_log_verifies(year, capsys):
    call_command("log", "verify")
    assert f"{Entry.objects.count()} 条记录首尾相接" in capsys.readouterr().out


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE record_entry SET payload = replace(payload, '\"8\"', '\"9\"') WHERE act = 'years.set_year'",
        "UPDATE record_entry SET seat = '别人' WHERE act = 'years.set_year'",
        "DELETE FROM record_entry WHERE act = 'years.open_year'",
        "DELETE FROM record_entry WHERE act = 'years.set_year'",
    ],
)
def test_a_row_of_the_log_changed_behind_its_back_is_named(year, statement):
    behind_its_back(statement)
    (found,) = broken_chains()
    assert found.where.startswith("150102 第")


def test_a_row_changed_past_the_actions_is_found_and_named(year):
    Year.objects.filter(pk=year.pk).update(seats_to_fill=3)
    (found,) = changed_rows()
    assert found.where == f"years.year:{year.pk}"
    assert "应选项目数（应为“8”，现为“3”）" in found.reason


@pytest.fixture
def meeting(cast):
    congress = Body.objects.get(place=cast.xincheng, kind=BodyKind.CONGRESS)
    found = sittings.call_sitting(
        body=congress,
        kind="session",
        name="第五次会议",
        starts_on=date(2026, 1, 8),
        ends_on=date(2026, 1, 10),
        by=cast.clerk_li,
    )
    return sittings.set_agenda(
        sitting=found, items=[{"title": "审议", "minutes": 90}, {"title": "票决", "minutes": 30}], by=cast.clerk_li
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda rows: rows.filter(minutes=90).update(minutes=5), "内容被绕过系统改动了"),
        (lambda rows: rows.filter(minutes=30).delete(), "在数据库里被删掉了"),
        (lambda rows: rows.create(order=3, title="加一项", sitting=rows.first().sitting), "绕过系统添进去的"),
    ],
)
def test_rows_that_belong_to_a_thing_are_watched_with_it(meeting, change, said):
    assert not tampered()
    change(meeting.agenda)
    (found,) = tampered()
    assert found.where.startswith("sittings.agendaitem:") and said in found.reason


def test_the_command_ends_with_1_when_something_was_changed(year):
    Year.objects.filter(pk=year.pk).update(stage="archived")
    with pytest.raises(SystemExit) as ended:
        call_command("log", "verify")
    assert ended.value.code == 1
