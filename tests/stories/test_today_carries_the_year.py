"""今天要办 carries the year: while a gate is shut, somebody's list says what to do, and all lists say what the gate's page says."""

import pytest
from django.core.management import call_command

from piaojue.commons.people.models import Seat
from piaojue.commons.roles import CLERKS, Role
from piaojue.commons.todo import Task, tasks_of
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import next_gate
from piaojue.commons.years.turns import Turns
from piaojue.rehearsal import play

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SMALL = {"suggestions": 20, "deputies": 12, "verbosity": 0}
PLACES = pytest.mark.parametrize("place", ["150102", "150103004"], ids=["congress", "street"])


def everybody(year: Year) -> list[Seat]:
    """One of each role, and each unit."""
    seats = Seat.objects.in_office().filter(place=year.place).select_related("person", "body", "place").order_by("pk")
    return list({(seat.role, seat.body_id if seat.role == Role.DEPARTMENT else 0): seat for seat in seats}.values())


def lists_agree(year: Year) -> None:
    """What must hold of all lists at any moment of a year."""
    gate = next_gate(year.road, year.stage)
    if gate is None:
        return
    turns = Turns(year, gate)
    lines = max(1, len(turns.lacking))
    lists = {seat: list(turns.tasks_of(seat)) for seat in everybody(year)}
    for seat, tasks in lists.items():
        assert len(tasks) <= lines, (year.stage, seat.role, tasks)
        if seat.role in CLERKS:
            assert len([task for task in tasks_of(seat) if task.gate]) == len(tasks) == lines, (year.stage, tasks)
    own = [task for tasks in lists.values() for task in tasks if task.own]
    assert own or days_to_wait_for(lists), (year.stage, turns.lacking, lists)


def days_to_wait_for(lists: dict[Seat, list[Task]]) -> set[str]:
    """Days that everybody waits for, where nobody can do anything before."""
    return {task.waits_for for tasks in lists.values() for task in tasks if task.waits_for[:2] == "20"}


@PLACES
def test_a_gate_is_never_shut_while_every_list_is_empty(place, monkeypatch):
    scene, through = play._play, play.through_gate
    seen: list[str] = []

    def playing(at, stage, plot, *, whole=True):
        lists_agree(stage.year)
        scene(at, stage, plot, whole=whole)
        stage.year.refresh_from_db()
        lists_agree(stage.year)

    def passing(company, year, *, on):
        year = through(company, year, on=on)
        seen.append(year.stage)
        lists_agree(year)
        return year

    monkeypatch.setattr(play, "_play", playing)
    monkeypatch.setattr(play, "through_gate", passing)
    call_command("rehearse", place=place, year=2025, **SMALL)
    assert seen[-1] == "archived"
