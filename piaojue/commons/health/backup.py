"""A backup: one encrypted file with database and uploads, and, under another key, one with what opens them.

piaojue-20261130-013000.data   database, uploads                                key: BACKUP_KEY
piaojue-20261130-013000.keys   SECRET_KEY and the keys of the ballot boxes     key: BACKUP_KEY_OF_KEYS

The rule: who finds the first file and its key reads the site, but cannot put a ballot into a box or forge a seal. The two
keys are kept by two people. Without BACKUP_KEY_OF_KEYS the second file is not written, and `piaojue doctor` says so.
"""

import io
import json
import os
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast

from django.conf import settings
from django.core.files.storage import Storage, default_storage, storages
from django.utils import timezone

from piaojue.commons.health import databases
from piaojue.commons.health.envelope import SealedWriter

DATA, KEYS = "data", "keys"
KEEP = 14
"""Backups that stay; older ones are deleted when a new one is complete."""
CHUNK = 2**20


class NoKey(Exception):
    """What is missing and how it is made."""


@dataclass(frozen=True)
class Manifest:
    """What a backup holds. tables: name → rows; files: how many; vendor: whose database it is."""

    at: str
    vendor: str
    tables: dict[str, int]
    files: int


@dataclass(frozen=True)
class Made:
    data: Path
    keys: Path | None
    manifest: Manifest


def key_of(name: str) -> bytes:
    """The 32 bytes that a setting holds as hexadecimal digits. Raises NoKey."""
    text = getattr(settings, name)
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != 32:
        raise NoKey(
            f"{name} 没有设置或不是 64 位十六进制数。用 openssl rand -hex 32 生成一个，写进设置，并把它抄存在另一个地方"
        )
    return key


def folder() -> Path:
    path = Path(settings.BACKUP_FOLDER)
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def make(into: Path | None = None) -> Made:
    """Back everything up while people work. raises: NoKey, databases.Failed, OSError."""
    key, into = key_of("BACKUP_KEY"), into or folder()
    now = timezone.localtime()
    stem = into / f"piaojue-{now:%Y%m%d-%H%M%S}"
    with tempfile.TemporaryDirectory(dir=into) as scratch:
        copy = Path(scratch) / "database"
        tables = databases.copied(copy)
        names = sorted(names_in(default_storage))
        manifest = Manifest(now.isoformat(), "sqlite" if databases.is_sqlite() else "postgres", tables, len(names))
        data = _sealed(stem.with_suffix(f".{DATA}"), key, DATA, _data(manifest, copy, names))
    keys = None
    if settings.BACKUP_KEY_OF_KEYS:
        keys = _sealed(stem.with_suffix(f".{KEYS}"), key_of("BACKUP_KEY_OF_KEYS"), KEYS, _keys())
    _drop_old(into)
    return Made(data, keys, manifest)


def names_in(storage: Storage, folder: str = "") -> Iterator[str]:
    """Names of all files in a storage."""
    try:
        folders, names = storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in names:
        yield f"{folder}/{name}" if folder else name
    for inner in folders:
        yield from names_in(storage, f"{folder}/{inner}" if folder else inner)


Part = tuple[str, Path | bytes]


def _data(manifest: Manifest, copy: Path, names: list[str]) -> Iterator[Part]:
    yield "manifest.json", json.dumps(asdict(manifest)).encode()
    yield "database", copy
    yield from _contents("files", default_storage, names)


def _keys() -> Iterator[Part]:
    yield "SECRET_KEY", settings.SECRET_KEY.encode()
    if settings.DATA_KEYS:
        yield "DATA_KEYS", ",".join(settings.DATA_KEYS).encode()
    yield from _contents("keys", storages["keys"], sorted(names_in(storages["keys"])))


def _contents(folder: str, storage: Storage, names: list[str]) -> Iterator[Part]:
    for name in names:
        try:
            with storage.open(name) as file:
                content = file.read()
        except FileNotFoundError:  # deleted since
            continue
        yield f"{folder}/{name}", content


def _sealed(path: Path, key: bytes, purpose: str, parts: Iterator[Part]) -> Path:
    """Write the parts; the file has its name only when it is complete and on the disk."""
    waiting = path.with_name(f".{path.name}.part")
    with open(os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        sealed = SealedWriter(out, key, purpose)
        with tarfile.open(fileobj=cast(Any, sealed), mode="w|", bufsize=CHUNK) as archive:
            for name, content in parts:
                _add(archive, name, content)
        sealed.close()
        out.flush()
        os.fsync(out.fileno())
    waiting.rename(path)
    return path


def _add(archive: tarfile.TarFile, name: str, content: Path | bytes) -> None:
    member = tarfile.TarInfo(name)
    if isinstance(content, bytes):
        member.size = len(content)
        archive.addfile(member, io.BytesIO(content))
        return
    member.size = content.stat().st_size
    with content.open("rb") as file:
        archive.addfile(member, file)


def newest(into: Path | None = None) -> Path | None:
    found = sorted((into or folder()).glob(f"piaojue-*.{DATA}"))
    return found[-1] if found else None


def _drop_old(into: Path) -> None:
    for kind in (DATA, KEYS):
        for path in sorted(into.glob(f"piaojue-*.{kind}"))[:-KEEP]:
            path.unlink()
