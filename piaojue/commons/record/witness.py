"""A log with a witness: the heads of all chains, signed and kept outside, so that a log that was computed anew shows.

Whoever has the database's password can write a whole chain anew, and every hash is right again. The heads that others
kept before say otherwise. Each witnessing holds the digest of the one before, so none can be left out of the list.
"""

import base64
import hashlib
import json
import logging
import urllib.request
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from engines.chaining import canonical
from piaojue.commons.record.models import Chain, Entry, Witnessed
from piaojue.commons.record.verify import Tampering

SECONDS = 10
AT_ONCE = 400
logger = logging.getLogger("piaojue")


def _key() -> Ed25519PrivateKey:
    """Of this installation; it follows from SECRET_KEY, which is not in the database."""
    secret = HKDF(SHA256(), 32, None, b"record.witness").derive(settings.SECRET_KEY.encode())
    return Ed25519PrivateKey.from_private_bytes(secret)


def public_key() -> str:
    """32 bytes in base64, for whoever keeps the heads."""
    return base64.b64encode(_key().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()


def statement(row: Witnessed) -> dict[str, Any]:
    """What is digested and published: place codes, numbers and hashes, nothing about anybody. at: in the site's own time zone."""
    at = row.at.astimezone(timezone.get_default_timezone())
    return {"at": at.isoformat(timespec="seconds"), "before": row.before, "heads": row.heads}


def digest_of(statement: dict[str, Any]) -> str:
    return hashlib.sha256(canonical(statement)).hexdigest()


def signed(digest: str) -> str:
    """Ed25519 of a digest, in base64."""
    return base64.b64encode(_key().sign(bytes.fromhex(digest))).decode()


@transaction.atomic
def witness(now: datetime | None = None) -> Witnessed:
    """Sign the heads as they are. Nothing of the log changes; who keeps the row outside is added by `send`."""
    chains = Chain.objects.order_by("place_code").values_list("place_code", "seq", "head")
    last = Witnessed.objects.select_for_update().first()
    at = (now or timezone.now()).replace(microsecond=0)
    row = Witnessed(at=at, heads={code: [seq, head] for code, seq, head in chains}, before=last.digest if last else "")
    row.digest = digest_of(statement(row))
    row.signature = signed(row.digest)
    row.save()
    return row


def published(row: Witnessed) -> dict[str, Any]:
    """What is given away: statement, digest, signature and the key to check it with."""
    return statement(row) | {"digest": row.digest, "signature": row.signature, "key": public_key()}


def send(row: Witnessed) -> list[str]:
    """Hand the row to the places named in WITNESS_URLS, which answer 2xx once they keep it. Returns who keeps it now."""
    kept = list(row.outside)
    body = json.dumps(published(row)).encode()
    for address in settings.WITNESS_URLS:
        request = urllib.request.Request(address, body, {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=SECONDS):
                kept.append(request.host)
        except OSError as error:
            logger.warning("a witness did not answer: %s", type(error).__name__)
    Witnessed.objects.filter(pk=row.pk).update(outside=kept)
    return kept


def rewritten() -> Iterator[Tampering]:
    """Heads that were witnessed and are not in the chains any more; rows of the list that were changed themselves."""
    before = ""
    for row in Witnessed.objects.order_by("pk"):
        where = f"{timezone.localtime(row.at):%Y-%m-%d %H:%M} 的见证"
        if row.digest != digest_of(statement(row)) or row.before != before or not _is_signed(row):
            yield Tampering(where, "见证本身被改过、被换过，或者中间少了一次")
        before = row.digest
        yield from against(where, row.heads)


def against(where: str, heads: dict[str, list[Any]]) -> Iterator[Tampering]:
    """Heads that somebody kept outside, compared with the chains."""
    for code, seq, head in _missing(heads):
        yield Tampering(where, f"{code} 第 {seq} 条当时是 {head[:12]}…，现在不是：这个地区的记录被重新写过或截短")


def _missing(heads: dict[str, list[Any]]) -> Iterator[tuple[str, int, str]]:
    wanted = [(code, int(seq), str(head)) for code, (seq, head) in sorted(heads.items()) if int(seq)]
    for low in range(0, len(wanted), AT_ONCE):
        some = wanted[low : low + AT_ONCE]
        asked = Q(pk__in=[])
        for code, seq, _head in some:
            asked |= Q(place_code=code, seq=seq)
        there = set(Entry.objects.filter(asked).values_list("place_code", "seq", "hash"))
        yield from (one for one in some if one not in there)


def _is_signed(row: Witnessed) -> bool:
    try:
        _key().public_key().verify(base64.b64decode(row.signature), bytes.fromhex(row.digest))
    except (InvalidSignature, ValueError):
        return False
    return True


def is_genuine(given: dict[str, Any]) -> bool:
    """Whether what somebody kept outside was signed by the key that stands in it, and says what was signed."""
    try:
        said = {name: given[name] for name in ("at", "before", "heads")}
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(given["key"]))
        key.verify(base64.b64decode(given["signature"]), bytes.fromhex(given["digest"]))
    except (InvalidSignature, ValueError, KeyError, TypeError):
        return False
    return given["digest"] == digest_of(said)


def last() -> Witnessed | None:
    return Witnessed.objects.first()


def files_changed(uploads: Iterable[Any], column: str, digest: str) -> Iterator[Tampering]:
    """Files whose bytes are not those that were kept, or that are gone."""
    for upload in uploads:
        where = f"{upload._meta.label_lower}:{upload.pk}"
        found = hashlib.sha256()
        try:
            with getattr(upload, column).open("rb") as file:
                for piece in file.chunks():
                    found.update(piece)
        except FileNotFoundError:
            yield Tampering(where, "文件不在了")
            continue
        if found.hexdigest() != getattr(upload, digest):
            yield Tampering(where, "文件的内容被绕过系统改动了")
