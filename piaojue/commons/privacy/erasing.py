"""What each room forgets of a person who closes the account: the room says it in its own erasing.py.

@erasing
def contacts(person: Person, act: Doing[Seat]) -> None: …
"""

from collections.abc import Callable

from piaojue.commons.acting import Doing
from piaojue.commons.people.models import Person, Seat

Eraser = Callable[[Person, Doing[Seat]], None]
"""(person, the act that closes the account) → nothing: what leads to the person is gone; changed rows are logged as effects."""
ERASERS: list[Eraser] = []


def erasing(eraser: Eraser) -> Eraser:
    """Decorator: ask this room, too, when somebody closes the account."""
    ERASERS.append(eraser)
    return eraser
