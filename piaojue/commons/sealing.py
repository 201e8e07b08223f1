"""What lies in the database so that its disk, a copy or a backup alone does not tell it: telephone numbers, secrets of second factors.

A value is sealed with AES-256-SIV (RFC 5297): the same number under the same key becomes the same text, so that it is found, counted and
kept unique as before, and nobody without the key reads it or makes one that is believed. What that tells: which rows have the same number.

    ~KEY~TEXT    KEY: which key, 6 hexadecimal digits; TEXT: base64 of the sealed value

Keys come from the settings. DATA_KEYS: 64 hexadecimal digits each, the first seals, the others still read. After them follow keys that
SECRET_KEY and SECRET_KEY_FALLBACKS give, so that a place without DATA_KEYS is sealed, too. `piaojue reseal` brings all to the first key.
"""

import base64
import re
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import models
from django.db.models.lookups import Exact, In, PatternLookup

WIDE = 200
"""Characters of a column for what is sealed: up to 100 letters, or 40 that are no letters."""
_KEPT = re.compile(r"~([0-9a-f]{6})~([A-Za-z0-9_-]+)")


class KeyMissing(Exception):
    """A value was sealed under a key that no setting names any more, or it was changed behind the site's back."""


class _Key:
    """One key. name: tells it from the others and nothing else about it."""

    def __init__(self, secret: bytes) -> None:
        self.sealer = AESSIV(HKDF(SHA256(), 64, None, b"piaojue.sealing").derive(secret))
        self.name = HKDF(SHA256(), 3, None, b"piaojue.sealing.name").derive(secret).hex()

    def seal(self, text: str) -> str:
        sealed = self.sealer.encrypt(text.encode(), None)
        return f"~{self.name}~{base64.urlsafe_b64encode(sealed).decode().rstrip('=')}"

    def unseal(self, sealed: str) -> str:
        return self.sealer.decrypt(base64.urlsafe_b64decode(sealed + "=" * (-len(sealed) % 4)), None).decode()


@lru_cache(maxsize=8)
def _keys(given: tuple[str, ...], secrets: tuple[str, ...]) -> dict[str, _Key]:
    keys = [_Key(bytes.fromhex(one)) for one in given] + [_Key(one.encode()) for one in secrets]
    return {key.name: key for key in keys}


def _by_name() -> dict[str, _Key]:
    """Those of the settings as they are now, the one that seals first."""
    return _keys(tuple(settings.DATA_KEYS), (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


def keys() -> list[_Key]:
    """All that read, the one that seals first."""
    return list(_by_name().values())


def seal(text: str) -> str:
    """As it is kept from now on; nothing stays nothing."""
    return keys()[0].seal(text) if text else text


def unseal(kept: str) -> str:
    """As it was typed; what an earlier version kept unsealed stays as it is. raises: KeyMissing."""
    found = _KEPT.fullmatch(kept)
    if not found:
        return kept
    key = _by_name().get(found[1])
    if key is None:
        raise KeyMissing(f"sealed under key {found[1]}, which DATA_KEYS and SECRET_KEY do not give: put it back")
    try:
        return key.unseal(found[2])
    except (InvalidTag, ValueError) as error:
        raise KeyMissing("a sealed value was changed behind the site's back") from error


def spellings(text: str) -> list[str]:
    """All that a value may be kept as: under each key, and unsealed as earlier versions did."""
    return [*(key.seal(text) for key in keys()), text] if text else [text]


def as_kept(column: str) -> models.ExpressionWrapper:
    """A column as the database has it, for comparing very many without unsealing them."""
    return models.ExpressionWrapper(models.F(column), output_field=models.CharField())


class SealedText(models.CharField):
    """A short text that is sealed. It can be asked for as a whole and compared, never searched by a part of it."""

    def deconstruct(self) -> tuple[Any, ...]:
        """For migrations a plain column, wide enough for what is sealed."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs | {"max_length": max(WIDE, 2 * (self.max_length or 0))}

    def cast_db_type(self, connection: Any) -> str | None:
        """PostgreSQL casts in updates of many rows: to the width of what is typed it would cut what is sealed."""
        return connection.ops.cast_char_field_without_max_length

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return unseal(value) if value else value

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        return seal(value) if isinstance(value, str) else super().get_db_prep_save(value, connection)


@SealedText.register_lookup
class _Is(Exact):
    """The value under any key."""

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        if not isinstance(self.rhs, str):
            return super().as_sql(compiler, connection)
        return _among(self, compiler, connection, [self.rhs])


@SealedText.register_lookup
class _IsAmong(In):
    """One of the values under any key. What another column holds is compared as it is kept."""

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        if not self.rhs_is_direct_value():
            return super().as_sql(compiler, connection)
        return _among(self, compiler, connection, list(dict.fromkeys(self.rhs)))


@SealedText.register_lookup
class KeptUnder(PatternLookup):
    """`phone__kept_under=key.name`: which rows are sealed by a key."""

    lookup_name = "kept_under"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        column, parameters = self.process_lhs(compiler, connection)
        return f"{column} LIKE %s", [*parameters, f"~{self.rhs}~%"]


def _among(lookup: Any, compiler: Any, connection: Any, values: list[str]) -> tuple[str, list[Any]]:
    column, parameters = lookup.process_lhs(compiler, connection)
    sealed = [one for value in values if isinstance(value, str) for one in spellings(value)]
    if not sealed:
        raise EmptyResultSet
    if len(sealed) == 1:
        return f"{column} = %s", [*parameters, *sealed]
    return f"{column} IN ({', '.join(['%s'] * len(sealed))})", [*parameters, *sealed]
