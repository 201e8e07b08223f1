"""What takes too long for a page is made beside it: a file on this machine, shown with the moment at which it was made.

    @aside("coverage", fresh=600, shown=3600)
    def coverage(argument: Argument, file: BinaryIO) -> None: …

    made = coverage.get({"year": 7})        # None: it is being made, and the page says so

Asking is what orders it, so nothing is made that nobody looks at. Each machine has its own files and makes them in a process
beside its worker, one at a time. Nothing is lost when a file is.
"""

import fcntl
import hashlib
import json
import logging
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.db import connection

from piaojue.commons.jobs.work import idle

Argument = dict[str, Any]
"""What is to be made: JSON values. Equal arguments are one file."""
MOST_WAITING = 40
"""Orders that wait; further ones are not taken until there is room."""
KEPT_SECONDS = 6 * 3600
"""After which a file is deleted, whatever it is."""
MOST_BYTES = 2 * 2**30
"""Of all files together; the oldest go first."""
AGAIN_SECONDS = 600
"""After how long it is tried once more when the making broke."""
NICE = 10
WANTED, BROKEN, READY = ".wanted", ".broken", ".made"
logger = logging.getLogger("piaojue")


@dataclass(frozen=True)
class Made:
    """What was made, and when."""

    path: Path
    at: datetime

    def value(self) -> Any:
        """What was written as JSON."""
        return json.loads(self.path.read_text())


@dataclass(frozen=True)
class Aside:
    """One kind of thing.

    act:   (argument, file) writes it
    fresh: seconds after which it is made anew when somebody asks; shown: seconds after which the old one is not shown any more
    """

    name: str
    act: Callable[[Argument, BinaryIO], None]
    fresh: int
    shown: int

    def get(self, argument: Argument) -> Made | None:
        """The latest one; None: there is none yet. Whoever asks for one that is missing or old has ordered it."""
        path = self._path(argument)
        with suppress(FileNotFoundError):
            at = path.stat().st_mtime
            age = time.time() - at
            if age > self.fresh:
                self._order(argument, path)
            return Made(path, datetime.fromtimestamp(at, UTC)) if age <= self.shown else None
        self._order(argument, path)
        return None

    def is_known(self, argument: Argument) -> bool:
        """Whether it is there, is ordered or broke lately."""
        path = self._path(argument)
        return any(path.with_suffix(ending).exists() for ending in (READY, WANTED, BROKEN))

    def _path(self, argument: Argument) -> Path:
        text = json.dumps([self.name, argument], sort_keys=True)
        return _folder() / f"{hashlib.sha256(text.encode()).hexdigest()[:32]}{READY}"

    def _order(self, argument: Argument, path: Path) -> None:
        order, broken = path.with_suffix(WANTED), path.with_suffix(BROKEN)
        with suppress(FileNotFoundError):
            if time.time() - broken.stat().st_mtime < AGAIN_SECONDS:
                return
        if not order.exists():
            if len(_orders()) >= MOST_WAITING:
                return
            _write(order, json.dumps([self.name, argument]).encode())
        if settings.JOBS_IN_THREAD:
            threading.Thread(target=_in_thread, name="aside", daemon=True).start()


KINDS: dict[str, Aside] = {}


def aside(name: str, *, fresh: int, shown: int) -> Callable[[Callable[[Argument, BinaryIO], None]], Aside]:
    """Register what makes it."""

    def put(act: Callable[[Argument, BinaryIO], None]) -> Aside:
        KINDS[name] = Aside(name, act, fresh, shown)
        return KINDS[name]

    return put


def work_off() -> int:
    """Make everything that is ordered, unless another process is at it. Returns how many."""
    number = 0
    with _alone() as mine:
        while mine and (orders := _orders()):
            _make(orders[0])
            number += 1
    return number


def _make(order: Path) -> None:
    """Make one thing. An order that ends this process waits behind all others afterwards."""
    order.touch()
    name = "an order"
    descriptor, fresh = tempfile.mkstemp(dir=_folder(), suffix=".new")
    try:
        with os.fdopen(descriptor, "wb") as file:
            name, argument = json.loads(order.read_text())
            KINDS[name].act(argument, file)
        os.replace(fresh, order.with_suffix(READY))
        order.with_suffix(BROKEN).unlink(missing_ok=True)
    except Exception:
        logger.exception("%s could not be made", name)
        Path(fresh).unlink(missing_ok=True)
        order.with_suffix(BROKEN).touch()
    finally:
        order.unlink(missing_ok=True)


_CHILD: list[subprocess.Popen[bytes]] = []


@idle
def look() -> int:
    """What a worker does between jobs: a process of its own makes what is ordered, so that messages go on."""
    _clear()
    with _alone() as nobody_is_at_it:
        waiting = nobody_is_at_it and bool(_orders())
    if waiting and not (_CHILD and _CHILD[0].poll() is None):
        command = [sys.executable, str(Path(settings.ROOT) / "manage.py"), "aside"]
        _CHILD[:] = [subprocess.Popen(command, preexec_fn=lambda: os.nice(NICE))]
    return 0


def _clear() -> None:
    """Delete what is old, and the oldest of what is too much."""
    room = MOST_BYTES
    kept = sorted(_by_age(f"*{READY}") + _by_age(f"*{BROKEN}") + _by_age("*.new"), reverse=True)
    for at, file in kept:
        with suppress(FileNotFoundError):
            room -= file.stat().st_size
            if time.time() - at > KEPT_SECONDS or room < 0:
                file.unlink()


def _in_thread() -> None:
    try:
        _clear()
        work_off()
    finally:
        connection.close()


def _folder() -> Path:
    folder = Path(settings.VAR) / "aside"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _orders() -> list[Path]:
    """The oldest first."""
    return [file for _at, file in _by_age(f"*{WANTED}")]


def _by_age(pattern: str) -> list[tuple[float, Path]]:
    """(moment, file), the oldest first; another process may take one away meanwhile."""
    found = []
    for file in _folder().glob(pattern):
        with suppress(FileNotFoundError):
            found.append((file.stat().st_mtime, file))
    return sorted(found)


def _write(path: Path, content: bytes) -> None:
    with tempfile.NamedTemporaryFile(dir=_folder(), suffix=".new", delete=False) as file:
        file.write(content)
    os.replace(file.name, path)


@contextmanager
def _alone() -> Iterator[bool]:
    """Whether this is the one process that makes something now."""
    with (_folder() / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
