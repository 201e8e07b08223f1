"""The year's data as open formats: tables with documented columns, free of personal data. Used by archive and downloads."""

from piaojue.commons.years.models import Year
from piaojue.commons.years.road import Stage, stages_of

from .columns import Column, Table
from .from_the_vote import FROM_THE_VOTE
from .to_the_vote import TO_THE_VOTE
from .writing import columns_text, csv_lines, json_lines, rows_of

TABLES = TO_THE_VOTE + FROM_THE_VOTE

__all__ = [
    "TABLES",
    "Column",
    "Table",
    "columns_text",
    "csv_lines",
    "json_lines",
    "public_tables",
    "rows_of",
    "table_named",
]


def public_tables(year: Year) -> list[Table]:
    """Tables that may be downloaded by anybody at the year's stage; the road's own order decides. None of a practice year."""
    if year.is_practice:
        return []
    road = stages_of(year.road)
    behind = set(road[: road.index(Stage(year.stage)) + 1])
    first = {Stage.CIRCULATING: Stage.CONSULTING} if Stage.CIRCULATING not in road else {}
    return [table for table in TABLES if table.public and first.get(table.since, table.since) in behind]


def table_named(year: Year, name: str) -> Table | None:
    return next((table for table in public_tables(year) if table.name == name), None)
