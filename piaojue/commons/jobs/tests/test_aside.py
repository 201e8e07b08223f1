"""What takes too long for a page: ordered by who looks, made once, shown with its moment, tried again when it broke."""

import json
import os
import time

import pytest

from piaojue.commons.jobs import aside
from piaojue.commons.jobs.aside import Aside


@pytest.fixture
def counting(settings, tmp_path, monkeypatch):
    """A kind that writes how often it was made."""
    settings.VAR = tmp_path
    times = []

    def count(argument, file):
        times.append(argument)
        file.write(str(len(times)).encode())

    kind = Aside("counting", count, fresh=60, shown=600)
    monkeypatch.setitem(aside.KINDS, "counting", kind)
    return kind


def aged(kind, argument, seconds):
    path, then = kind._path(argument), time.time() - seconds
    os.utime(path, (then, then))


def test_asking_orders_it_once_and_the_old_one_is_shown_until_the_next_is_there(counting):
    assert counting.get({"year": 7}) is None and counting.get({"year": 7}) is None
    assert aside.work_off() == 1
    assert counting.get({"year": 7}).value() == 1 and aside.work_off() == 0
    aged(counting, {"year": 7}, 61)
    assert counting.get({"year": 7}).value() == 1
    assert aside.work_off() == 1 and counting.get({"year": 7}).value() == 2
    aged(counting, {"year": 7}, 601)
    assert counting.get({"year": 7}) is None  # too old to be shown


def test_what_breaks_is_not_tried_at_every_look_and_stops_nothing_else(counting, monkeypatch):
    def broken(argument, file):
        raise ZeroDivisionError

    monkeypatch.setitem(aside.KINDS, "broken", kind := Aside("broken", broken, fresh=60, shown=60))
    assert kind.get({}) is None and counting.get({}) is None
    assert aside.work_off() == 2 and counting.get({}) is not None
    assert kind.get({}) is None and aside.work_off() == 0
    monkeypatch.setattr(aside, "AGAIN_SECONDS", -1)
    assert kind.get({}) is None and aside.work_off() == 1


def test_what_ends_the_process_or_cannot_be_read_does_not_come_first_again(counting, monkeypatch):
    (aside._folder() / f"half{aside.WANTED}").write_bytes(b"")  # the power went off while it was written
    last = []

    def look_round(argument, file):
        last.append(json.loads(aside._orders()[-1].read_text())[1])

    monkeypatch.setitem(aside.KINDS, "counting", Aside("counting", look_round, fresh=60, shown=600))
    assert counting.get({"year": 1}) is None and counting.get({"year": 2}) is None
    assert aside.work_off() == 3 and last[0] == {"year": 1}
    assert counting.get({"year": 1}) is not None and counting.get({"year": 2}) is not None


def test_a_worker_starts_no_process_while_another_is_at_it(counting, monkeypatch):
    started = []
    monkeypatch.setattr(aside.subprocess, "Popen", lambda *_args, **_kwargs: started.append(1))
    monkeypatch.setattr(aside, "_CHILD", [])
    counting.get({})
    with aside._alone():
        aside.look()
    assert started == []
    aside.look()
    assert started == [1]


def test_a_flood_of_orders_and_of_files_has_a_bound(counting, monkeypatch):
    monkeypatch.setattr(aside, "MOST_WAITING", 3)
    for year in range(5):
        counting.get({"year": year})
    assert aside.work_off() == 3
    aged(counting, {"year": 0}, 10)
    monkeypatch.setattr(aside, "MOST_BYTES", 2)
    aside.look()
    assert [counting.get({"year": year}) is not None for year in range(3)] == [False, True, True]


def test_only_one_process_makes_something_at_a_time(counting):
    counting.get({})
    with aside._alone() as mine:
        assert mine and aside.work_off() == 0
    assert aside.work_off() == 1
