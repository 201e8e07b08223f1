"""What gates and acts give as their reason is the law that binds there (docs/domain.md#who-decides)."""

import pytest

from piaojue.commons.moves import REGISTRY
from piaojue.commons.places.models import Place
from piaojue.commons.years.road import CONGRESS_ROAD, ROADS, Stage, basis_in
from tests import cast as the_cast

TOWNSHIP = Place(code="150102101", name="保合少镇", level="town")
DISTRICT = Place(code="150102", name="新城区", level="county")

MISREAD = [
    ("表决方式由主席团决定〔法〕", "rules of procedure say so"),
    ("当场宣布〔法〕", "rules of procedure say so"),
    ("地方组织法 18 条", "that there is no standing committee says 46; 18 is the chair"),
    ("参照选举办法", "the article has a number"),
    ("责令", "the government deals with it and reports"),
]
"""What a legal reading found wrong wherever it stood."""


@pytest.mark.parametrize(("words", "why"), MISREAD, ids=[row[0] for row in MISREAD])
def test_no_gate_gives_a_reason_that_the_law_does_not_have(words, why):
    said = [gate.basis for gates in ROADS.values() for gate in gates]
    said += [basis_in(gate, TOWNSHIP) for gate in CONGRESS_ROAD]
    assert [one for one in said if words in one] == [], why


def test_in_a_township_no_gate_calls_on_what_binds_from_the_county_upwards():
    here = [basis_in(gate, TOWNSHIP) for gate in CONGRESS_ROAD]
    assert [one for one in here if "监督法" in one or "〔法 决策条例" in one or "常委会" in one] == []
    assert any("监督法 63" in basis_in(gate, DISTRICT) for gate in CONGRESS_ROAD)


def test_the_archive_rests_on_the_duty_to_archive():
    assert all("档案法 13、14" in gates[-1].basis for gates in ROADS.values())


def test_what_binds_the_administration_alone_is_not_a_reason_of_the_congress():
    lines = [line for table in REGISTRY.values() for line in table.values()]
    alone = [line.name for line in lines if line.basis and all(one.law == "信息公开条例" for one in line.basis)]
    votes = [line.name for line in REGISTRY["vote"].values() if any(one.law == "信息公开条例" for one in line.basis)]
    assert (alone, votes) == ([], [])


def test_a_departments_answer_to_deputies_rests_on_their_right_to_ask():
    assert {(one.law, one.article) for one in REGISTRY["deliberate"]["ask"].basis} == {
        ("代表法", "46"),
        ("代表法", "19"),
        ("地方组织法", "23"),
    }


def test_the_roads_page_says_what_binds_there(cast, as_):
    the_cast.year(cast.xincheng, stage=Stage.PLANNED)
    the_cast.year(cast.baoheshao, stage=Stage.PLANNED)
    page = as_(cast.clerk_li).get("/150102/2026/road/").content.decode()
    assert "监督法 63 条" in page and "档案法 13、14 条" in page
    page = as_(None).get("/150102101/2026/road/").content.decode()
    assert "监督法" not in page and "地方组织法 19 条" in page
