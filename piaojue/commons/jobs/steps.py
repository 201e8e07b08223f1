"""What a worker does beside jobs. A step that breaks is told with a number, rests for a while, and stops nothing else."""

import logging
import secrets
import time
from collections.abc import Callable

from django.db import InterfaceError, OperationalError

REST_SECONDS = 60
"""After a fault, so that a step that breaks each time does not fill the log."""
resting: dict[Callable, float] = {}
"""Until when on this process's clock, by step."""
logger = logging.getLogger("piaojue")


def do(step: Callable[[], int | None]) -> int:
    """Run the step. Returns how much it did. raises: OperationalError, InterfaceError (the database is away)."""
    if time.monotonic() < resting.get(step, 0.0):
        return 0
    try:
        return step() or 0
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        resting[step] = time.monotonic() + REST_SECONDS
        name = f"{step.__module__}.{step.__qualname__}"
        logger.exception("the worker's step %s broke", name, extra={"failure": secrets.token_hex(3).upper()})
        return 0
