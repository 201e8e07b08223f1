"""What rests on who was checked in: rooms that count by it say so, and the check-in stays as it was."""

from collections.abc import Callable

from piaojue.commons.sittings.models import Sitting

Hold = Callable[[Sitting], str | None]
"""A sitting → why nobody's check-in can be undone any more, or None."""
HOLDS: list[Hold] = []


def hold(reason: Hold) -> Hold:
    """Decorator: ask this, too, before a check-in is undone."""
    HOLDS.append(reason)
    return reason


def nothing_rests_on_it(sitting: Sitting) -> str | None:
    """The first reason that a room gives."""
    return next((why for why in (ask(sitting) for ask in HOLDS) if why), None)
