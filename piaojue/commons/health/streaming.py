"""Point in time on SQLite: litestream copies every change to a second place within seconds, and brings any moment of the last week back.

STREAM_TO     a folder, or s3://KEY:SECRET@host[:port]/bucket?region=…&style=path|virtual&tls=0|1
What lies there is the database as it is: it is guarded like the database itself.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

from django.conf import settings
from django.db import connection
from django.utils import timezone

from piaojue.commons.health.databases import Failed, is_sqlite

PROGRAM = Path(sys.executable).parent / "litestream"
OPEN_FILES = Path("/dev/fd")
KEPT, SNAPSHOTS = "168h", "24h"
"""How far back one can go, and how often the whole database is copied anew."""


@dataclass(frozen=True)
class Stream:
    """database: the file that people work on; to: the second place, a folder or what django-storages says of a bucket."""

    database: Path
    to: Path | Mapping[str, Any]

    @property
    def configuration(self) -> dict[str, Any]:
        """What litestream reads (its YAML holds JSON)."""
        return {
            "snapshot": {"interval": SNAPSHOTS, "retention": KEPT},
            "dbs": [
                {
                    "path": str(self.database),
                    "replica": _folder(self.to) if isinstance(self.to, Path) else _bucket(self.to),
                }
            ],
        }

    def run(self) -> NoReturn:
        """Copy until stopped: this process becomes litestream."""
        with self._told() as told:
            os.set_inheritable(told, True)
            os.execv(PROGRAM, [str(PROGRAM), "replicate", "-config", str(OPEN_FILES / str(told))])

    def restored(self, moment: datetime, into: Path) -> None:
        """Write the database as it was at a moment into a new file. raises: Failed."""
        first = min(self._arrivals(), default=None)
        if first is None or moment < first:
            since = f"最早的是 {timezone.localtime(first):%Y-%m-%d %H:%M:%S}" if first else "还没有任何改动"
            raise Failed(f"STREAM_TO 里没有 {timezone.localtime(moment):%Y-%m-%d %H:%M:%S}（北京时间）的数据，{since}")
        at = moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self._ask("restore", "-timestamp", at, "-o", str(into), str(self.database))

    def newest(self) -> datetime | None:
        """When the last change arrived. raises: Failed."""
        return max(self._arrivals(), default=None)

    def _arrivals(self) -> list[datetime]:
        rows = json.loads(self._ask("ltx", "-level", "all", "-json", str(self.database)) or "[]") or []
        return [datetime.fromisoformat(row["timestamp"]) for row in rows]

    def changed_at(self) -> datetime:
        """When the database was last written to."""
        log = self.database.with_name(f"{self.database.name}-wal")
        return datetime.fromtimestamp((log if log.exists() else self.database).stat().st_mtime, UTC)

    def _ask(self, command: str, *arguments: str) -> str:
        with self._told() as told:
            run = subprocess.run(
                [PROGRAM, command, "-config", str(OPEN_FILES / str(told)), *arguments],
                pass_fds=[told],
                capture_output=True,
                text=True,
            )
        if run.returncode:
            raise Failed(f"litestream {command}: {(run.stderr or run.stdout).strip()[-300:]}")
        return run.stdout

    @contextmanager
    def _told(self) -> Iterator[int]:
        """The configuration as an open file without a name: it may hold the bucket's secret."""
        with tempfile.TemporaryFile() as file:
            file.write(json.dumps(self.configuration).encode())
            file.seek(0)
            yield file.fileno()


def ours() -> Stream | None:
    """Of the database that settings name; None when it is not copied so."""
    if not settings.STREAM_TO or not is_sqlite():
        return None
    return Stream(Path(str(connection.settings_dict["NAME"])), settings.STREAM_BUCKET or Path(settings.STREAM_TO))


def _folder(to: Path) -> dict[str, Any]:
    return {"type": "file", "path": str(to)}


def _bucket(said: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "s3",
        "path": "stream",
        "bucket": said["bucket_name"],
        "endpoint": said["endpoint_url"],
        "region": said["region_name"],
        "access-key-id": said["access_key"],
        "secret-access-key": said["secret_key"],
        "force-path-style": said["style"] == "path",
    }
