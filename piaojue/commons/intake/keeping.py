"""The file that was brought, kept beside the database until its rows are taken or given up; then it is removed."""

import secrets
from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone

from engines.tables import BadTable, Book, read_tables
from piaojue.commons.intake.models import Batch, BatchState, Row
from piaojue.commons.jobs.work import idle
from piaojue.commons.moves import Refused

KEPT_DAYS = 30
"""How long cells stay beside what was made of them; they are personal data."""
OVER = (BatchState.TAKEN, BatchState.UNDONE, BatchState.DROPPED)


def read(name: str, data: bytes) -> Book:
    """The book that a file holds. Raises Refused with the reader's sentences."""
    try:
        return read_tables(name, data)
    except BadTable as bad:
        raise Refused(*bad.reasons) from bad


def keep(data: bytes) -> str:
    """Keep the bytes of a file; returns the name to ask for them."""
    name = f"{secrets.token_hex(16)}.table"
    storages["work"].save(_at(name), ContentFile(data))
    return name


def kept(batch: Batch) -> Book:
    """The book of a batch. Raises Refused when its file is gone."""
    gone = Refused("上传的文件已不在服务器上，请重新上传")
    if not batch.file:
        raise gone
    try:
        with storages["work"].open(_at(batch.file)) as file:
            return read(batch.name, file.read())
    except FileNotFoundError:
        raise gone from None


def forget(batch: Batch, *, rows: bool) -> None:
    """Remove the file; with `rows` the cells, too."""
    if batch.file:
        storages["work"].delete(_at(batch.file))
    if rows:
        batch.rows.update(cells=[], values={}, doubts=[], asked=[], says="")


@idle
def tidy() -> int:
    """Between jobs: cells of tables that were dealt with some weeks ago go. Returns how many rows were emptied."""
    old = timezone.now() - timedelta(days=KEPT_DAYS)
    rows = Row.objects.filter(batch__state__in=OVER, batch__created_at__lt=old).exclude(cells=[])
    return rows.update(cells=[], values={}, doubts=[], asked=[], says="")


def _at(name: str) -> str:
    return f"intake/{name}"
