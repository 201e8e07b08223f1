"""A copy of the database while people work: SQLite by its own backup call, PostgreSQL by pg_dump in one snapshot."""

import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection
from psycopg import sql

PAGES = 4096
"""Pages of SQLite that are copied before writers get a turn."""


class Failed(Exception):
    """What could not be copied or brought back, with the reason."""


def is_sqlite() -> bool:
    return connection.vendor == "sqlite"


def copied(target: Path) -> dict[str, int]:
    """Copy the live database into a file that is new. Returns table → rows of just this copy."""
    return _copied_sqlite(target) if is_sqlite() else _copied_postgres(target)


def _copied_sqlite(target: Path) -> dict[str, int]:
    source = str(connection.settings_dict["NAME"])
    with closing(sqlite3.connect(source, timeout=60)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy, pages=PAGES, sleep=0.01)
        copy.execute("PRAGMA journal_mode = DELETE")
        return counted_in(copy)


def counted_in(database: sqlite3.Connection) -> dict[str, int]:
    """Table → rows. raises: Failed when SQLite finds the file damaged."""
    (verdict,) = database.execute("PRAGMA quick_check").fetchone()
    if verdict != "ok":
        raise Failed(f"数据库文件损坏：{verdict}")
    names = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    return {
        name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
        for name in names
        if "sqlite_" not in name
    }


def parameters(**other: Any) -> dict[str, Any]:
    """How psycopg and PostgreSQL's own programs reach the database that settings name."""
    here = connection.settings_dict
    given = {"host": here["HOST"], "port": here["PORT"], "user": here["USER"], "dbname": here["NAME"]}
    given |= {"password": here["PASSWORD"]}
    return {name: str(value) for name, value in (given | other).items() if value}


def program(name: str, *arguments: str) -> None:
    """Run pg_dump or pg_restore of the newest installed release. raises: Failed with what it said."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4].split(".")[0]))
    at = parameters()
    environment = {
        **os.environ,
        **{f"PG{key.upper()}": value for key, value in at.items() if key not in ("dbname",)},
    }
    run = subprocess.run(
        [str(found[-1]) if found else name, *arguments], env=environment, capture_output=True, text=True
    )
    if run.returncode:
        raise Failed(f"{name}: {run.stderr.strip()[-300:]}")


def _copied_postgres(target: Path) -> dict[str, int]:
    with psycopg.connect(**parameters()) as live:
        live.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        row = live.execute("SELECT pg_export_snapshot()").fetchone()
        assert row is not None
        dump = ["--format=custom", "--no-owner", f"--snapshot={row[0]}", f"--file={target}"]
        program("pg_dump", *dump, str(connection.settings_dict["NAME"]))
        return counted_at(live)


def counted_at(live: "psycopg.Connection[Any]") -> dict[str, int]:
    names = live.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").fetchall()
    counts = {}
    for (name,) in names:
        row = live.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name))).fetchone()
        assert row is not None
        counts[name] = row[0]
    return counts


@contextmanager
def scratch(folder: Path) -> Iterator[str]:
    """An address of a new and empty database beside the live one, gone afterwards."""
    if is_sqlite():
        yield f"sqlite:///{folder / 'piaojue.sqlite3'}"
        return
    name = f"{settings.DATABASES['default']['NAME']}_drill_{os.getpid()}"
    with psycopg.connect(**parameters(dbname="postgres"), autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield _address(name)
        finally:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _address(name: str) -> str:
    at = parameters()
    password = f":{at['password']}" if "password" in at else ""
    return f"postgres://{at.get('user', '')}{password}@{at.get('host', '')}:{at.get('port', '5432')}/{name}"
