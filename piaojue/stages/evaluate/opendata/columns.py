"""A table of open data and its columns: what each means, and how it is read from a row."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from piaojue.commons.years.models import Year
from piaojue.commons.years.road import Stage

Value = str | int | float | bool | None


@dataclass(frozen=True)
class Column:
    """name: machine name; label: Chinese heading; what: meaning and unit; get: attribute path or function of a row."""

    name: str
    label: str
    what: str
    get: str | Callable[[Any], Any] = ""

    def value(self, row: Any) -> Value:
        """JSON value of one row."""
        value = self.get(row) if callable(self.get) else _path(row, self.get or self.name)
        if isinstance(value, datetime):
            return timezone.localtime(value).isoformat(timespec="seconds")
        if isinstance(value, date):
            return value.isoformat()
        return value if isinstance(value, int | float | None) else str(value)


@dataclass(frozen=True)
class Table:
    """One file. since: stage of the year from which it is public; public: False for what only the archive holds."""

    name: str
    title: str
    rows: Callable[[Year], QuerySet]
    columns: tuple[Column, ...]
    since: Stage = Stage.SOLICITING
    public: bool = True


def _path(row: Any, path: str) -> Any:
    for name in path.split("."):
        row = getattr(row, name, None)
        row = row() if callable(row) else row
    return row


ID = Column("id", "编号", "系统编号", "pk")
PLACE = (
    Column("spot_code", "所在地代码", "统计用区划代码", "spot_id"),
    Column("spot", "所在地", "地名", "spot.name"),
)
