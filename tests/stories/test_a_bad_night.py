"""What goes wrong at night: the database is held by somebody, the disk is full, a process dies. Each page says what is true, nothing is half done."""

import errno
import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest
from django.contrib.messages import SUCCESS
from django.contrib.messages.storage.base import Message
from django.contrib.messages.storage.cookie import MessageEncoder
from django.db import OperationalError, connection
from django.test import Client

from piaojue.commons.people.models import Person
from piaojue.commons.record import log
from piaojue.commons.years.road import Stage
from piaojue.stages.suggest.models import Suggestion
from tests import cast as the_cast
from tests import database
from tests.cast import Cast
from tests.stories.test_nothing_typed_is_lost import AT, filled

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "long-enough-for-tests"


@contextmanager
def held():
    """Another program writes, and does not end."""
    with closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        connection.ensure_connection()
        connection.connection.execute("PRAGMA busy_timeout = 50")
        yield
        other.execute("ROLLBACK")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL does not lock the whole database")
def test_who_signs_in_while_the_database_is_held_reads_that_it_is_busy(transactional_db, settings):
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.db"
    cast: Cast = the_cast.assemble()
    person = Person.objects.get(pk=cast.clerk_li.person_id)
    person.set_password(PASSWORD)
    person.save()
    browser = Client(raise_request_exception=False)
    form = {"login": person.username, "password": PASSWORD}
    with held():
        answer = browser.post("/account/login/", form)
        assert answer.status_code == 503 and "系统正忙" in answer.content.decode()
        assert browser.get("/witness/").status_code == 200
    assert browser.post("/account/login/", form).status_code == 302
    assert browser.get("/today/").status_code == 200


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL does not lock the whole database")
def test_who_has_just_sent_a_form_reads_on_while_the_database_is_held(transactional_db, settings):
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.db"
    cast: Cast = the_cast.assemble()
    person = Person.objects.get(pk=cast.clerk_li.person_id)
    browser = Client(raise_request_exception=False)
    browser.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    session = browser.session
    session["_messages"] = json.dumps([Message(SUCCESS, "已登记：供销科")], cls=MessageEncoder)
    session.save()
    with held():
        shown = browser.get("/today/")
        assert shown.status_code == 200 and "已登记：供销科" in shown.content.decode()
    assert "已登记：供销科" in browser.get("/today/").content.decode()
    assert "已登记：供销科" not in browser.get("/today/").content.decode()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL does not lock the whole database")
def test_who_sent_a_form_and_could_not_be_answered_is_told_to_look_first(transactional_db, settings):
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.db"
    cast: Cast = the_cast.assemble()
    browser = Client(raise_request_exception=False)
    browser.force_login(cast.clerk_li.person, backend="django.contrib.auth.backends.ModelBackend")
    with held():
        answer = browser.post("/seat/", {"seat": cast.clerk_li.pk})
        assert answer.status_code == 503 and "先看看刚才的操作是不是已经完成" in answer.content.decode()


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "x"), OperationalError("database or disk is full")])
def test_a_full_disk_is_told_and_nothing_is_half_done(cast, as_, monkeypatch, error):
    the_cast.year(cast.xincheng, stage=Stage.SOLICITING)
    browser = as_(cast.resident_wang)
    form = filled(browser, cast)

    def fail(*_words):
        raise error

    monkeypatch.setattr(log, "link", fail)  # the last thing that an act does
    answer = browser.post(AT, form)
    assert answer.status_code == 507 and "磁盘满了" in answer.content.decode()
    assert Suggestion.objects.count() == 0
    monkeypatch.undo()
    assert browser.post(AT, filled(browser, cast)).status_code == 302 and Suggestion.objects.count() == 1


@pytest.mark.once
def test_whoever_is_killed_is_replaced(tmp_path):
    """kill -9 of the web server's worker, of the server itself and of the worker of long work: the site answers again by itself."""
    shutil.copy(database.made_beforehand(), tmp_path / "piaojue.sqlite3")
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    there = {
        "PIAOJUE_VAR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'piaojue.sqlite3'}",
        "PORT": str(port),
    }
    there |= {"JOBS_IN_THREAD": "0", "WEB_WORKERS": "1", "DJANGO_SETTINGS_MODULE": "piaojue.config.settings"}
    site = subprocess.Popen([sys.executable, "deploy/supervise.py"], cwd=ROOT, env={**os.environ, **there})
    try:
        assert _answers(port) and _until(lambda: len(_beats(tmp_path)) == 1)
        web, jobs = sorted(_children(site.pid), key=lambda pid: "granian" not in _command(pid))
        for victim in (*_serving(web), jobs):
            os.kill(victim, signal.SIGKILL)
        assert _until(lambda: _serving(web)) and _answers(port)
        assert _until(lambda: len(_beats(tmp_path)) == 2)
        workers = _serving(web)
        os.kill(web, signal.SIGKILL)
        assert _until(lambda: not any(_lives(worker) for worker in workers)), "they would answer beside the new ones"
        assert _answers(port)
    finally:
        site.terminate()
        assert site.wait(timeout=60) == 0
    assert not _asked(port)


def _children(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]


def _command(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text()


def _lives(pid: int) -> bool:
    """Whether the process runs; one that ended and waits to be buried has no command line any more."""
    try:
        return bool(_command(pid))
    except OSError:
        return False


def _serving(web: int) -> list[int]:
    """The worker processes of granian, without Python's own helper."""
    return [pid for pid in _children(web) if "resource_tracker" not in _command(pid) and _command(pid)]


def _beats(folder: Path) -> list[str]:
    with closing(sqlite3.connect(folder / "piaojue.sqlite3")) as kept:
        return [row[0] for row in kept.execute("SELECT name FROM jobs_pulse WHERE name LIKE 'worker:%'")]


def _asked(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False


def _answers(port: int) -> bool:
    return _until(lambda: _asked(port))


def _until(there: Callable[[], object], seconds: float = 90) -> bool:
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        if there():
            return True
        time.sleep(0.1)
    return False
