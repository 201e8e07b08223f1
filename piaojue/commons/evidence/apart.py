"""A large photo is decoded in a process of its own (`child`), within bounds.

Decoding a hundred megapixels takes half a gigabyte for a moment. Here it is given back, and only one such picture is
decoded at a time on a machine, however many people upload.
"""

import fcntl
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

LONGEST_WAIT = 90
ROOT = Path(__file__).resolve().parents[3]


class TooMuch(Exception):
    """The picture took more than its bounds, or could not be read."""


def made_apart(data: bytes) -> dict[str, Any]:
    """The fields of a `pictures.Photo`. raises: TooMuch."""
    with _alone():
        try:
            run = subprocess.run(
                [sys.executable, "-m", "piaojue.commons.evidence.child"],
                input=data,
                capture_output=True,
                cwd=ROOT,
                env={**os.environ, "MALLOC_ARENA_MAX": "1"},
                timeout=LONGEST_WAIT,
            )
        except subprocess.TimeoutExpired as error:
            raise TooMuch from error
    head, _, jpeg = run.stdout.partition(b"\n")
    if run.returncode or not jpeg:
        raise TooMuch
    said = json.loads(head)
    taken = said["taken_at"]
    place, size = (tuple(said[name]) if said[name] else None for name in ("place", "size"))
    return {"data": jpeg, "taken_at": datetime.fromisoformat(taken) if taken else None, "place": place, "size": size}


@contextmanager
def _alone() -> Iterator[None]:
    """One at a time on this machine."""
    path = Path(tempfile.gettempdir()) / f"piaojue-pictures-{os.getuid()}.lock"
    with open(path, "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
