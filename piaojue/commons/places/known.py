"""One place by its code, as forms ask for it: read once a minute by each process, for the region tree hardly changes in a year."""

import time
from copy import copy

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from piaojue.commons.places.models import Place

KEPT_SECONDS = 60
"""How long another process may take to see a new name."""
MOST = 5000
_READ: dict[str, tuple[Place, float]] = {}


def known_place(code: str) -> Place | None:
    """The place, with the one it lies in; None: there is none that stands."""
    now = time.monotonic()
    kept = _READ.get(code)
    if kept is None or now - kept[1] > KEPT_SECONDS:
        if (place := Place.objects.standing().select_related("parent").filter(pk=code).first()) is None:
            return None
        if len(_READ) >= MOST:
            _READ.clear()
        kept = _READ[code] = place, now
    return copy(kept[0])


@receiver([post_save, post_delete], sender=Place)
def forget(**_kwargs: object) -> None:
    """What this process changed itself, it knows at once."""
    _READ.clear()
