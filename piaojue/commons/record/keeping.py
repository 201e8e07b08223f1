"""Being the witness of others: heads that a site below hands over each night are kept here, where that site cannot reach them.

Whose heads are kept says WITNESS_FROM: name → public key, as it stands on that site's page of witnessings. The signature is the permission.
"""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from piaojue.commons.moves import Refused
from piaojue.commons.record.models import KeptHeads
from piaojue.commons.record.witness import is_genuine

AHEAD = timedelta(hours=1)
"""By how much the other site's clock may go before ours."""
LATE = timedelta(days=2)
MOST_BYTES = 4 * 2**20


def keep_heads(given: Any) -> tuple[KeptHeads, bool]:
    """Keep what another site has signed. Returns the row, and whether it is new. raises: Refused: not ours to keep, or not genuine."""
    name = _whose(given)
    at = _moment(given["at"])
    with transaction.atomic():
        known = KeptHeads.objects.select_for_update().filter(name=name)
        if row := known.filter(digest=given["digest"]).first():
            return row, False
        last = known.first()
        if last and at < last.at:  # anybody may hand over what that site once published
            raise Refused("已经保存了更晚的见证")
        trouble = _what_is_odd(last, given) if last else ""
        facts = {"at": at, "said": given["at"], "heads": given["heads"], "before": given["before"]}
        row, new = KeptHeads.objects.get_or_create(
            name=name,
            digest=given["digest"],
            defaults={**facts, "signature": given["signature"], "key": given["key"], "trouble": trouble},
        )
        return row, new


def kept_file(row: KeptHeads) -> dict[str, Any]:
    """As it was handed over: what `piaojue log verify --against` reads on the site that it came from."""
    said = {"at": row.said, "before": row.before, "heads": row.heads}
    return said | {"digest": row.digest, "signature": row.signature, "key": row.key}


def latest() -> list[KeptHeads]:
    """The newest of each site whose heads are kept, in the order of the settings."""
    rows = (KeptHeads.objects.filter(name=name).first() for name in settings.WITNESS_FROM)
    return [row for row in rows if row]


def overdue() -> list[str]:
    """Sites that have handed over nothing for two days, or never."""
    heard = {row.name for row in latest() if row.received_at > timezone.now() - LATE}
    return [name for name in settings.WITNESS_FROM if name not in heard]


def _whose(given: Any) -> str:
    key = given.get("key") if isinstance(given, dict) else None
    name = next((name for name, known in settings.WITNESS_FROM.items() if known == key), None)
    if name is None:
        raise Refused("这里不替这个公钥保存见证")
    if not is_genuine(given) or not _are_heads(given["heads"]):
        raise Refused("签名对不上，或者内容不是见证")
    return name


def _are_heads(heads: Any) -> bool:
    return isinstance(heads, dict) and all(
        isinstance(one, list) and len(one) == 2 and isinstance(one[0], int) and isinstance(one[1], str)
        for one in heads.values()
    )


def _moment(text: Any) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        raise Refused("见证的时间写得不对") from None
    if at.tzinfo is None or at > timezone.now() + AHEAD:
        raise Refused("见证的时间没有时区，或者还没有到")
    return at


def _what_is_odd(last: KeptHeads, given: dict[str, Any]) -> str:
    """What the heads alone show: a chain that is shorter than it was, an entry that is another one, a witnessing that is left out."""
    for code, (number, head) in sorted(last.heads.items()):
        now = given["heads"].get(code)
        if now is None or now[0] < number:
            return f"{code} 的记录比上一次短"
        if now[0] == number and now[1] != head:
            return f"{code} 第 {number} 条和上一次不是同一条"
    return "" if given["before"] == last.digest else "和上一次之间少了见证"
