"""One migrated database, copied for every worker. SQLite's is made in one go, PostgreSQL's by every migration in turn.

`python -m tests.database` makes it beforehand for the database that DATABASE_URL names.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
from django.conf import settings

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "var" / "test-databases"


@contextmanager
def copy_for_this_worker() -> Iterator[None]:
    """The test database of this process begins as a copy of the migrated one."""
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        name = settings.DATABASES["default"]["TEST"]["NAME"]
        with _alone():
            shutil.copy(_migrated_file(), name)
        yield
        for path in (name, f"{name}-wal", f"{name}-shm"):
            Path(path).unlink(missing_ok=True)
    else:
        settings.DATABASES["default"]["TEST"]["TEMPLATE"] = made_beforehand()
        yield


def made_beforehand() -> str:
    """Make the migrated database when there is none. Returns its file or name."""
    with _alone():
        return (
            str(_migrated_file()) if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3") else _migrated_name()
        )


def _migrated_file() -> Path:
    ready = FOLDER / f"{_fingerprint()}.sqlite3"
    if not ready.exists():
        for old in FOLDER.glob("*.sqlite3*"):
            old.unlink()
        fresh = FOLDER / "making.sqlite3"
        _migrate(f"sqlite:///{fresh}")
        with closing(sqlite3.connect(fresh)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")  # everything into the one file that is copied
        fresh.rename(ready)
    return ready


def _migrated_name() -> str:
    ready, fresh = f"piaojue_migrated_{_fingerprint()}", "piaojue_migrating"
    with _server() as server:
        if server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [ready]).fetchone():
            return ready
        server.execute(f"DROP DATABASE IF EXISTS {fresh}")
        server.execute(f"CREATE DATABASE {fresh}")
        _migrate(_beside(fresh), "--step-by-step")
        server.execute(f"ALTER DATABASE {fresh} RENAME TO {ready}")
    return ready


@contextmanager
def a_database(name: str) -> Iterator[str]:
    """One more database on the tests' PostgreSQL, made in one go as on a new machine. It is dropped afterwards."""
    with _server() as server:
        server.execute(f"DROP DATABASE IF EXISTS {name}")
        server.execute(f"CREATE DATABASE {name}")
        try:
            _migrate(_beside(name))
            yield name
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _server() -> psycopg.Connection:
    here = settings.DATABASES["default"]
    at = {"host": here["HOST"], "port": here["PORT"], "user": here["USER"], "password": here["PASSWORD"] or None}
    return psycopg.connect(dbname="postgres", autocommit=True, **at)


def _beside(name: str) -> str:
    return os.environ["DATABASE_URL"].rsplit("/", 1)[0] + f"/{name}"


def _migrate(url: str, *options: str) -> None:
    command = [sys.executable, "manage.py", "migrate", "-v0", *options]
    subprocess.run(
        command, cwd=ROOT, env={**os.environ, "DATABASE_URL": url, "PIAOJUE_MODE": "development"}, check=True
    )


def _fingerprint() -> str:
    """Of every migration of ours, and of the locked packages that bring theirs."""
    digest = hashlib.sha256((ROOT / "requirements.lock").read_bytes())
    for path in sorted([*ROOT.glob("piaojue/**/migrations/*.py"), *ROOT.glob("booth/**/migrations/*.py")]):
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def _alone() -> Iterator[None]:
    FOLDER.mkdir(parents=True, exist_ok=True)
    engine = settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]
    with open(FOLDER / f"{engine}.lock", "w") as lock:  # no name that `_migrated_file` takes for an old database
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    print(made_beforehand())
