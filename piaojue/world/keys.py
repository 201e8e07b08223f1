"""Keys of partners and secrets of their webhooks: made of the row's nonce and SECRET_KEY, so that no table holds one.

A new nonce makes both void. So does a new SECRET_KEY (docs/api.md#keys).
"""

import hmac
import re
from base64 import b64encode

from django.conf import settings
from django.utils.crypto import constant_time_compare

from piaojue.world.models import Partner, PartnerState

KEY = re.compile(r"pj([0-9]{1,9})_[0-9a-f]{64}", re.ASCII)


def key_of(partner: Partner) -> str:
    """What the partner sends as `Authorization: Bearer …`."""
    return f"pj{partner.pk}_{_digest('world.key', partner).hex()}"


def secret_of(partner: Partner) -> str:
    """What webhooks to the partner are signed with, as Standard Webhooks writes it: whsec_ and base64."""
    return f"whsec_{b64encode(secret_bytes(partner)).decode()}"


def secret_bytes(partner: Partner) -> bytes:
    return _digest("world.hook", partner)


def partner_with(key: str) -> Partner | None:
    """Whose key it is; None where it is nobody's, or was ended or renewed."""
    found = KEY.fullmatch(key)
    if found is None:
        return None
    rows = Partner.objects.select_related("place", "seat__body", "seat__place")
    partner = rows.filter(pk=int(found[1]), state=PartnerState.OPEN).first()
    return partner if partner and constant_time_compare(key, key_of(partner)) else None


def _digest(use: str, partner: Partner) -> bytes:
    said = f"{use}:{partner.pk}:{partner.nonce}".encode()
    return hmac.digest(settings.SECRET_KEY.encode(), said, "sha256")
