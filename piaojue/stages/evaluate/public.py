"""The front door of 评价与归档: what the rooms after it, and the pages across rooms, may use. They import nothing else."""

from piaojue.stages.evaluate.judging import grade_name
from piaojue.stages.evaluate.models import Item, Subject, Survey, SurveyState
from piaojue.stages.evaluate.opendata import (
    Column,
    Table,
    columns_text,
    csv_lines,
    json_lines,
    public_tables,
    rows_of,
    table_named,
)
from piaojue.stages.evaluate.queries import (
    awareness,
    carried_into,
    items_of,
    main_survey,
    opinions_of,
    published,
    to_rectify,
)
from piaojue.stages.evaluate.tables import TableRow
from piaojue.stages.evaluate.values import Groups, ItemDraft

__all__ = [
    "Column",
    "Groups",
    "Item",
    "ItemDraft",
    "Subject",
    "Survey",
    "SurveyState",
    "Table",
    "TableRow",
    "awareness",
    "carried_into",
    "columns_text",
    "csv_lines",
    "grade_name",
    "items_of",
    "json_lines",
    "main_survey",
    "opinions_of",
    "public_tables",
    "published",
    "rows_of",
    "table_named",
    "to_rectify",
]
