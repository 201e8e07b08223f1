"""Where files are kept: in folders of this machine, or in a bucket that speaks the S3 protocol and is shared by all nodes.

    default   uploads, and photos in other sizes: what a backup holds
    work      tables that were brought, what jobs leave, groupings: can be brought or made again
    keys      keys of the ballot boxes: never in the database's backup, destroyed at closing

STORAGE       empty: folders under PIAOJUE_VAR; or s3://KEY:SECRET@host[:port]/bucket?region=…&style=path|virtual&tls=0|1
STORAGE_KEYS  the same for the keys alone; else they lie where the rest lies
"""

import os
import secrets
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

HERE = "piaojue.config.storages"
ASKED = "write s3://KEY:SECRET@host/bucket?region=REGION, or leave it empty for folders of this machine"
CONNECT, READ, TRIES = 5, 30, 3
"""Seconds, seconds, and how often a bucket is asked before it counts as away."""


class Away(OSError):
    """The bucket does not answer, or refuses: nothing was written, nothing could be read."""


class Folder(FileSystemStorage):
    """Files of this machine: whole and on the disk when `save` returns, readable by the service alone.

    under:     folder below VAR, "." for VAR itself; empty: MEDIA_ROOT
    overwrite: a file of the same name is replaced at once, readers see the old one or the new one
    """

    def __init__(self, under: str = "", overwrite: bool = False) -> None:
        super().__init__(allow_overwrite=overwrite)
        self.under, self.overwrite = under, overwrite

    @property
    def base_location(self) -> str:
        return str(Path(settings.VAR) / self.under if self.under else settings.MEDIA_ROOT)

    @property
    def location(self) -> str:
        return os.path.abspath(self.base_location)

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        return name if self.overwrite else super().get_available_name(name, max_length)

    def _save(self, name: str, content: File) -> str:
        Path(self.path(name)).parent.mkdir(mode=0o750, parents=True, exist_ok=True)
        handle, waiting = tempfile.mkstemp(dir=Path(self.path(name)).parent, prefix=".")
        try:
            with os.fdopen(handle, "wb") as out:
                for piece in content.chunks():
                    out.write(piece)
                out.flush()
                os.fsync(out.fileno())
            return self._named(waiting, name)
        finally:
            Path(waiting).unlink(missing_ok=True)

    def _named(self, waiting: str, name: str) -> str:
        """Give a complete file its name, or the next free one. Returns that name."""
        if self.overwrite:
            os.replace(waiting, self.path(name))
        else:
            while True:
                try:
                    os.link(waiting, self.path(name))
                    break
                except FileExistsError:
                    name = self.get_available_name(name)
        folder = os.open(Path(self.path(name)).parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
        return name


class KeyFolder(Folder):
    """Keys: a file is overwritten before it is removed."""

    def delete(self, name: str) -> None:
        path = Path(self.path(name))
        if path.exists():
            with path.open("r+b") as file:
                file.write(secrets.token_bytes(path.stat().st_size))
                file.flush()
                os.fsync(file.fileno())
        super().delete(name)


def storages_of(address: str, keys: str) -> dict[str, dict[str, Any]]:
    """What Django's STORAGES says of these three. raises: ImproperlyConfigured."""
    if not address and keys:
        raise ImproperlyConfigured("STORAGE_KEYS without STORAGE: keys alone in a bucket leave the files behind")
    return {
        "default": _bucket("STORAGE", address, "files", False) if address else _folder("Folder"),
        "work": _bucket("STORAGE", address, "work", True) if address else _folder("Folder", ".", True),
        "keys": _bucket("STORAGE_KEYS", keys or address, "keys", True)
        if address
        else _folder("KeyFolder", "keys", True),
    }


def _folder(kind: str, under: str = "", overwrite: bool = False) -> dict[str, Any]:
    return {"BACKEND": f"{HERE}.{kind}", "OPTIONS": {"under": under, "overwrite": overwrite}}


def _bucket(setting: str, address: str, under: str, overwrite: bool) -> dict[str, Any]:
    options = bucket_options(setting, address) | {"location": under, "file_overwrite": overwrite}
    return {"BACKEND": "piaojue.config.bucket.Bucket", "OPTIONS": options}


def bucket_options(setting: str, address: str) -> dict[str, Any]:
    """What an address of a bucket says, by the names of django-storages. raises: ImproperlyConfigured."""
    parts = urlsplit(address)
    said = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    bucket, style, tls = parts.path.strip("/"), said.get("style", "path"), said.get("tls", "1")
    if parts.scheme != "s3" or not (parts.username and parts.password and parts.hostname and bucket) or "/" in bucket:
        raise ImproperlyConfigured(f"{setting}: {ASKED}")
    if style not in ("path", "virtual") or tls not in ("0", "1") or not said.keys() <= {"style", "tls", "region"}:
        raise ImproperlyConfigured(f"{setting}: region=REGION, style=path or virtual, tls=0 or 1")
    host = parts.netloc.rpartition("@")[2]
    return {
        "access_key": unquote(parts.username),
        "secret_key": unquote(parts.password),
        "endpoint_url": f"{'https' if tls == '1' else 'http'}://{host}",
        "bucket_name": bucket,
        "region_name": said.get("region", "us-east-1"),
        "style": style,
    }
