"""Every change goes to a second place within seconds, and any moment is brought back."""

import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from piaojue.commons.health import checks, restoring, streaming
from piaojue.commons.health.backup import Manifest
from piaojue.commons.health.databases import Failed
from piaojue.commons.health.streaming import Stream
from piaojue.config.storages import bucket_options

pytestmark = pytest.mark.once
RUN = "from pathlib import Path; from piaojue.commons.health.streaming import Stream; Stream(Path({0!r}), Path({1!r})).run()"
A_MINUTE = 60
BACKUP = Manifest(at="2026-11-30T12:30:00+08:00", vendor="sqlite", tables={"words": 9}, files=0)


@pytest.fixture
def stream(tmp_path, monkeypatch):
    """A database of this machine that is being copied."""
    stream = Stream(tmp_path / "piaojue.sqlite3", tmp_path / "second place")
    with closing(sqlite3.connect(stream.database)) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("CREATE TABLE words (said TEXT)")
    monkeypatch.setattr(streaming, "ours", lambda: stream)
    copying = subprocess.Popen([sys.executable, "-c", RUN.format(str(stream.database), str(stream.to))])
    yield stream
    copying.kill()
    copying.wait()


def say(stream: Stream, words: str) -> None:
    """Write, and wait until it has arrived. Times are told by whole seconds."""
    with closing(sqlite3.connect(stream.database)) as database, database:
        database.execute("INSERT INTO words VALUES (?)", [words])
    said, until = datetime.now(UTC).replace(microsecond=0), time.monotonic() + A_MINUTE
    while not (newest := stream.newest()) or newest < said:
        assert time.monotonic() < until, "the change did not arrive"
        time.sleep(0.2)


def test_a_moment_before_a_mistake_is_brought_back(stream, tmp_path):
    say(stream, "路灯不亮")
    time.sleep(1.1)
    before = datetime.now(UTC)
    time.sleep(1.1)
    say(stream, "删错了")
    assert [row.state for row in checks.stream()] == [checks.FINE]
    into = tmp_path / "restored"
    into.mkdir()
    (into / "piaojue.sqlite3").write_bytes(b"as the backup has it")
    manifest = restoring.at_moment(before, into, BACKUP)
    with closing(sqlite3.connect(into / "piaojue.sqlite3")) as database:
        assert database.execute("SELECT said FROM words").fetchall() == [("路灯不亮",)]
    assert datetime.fromisoformat(manifest.at) == before and not manifest.tables
    with pytest.raises(Failed, match=r"STREAM_TO 里没有 .*，最早的是"):
        restoring.at_moment(before - timedelta(days=9), into, BACKUP)


def test_a_restore_that_fails_leaves_its_folder_free_for_the_next_try(tmp_path, monkeypatch):
    def backup_only(_data, into, *_others):
        into.mkdir()
        (into / "piaojue.sqlite3").write_bytes(b"as the backup has it")
        return BACKUP

    monkeypatch.setattr(restoring, "restore", backup_only)
    monkeypatch.setattr(streaming, "ours", lambda: None)
    for _ in range(2):
        with pytest.raises(CommandError, match="没有设置 STREAM_TO"):
            call_command("restore", "x.data", into=tmp_path / "back", at=datetime.now(UTC))
        assert not (tmp_path / "back").exists()


def test_the_doctor_says_what_may_be_lost(tmp_path, monkeypatch, settings):
    settings.STREAM_TO, settings.PRODUCTION = "", True
    assert [row.state for row in checks.stream()] == [checks.WARN]
    with pytest.raises(Failed, match="STREAM_TO"):
        restoring.at_moment(datetime.now(UTC), tmp_path, BACKUP)
    quiet = Stream(tmp_path / "piaojue.sqlite3", tmp_path / "nothing here")
    quiet.database.write_bytes(b"")
    monkeypatch.setattr(streaming, "ours", lambda: quiet)
    (row,) = checks.stream()
    assert row.state == checks.BAD and "piaojue-stream" in row.remedy


def test_a_bucket_is_named_as_for_uploads(tmp_path):
    to = "s3://key:secret@s3.example.cn/piaojue?region=cn-north&style=virtual"
    (one,) = Stream(tmp_path / "a.sqlite3", bucket_options("STREAM_TO", to)).configuration["dbs"]
    assert (one["replica"]["bucket"], one["replica"]["endpoint"]) == ("piaojue", "https://s3.example.cn")
    assert one["replica"]["force-path-style"] is False and one["replica"]["secret-access-key"] == "secret"
    with pytest.raises(ImproperlyConfigured, match="STREAM_TO"):
        bucket_options("STREAM_TO", "ftp://elsewhere")
