"""The box's lock: ballots are encrypted with a key kept in a file outside the database, destroyed at closing.

Afterwards no copy of the database — write-ahead log, backup, replica — can be read back into single ballots.
The file is box-<uuid> of the storage "keys": a folder that the service alone reads, or a bucket that all nodes share. It is no
part of the database's backups. It is read anew for each ballot and held by no process, so that destroying it destroys it.
"""

import secrets
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.files.base import ContentFile
from django.core.files.storage import storages

KEY_BYTES = 32
NONCE_BYTES = 12


class SealBroken(ValueError):
    """The key is missing or a sealed ballot was changed behind the box's back. Says in Chinese what to do."""


def make_key(box: UUID) -> None:
    """Keep a new key; it is on the disk when this returns. A key that exists is kept."""
    if not storages["keys"].exists(_name(box)):
        storages["keys"].save(_name(box), ContentFile(secrets.token_bytes(KEY_BYTES)))


def destroy_key(box: UUID) -> None:
    """Remove the key; nothing happens when it is gone."""
    storages["keys"].delete(_name(box))


def seal(box: UUID, key: str, plain: bytes, length: int) -> bytes:
    """Encrypt `plain` padded to `length` bytes, bound to its box and its place in it.

    raises: ValueError when it is longer than `length`, SealBroken without a key
    """
    if len(plain) > length:
        raise ValueError("票面内容超过了规定长度")
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(_key(box)).encrypt(nonce, plain.ljust(length), f"{box}{key}".encode())


def unseal(box: UUID, key: str, sealed: bytes) -> bytes:
    """The plain text again, without its padding. raises: SealBroken."""
    sealed = bytes(sealed)
    try:
        return AESGCM(_key(box)).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], f"{box}{key}".encode()).rstrip()
    except InvalidTag:
        raise SealBroken("票箱里有一张票在数据库里被改动过，不能计票：请停止操作，保留现场，报告主席团") from None


def _key(box: UUID) -> bytes:
    try:
        with storages["keys"].open(_name(box)) as file:
            return bytes(file.read())
    except FileNotFoundError:
        raise SealBroken(
            "票箱的钥匙文件不在这台服务器上，打不开票箱：请找回 keys 文件夹，或由主席团决定改用纸质票重新投票"
        ) from None


def _name(box: UUID) -> str:
    return f"box-{box}"
