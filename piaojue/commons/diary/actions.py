"""Taking one's diary along. A private wish: the log keeps nothing of it."""

import secrets
from hashlib import sha256

from django.conf import settings
from django.urls import reverse

from piaojue.commons.acting import acting
from piaojue.commons.diary.models import Subscription
from piaojue.commons.diary.moves import MOVES
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat


def subscribe(*, seat: Seat, by: Seat) -> Subscription:
    """A new secret address for the seat; the one before is useless from now on. Raises NotYours."""
    key = secrets.token_urlsafe(24)
    row = Subscription.objects.filter(seat=by).first() or Subscription(seat=by)
    with acting(MOVES["subscribe"], seat, by, makes=row):
        row.digest = digest_of(key)
    row.address = f"{settings.SITE_URL}{reverse('calendar', args=[key])}"
    return row


def unsubscribe(*, seat: Seat, by: Seat) -> Seat:
    """The address leads nowhere any more. Raises NotYours; Refused where there is none."""
    with acting(MOVES["unsubscribe"], seat, by):
        if not Subscription.objects.filter(seat=by).delete()[0]:
            raise Refused("您还没有开通日程订阅")
    return seat


def digest_of(key: str) -> str:
    return sha256(key.encode()).hexdigest()
