"""What stands in old rows is read, and written back as it was: the log finds no change where there was none."""

import json

import pytest

from piaojue.stages.evaluate.models import Archive, Reply, Survey
from piaojue.stages.evaluate.opendata.columns import Column, Table
from piaojue.stages.evaluate.opendata.writing import csv_lines

SUMMARY = {"satisfied_rate": "5/6", "positive_rate": "11/12", "sentence": "共测评 1 项。", "warnings": []}
LINE = {"kind": "project", "pk": 7, "title": "口袋公园", "why": "实施中，进度 80%", "url": "/p/A7/"}


@pytest.mark.parametrize(
    ("model", "column", "kept"),
    [
        (Survey, "summary", {}),
        (Survey, "summary", SUMMARY),
        (Survey, "summary", SUMMARY | {"warnings": ["恰为一半时，两款同时成立。"]}),
        (Reply, "marks", {"12": "satisfied", "13": "unknown"}),
        (Reply, "reasons", {"12": "电梯常停"}),
        (Reply, "slices", {"age": "60 岁以上"}),
        (Reply, "slices", {}),
        (Archive, "carried", [LINE]),
    ],
)
def test_a_column_is_written_as_it_was_read(model, column, kept):
    field = model._meta.get_field(column)
    assert json.loads(json.dumps(field.written(field.read(kept)))) == kept


def test_an_overall_result_knows_its_rates():
    summary = Survey._meta.get_field("summary")
    assert summary.read(SUMMARY).rates == (5 / 6, 11 / 12) and summary.read({}).rates is None


def test_an_open_table_has_empty_cells_empty_and_no_formula():
    table = Table("t", "表", lambda year: Survey.objects.none(), (Column("a", "甲", "", lambda row: row),))
    cells = ["", "=1+1", "＝1", "＠x", "-5", "路灯", None, 3, True]
    lines = [line.rstrip("\r\n") for line in csv_lines(table, cells)][1:]
    assert lines == ['""', "'=1+1", "'＝1", "'＠x", "'-5", "路灯", '""', "3", "true"]
