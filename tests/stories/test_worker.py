"""The worker goes on whatever a step between jobs does; what broke has a number in the log."""

import logging
import re

import pytest
from django.core.management import call_command
from django.db import IntegrityError, OperationalError

from piaojue.commons.jobs import steps, work
from piaojue.commons.notify import outbox
from piaojue.config.logs import AsJson, WithoutWords


def raising(error: Exception):
    def act() -> int:
        raise error

    return act


def test_a_step_that_breaks_stops_neither_the_worker_nor_the_steps_after_it(db, monkeypatch, caplog):
    done = []

    def after() -> None:
        done.append(1)

    monkeypatch.setattr(outbox, "deliver", raising(ValueError("王大妈 13900000000")))
    broken = raising(UnicodeEncodeError("ascii", "推送", 0, 2, "no"))
    monkeypatch.setattr(work, "IDLE", [broken, raising(IntegrityError("row")), after])
    monkeypatch.setattr(steps, "resting", {})
    with caplog.at_level(logging.ERROR, logger="piaojue"):
        call_command("jobs", "--once")
        assert done == [1] and len(caplog.records) == 3
        call_command("jobs", "--once")  # what broke rests for a while, what did not goes on
        assert done == [1, 1] and len(caplog.records) == 3
    line, said = WithoutWords().format(caplog.records[0]), AsJson().format(caplog.records[0])
    assert re.match(r"ERROR [0-9A-F]{6} piaojue: ValueError\n", line) and "王大妈" not in line + said
    assert '"failure": "' in said


def test_a_database_that_is_away_is_waited_for_as_before(db, monkeypatch):
    monkeypatch.setattr(work, "IDLE", [raising(OperationalError("gone"))])
    monkeypatch.setattr(steps, "resting", {})
    with pytest.raises(OperationalError):
        call_command("jobs", "--once")
