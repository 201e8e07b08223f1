"""The box's lock: ballots are encrypted with a key kept in a file outside the database, destroyed at closing.

Afterwards no copy of the database — write-ahead log, backup, replica — can be read back into single ballots.
The file is VAR/keys/box-<uuid>, readable by the service alone. It is part of the machine, not of the database backups.
"""

import os
import secrets
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

KEY_BYTES = 32
NONCE_BYTES = 12


class SealBroken(ValueError):
    """The key is missing or a sealed ballot was changed behind the box's back. Says in Chinese what to do."""


def make_key(box: UUID) -> None:
    """Write a new key and make sure that it is on the disk. A key that exists is kept."""
    path = _path(box)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "wb") as file:
        file.write(secrets.token_bytes(KEY_BYTES))
        file.flush()
        os.fsync(file.fileno())
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def destroy_key(box: UUID) -> None:
    """Overwrite and remove the key; nothing happens when it is gone."""
    path = _path(box)
    if path.exists():
        with path.open("r+b") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()


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
        return _path(box).read_bytes()
    except FileNotFoundError:
        raise SealBroken(
            "票箱的钥匙文件不在这台服务器上，打不开票箱：请找回 keys 文件夹，或由主席团决定改用纸质票重新投票"
        ) from None


def _path(box: UUID) -> Path:
    return Path(settings.VAR) / "keys" / f"box-{box}"
