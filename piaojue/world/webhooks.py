"""Telling partners: what happened is read off the log, laid down as rows, and sent by a worker (`piaojue jobs`).

Signed as https://www.standardwebhooks.com says, so that any of its libraries checks it. At least once: a partner that did not
answer is asked again, and knows by `webhook-id` what it has already. Nothing of it happens in a request.
"""

import hmac
import json
import logging
from base64 import b64encode
from collections.abc import Mapping
from datetime import datetime, timedelta
from http.client import HTTPException

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from piaojue.commons.jobs.work import idle
from piaojue.world import addresses
from piaojue.world.events import between, chains_below
from piaojue.world.keys import secret_bytes
from piaojue.world.models import Delivery, DeliveryState, Partner, PartnerState

PAUSES = (1, 5, 30, 120, 480, 1440)
"""Minutes until the next try after the first, second, … failure."""
AT_ONCE = 500
"""Entries of one place's log, and deliveries, that a round looks at."""
LOST = timedelta(minutes=5)
KEPT = timedelta(days=30)
GONE = 410
logger = logging.getLogger("piaojue")


def tell_partners(now: datetime | None = None) -> int:
    """Lay down what is new and send what is due. Returns how many deliveries were laid down or sent."""
    now = now or timezone.now()
    Delivery.objects.filter(created_at__lt=now - KEPT).delete()
    listening = Partner.objects.filter(state=PartnerState.OPEN).exclude(hook_url="")
    laid = 0
    for pk in list(listening.values_list("pk", flat=True)):
        try:
            laid += _lay_down(pk, now)
        except Exception:  # one partner's trouble is no other's, and the worker has more to do
            logger.exception("nothing was laid down for partner %s", pk)
    return laid + _send_due(now)


idle(tell_partners)


@transaction.atomic
def _lay_down(pk: int, now: datetime) -> int:
    """Rows for what happened since the last look, and the look itself, in one transaction."""
    partner = Partner.objects.select_for_update().get(pk=pk)
    seen, laid = dict(partner.seen), 0
    for place, head in chains_below(partner.place_id).items():
        after = seen.get(place, 0)
        until = min(head, after + AT_ONCE)
        if until == after:
            continue
        for event in between(place, after, until):
            if not partner.events or event.kind in partner.events:
                body = event.body(settings.SITE_URL)
                Delivery.objects.create(partner=partner, event=event.number, kind=event.kind, body=body, due_at=now)
                laid += 1
        seen[place] = until
    if seen != partner.seen:
        Partner.objects.filter(pk=pk).update(seen=seen)
    return laid


def _send_due(now: datetime) -> int:
    lost = Delivery.objects.filter(state=DeliveryState.SENDING, taken_at__lt=now - LOST)
    lost.filter(tries__gte=len(PAUSES)).update(state=DeliveryState.FAILED, tries=F("tries") + 1)
    lost.update(state=DeliveryState.WAITING, tries=F("tries") + 1)
    due = Delivery.objects.filter(
        state=DeliveryState.WAITING, due_at__lte=now, partner__state=PartnerState.OPEN
    ).order_by("pk")
    sent = 0
    for row in due.select_related("partner")[:AT_ONCE]:
        mine = Delivery.objects.filter(pk=row.pk, state=DeliveryState.WAITING)
        if mine.update(state=DeliveryState.SENDING, taken_at=now):
            try:
                _send(row, now)
            except Exception:  # the row is lost for now, and one delivery's trouble is no other's
                logger.exception("delivery %s broke", row.pk)
            sent += 1
    return sent


def _send(row: Delivery, now: datetime) -> None:
    body = json.dumps(row.body, ensure_ascii=False, separators=(",", ":")).encode()
    try:
        row.status = addresses.post(row.partner.hook_url, body, signed(row, body, now))
        row.trouble = "" if 200 <= row.status < 300 else f"HTTP {row.status}"
    except (OSError, HTTPException, ValueError, addresses.Forbidden) as error:  # ValueError: no address after all
        row.status, row.trouble = None, type(error).__name__
    if not row.trouble:
        row.state, row.sent_at = DeliveryState.SENT, now
    elif row.status == GONE or row.tries >= len(PAUSES):
        row.state = DeliveryState.FAILED
        logger.warning("delivery %s was given up: %s", row.pk, row.trouble)
    else:
        row.state, row.due_at = DeliveryState.WAITING, now + timedelta(minutes=PAUSES[row.tries])
    row.tries += 1
    row.save(update_fields=["state", "sent_at", "due_at", "tries", "status", "trouble"])


def signed(row: Delivery, body: bytes, now: datetime) -> Mapping[str, str]:
    """The headers of Standard Webhooks."""
    moment = int(now.timestamp())
    said = f"{row.event}.{moment}.".encode() + body
    signature = b64encode(hmac.digest(secret_bytes(row.partner), said, "sha256")).decode()
    return {"webhook-id": row.event, "webhook-timestamp": str(moment), "webhook-signature": f"v1,{signature}"}
