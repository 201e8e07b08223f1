"""An encrypted file that is written and read as a stream: AES-256-GCM in pieces, in the order of the STREAM construction.

A piece's nonce is its number, and the last one is marked, so pieces cannot be moved, left out or cut off unseen. Each file
has a key of its own, derived from the installation's key and a random salt (HKDF-SHA256).
"""

import os
import struct
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC = b"piaojue-backup-1\n"
SALT_BYTES = 16
PIECE = 2**20
MORE, LAST = b"more", b"last"


class Unreadable(Exception):
    """Another key, or the file was changed, cut off or damaged."""


def _cipher(key: bytes, salt: bytes, purpose: str) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt, purpose.encode()).derive(key))


def _nonce(number: int) -> bytes:
    return struct.pack(">IQ", 0, number)


class SealedWriter:
    """Takes bytes by `write`; `close` writes the last piece."""

    def __init__(self, out: BinaryIO, key: bytes, purpose: str) -> None:
        salt = os.urandom(SALT_BYTES)
        self._out, self._cipher = out, _cipher(key, salt, purpose)
        self._number, self._waiting = 0, bytearray()
        out.write(MAGIC + salt)

    def write(self, data: bytes) -> int:
        self._waiting += data
        while len(self._waiting) > PIECE:
            self._put(bytes(self._waiting[:PIECE]), MORE)
            del self._waiting[:PIECE]
        return len(data)

    def close(self) -> None:
        self._put(bytes(self._waiting), LAST)

    def _put(self, piece: bytes, mark: bytes) -> None:
        sealed = self._cipher.encrypt(_nonce(self._number), piece, mark)
        self._out.write(struct.pack(">I", len(sealed)) + mark + sealed)
        self._number += 1


class SealedReader:
    """Gives the bytes back by `read`. raises: Unreadable."""

    def __init__(self, source: BinaryIO, key: bytes, purpose: str) -> None:
        if source.read(len(MAGIC)) != MAGIC:
            raise Unreadable("这不是本系统的备份文件")
        self._source = source
        self._cipher = _cipher(key, source.read(SALT_BYTES), purpose)
        self._number, self._ready, self._over = 0, b"", False

    def read(self, size: int) -> bytes:
        while len(self._ready) < size and not self._over:
            self._ready += self._piece()
        given, self._ready = self._ready[:size], self._ready[size:]
        return given

    def _piece(self) -> bytes:
        head = self._source.read(8)
        if len(head) < 8:
            raise Unreadable("备份文件不完整，后半截没有了")
        mark = head[4:]
        try:
            piece = self._cipher.decrypt(
                _nonce(self._number), self._source.read(struct.unpack(">I", head[:4])[0]), mark
            )
        except InvalidTag:
            raise Unreadable("备份文件打不开：密钥不对，或者文件被改动、损坏了") from None
        self._number += 1
        self._over = mark == LAST
        return piece
