"""A bucket that speaks the S3 protocol, shared by all nodes. Imported only where STORAGE names one."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import File
from storages.backends.s3 import S3Storage

from piaojue.config.storages import CONNECT, READ, TRIES, Away


@contextmanager
def asked() -> Iterator[None]:
    """raises: Away, for whatever the bucket or the way to it says but 'there is no such file'."""
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        raise Away(f"the storage is away: {type(error).__name__}") from error


class Bucket(S3Storage):
    """style: whether the bucket stands in the path of an address or before its host."""

    def __init__(self, *, style: str, **options: Any) -> None:
        needed = "when_required"  # checksums that other makers' buckets do not know
        config = Config(
            s3={"addressing_style": style},
            signature_version="s3v4",
            connect_timeout=CONNECT,
            read_timeout=READ,
            retries={"total_max_attempts": TRIES, "mode": "standard"},
            request_checksum_calculation=needed,
            response_checksum_validation=needed,
        )
        super().__init__(client_config=config, default_acl=None, **options)

    def _open(self, name: str, mode: str = "rb") -> File:
        """The file with its content, so that whatever fails fails here. raises: FileNotFoundError, Away."""
        with asked():
            file = super()._open(name, mode)
            if "r" in mode:
                file.open()
            return file

    def _save(self, name: str, content: File) -> str:
        with asked():
            return super()._save(name, content)

    def delete(self, name: str) -> None:
        with asked():
            super().delete(name)

    def exists(self, name: str) -> bool:
        with asked():
            return super().exists(name)

    def listdir(self, name: str) -> tuple[list[str], list[str]]:
        with asked():
            return super().listdir(name)

    def get_modified_time(self, name: str) -> Any:
        with asked():
            return super().get_modified_time(name)
