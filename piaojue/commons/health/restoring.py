"""Bringing a backup back, and the drill: restore the newest into a scratch place and check all of it."""

import json
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from io import StringIO
from pathlib import Path, PurePosixPath
from typing import IO, Any, cast

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from piaojue.commons.health import databases, streaming
from piaojue.commons.health.backup import DATA, KEYS, Manifest, key_of
from piaojue.commons.health.databases import Failed, program
from piaojue.commons.health.envelope import SealedReader, Unreadable


def restore(data: Path, into: Path, address: str = "", keys: Path | None = None) -> Manifest:
    """Unpack a backup into a folder that is new or empty.

    address: an empty PostgreSQL database, for a backup that was made from one
    keys:    the file with SECRET_KEY and the keys of the boxes
    raises:  Failed, Unreadable, NoKey
    """
    if into.exists() and any(into.iterdir()):
        raise Failed(f"{into} 里已经有东西。恢复只写进空的文件夹，不覆盖任何数据")
    into.mkdir(parents=True, exist_ok=True, mode=0o700)
    manifest = None
    for name, file in _parts(data, key_of("BACKUP_KEY"), DATA):
        if name == "manifest.json":
            manifest = Manifest(**json.loads(file.read()))
        elif name == "database":
            _write(into / ("piaojue.sqlite3" if manifest and manifest.vendor == "sqlite" else "piaojue.dump"), file)
        else:
            _write(into / _safe(name), file)
    if manifest is None:
        raise Unreadable("备份里没有清单")
    if manifest.vendor == "postgres":
        _into_postgres(into / "piaojue.dump", address)
    if keys is not None:
        for name, file in _parts(keys, key_of("BACKUP_KEY_OF_KEYS"), KEYS):
            _write(into / (name.lower() if name in ("SECRET_KEY", "DATA_KEYS") else _safe(name)), file)
    return manifest


def at_moment(moment: datetime, into: Path, manifest: Manifest) -> Manifest:
    """Put the database of a moment in place of the backup's. Returns a manifest that promises no rows.

    raises: Failed
    """
    stream = streaming.ours()
    if stream is None or manifest.vendor != "sqlite":
        raise Failed("没有设置 STREAM_TO，或数据库是 PostgreSQL：只能恢复到备份的时刻")
    database = into / "piaojue.sqlite3"
    database.unlink()
    stream.restored(moment, database)
    return replace(manifest, at=timezone.localtime(moment).isoformat(), tables={})


@contextmanager
def _opened(path: Path, key: bytes, purpose: str) -> Iterator[tarfile.TarFile]:
    with path.open("rb") as source:
        reader = SealedReader(source, key, purpose)
        try:
            with tarfile.open(fileobj=cast(Any, reader), mode="r|") as archive:
                yield archive
        except tarfile.TarError as error:
            raise Unreadable("备份文件的内容不完整") from error


def _parts(path: Path, key: bytes, purpose: str) -> Iterator[tuple[str, IO[bytes]]]:
    with _opened(path, key, purpose) as archive:
        for member in archive:
            file = archive.extractfile(member) if member.isfile() else None
            if file is not None:
                yield member.name, file


def _safe(name: str) -> Path:
    parts = PurePosixPath(name).parts
    if ".." in parts or name.startswith("/"):
        raise Unreadable("备份里有不该有的路径")
    return Path(*parts)


def _write(path: Path, file: IO[bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as out:
        while piece := file.read(2**20):
            out.write(piece)


def _into_postgres(dump: Path, address: str) -> None:
    if not address.startswith("postgres"):
        raise Failed("这份备份来自 PostgreSQL：请用 --database 给出一个空数据库的地址")
    program("pg_restore", "--no-owner", "--exit-on-error", f"--dbname={address}", str(dump))
    dump.unlink()


def check(into: Path, address: str, manifest: Manifest) -> list[str]:
    """What is wrong with a restored place: rows that are missing, files, the log. Empty: nothing."""
    found = _asked(into, address, ["restored"])
    try:
        tables = json.loads(found.stdout.splitlines()[-1])["tables"]
    except (ValueError, IndexError, KeyError):
        return [f"恢复出来的数据库打不开：{found.stderr.strip()[-300:]}"]
    faults = [
        f"表 {name} 应有 {rows} 行，恢复出 {tables.get(name, 0)} 行"
        for name, rows in manifest.tables.items()
        if tables.get(name) != rows
    ]
    log = _asked(into, address, ["log", "verify", "--files"])
    if not log.returncode:
        return faults
    lines = log.stdout.strip().splitlines()
    return faults + (_new(lines)[:50] if lines else [f"操作记录核对不了：{log.stderr.strip()[-300:]}"])


def _new(lines: list[str]) -> list[str]:
    """Faults of the log that the live place does not have. What it has itself is told by its own verifying."""
    out = StringIO()
    try:
        call_command("log", "verify", files=True, stdout=out)
    except SystemExit:
        known = set(out.getvalue().splitlines())
        return [line for line in lines if line not in known]
    return lines


def _asked(into: Path, address: str, command: list[str]) -> "subprocess.CompletedProcess[str]":
    """Ask a program of its own, which sees the restored place and nothing else."""
    there = {"DATABASE_URL": address, "PIAOJUE_VAR": str(into), "SECRET_KEY": settings.SECRET_KEY}
    there |= {"STORAGE": "", "STORAGE_KEYS": ""}
    return subprocess.run(
        [sys.executable, str(Path(settings.ROOT) / "manage.py"), *command],
        env={**os.environ, **there, "DJANGO_SETTINGS_MODULE": "piaojue.config.settings"},
        capture_output=True,
        text=True,
    )


def drill(data: Path, keys: Path | None = None) -> list[str]:
    """Restore into a scratch place that is gone afterwards, and check all. Returns what is wrong. raises: Failed, Unreadable, NoKey."""
    with tempfile.TemporaryDirectory() as folder:
        into = Path(folder) / "restored"
        with databases.scratch(into) as address:
            manifest = restore(data, into, address, keys)
            return check(into, address, manifest)
