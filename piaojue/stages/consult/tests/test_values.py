"""What stands in old rows is read, and written back as it was: the log finds no change where there was none."""

import json

import pytest

from piaojue.stages.consult.models import Consultation

SHEET = {"issued": 31, "returned": 30, "deputies_returned": 10, "items": {"7": [9, 28], "8": [4, 23]}}
TYPED = SHEET | {"void": 0, "deputies_void": 0}


@pytest.mark.parametrize(
    "result",
    [
        {},
        {"entries": {"3": TYPED, "4": SHEET}},
        {"box": True},
        {"box": False, "entries": {"3": TYPED}},
        {"box": True, "counted": TYPED},
        {"rounds": [SHEET], "tied": ["7", "8"], "sentence": "末位平票。"},
        {"rounds": [SHEET, TYPED], "tied": [], "sentence": "推荐 1 项。", "entries": {"3": SHEET, "4": SHEET}},
    ],
)
def test_a_result_is_written_as_it_was_read(result):
    field = Consultation._meta.get_field("result")
    assert json.loads(json.dumps(field.written(field.read(result)))) == result


def test_a_sheet_knows_its_valid_ballots():
    result = Consultation._meta.get_field("result").read({"rounds": [SHEET | {"void": 2, "deputies_void": 1}]})
    (sheet,) = result.held
    assert (sheet.valid, sheet.deputies_valid, sheet.others_valid) == (28, 9, 19)
