"""What a legal reading found to be fixed, line by line, and the core that has to say the same."""

from datetime import date
from fractions import Fraction

import pytest

from engines.counting import PRESETS, Form, PassBase, Rule, Shortfall
from engines.law import (
    CLOCKS,
    HALF,
    Base,
    Certainty,
    Condition,
    Matter,
    Office,
    Organ,
    PlaceKind,
    competence,
    deadline,
    floor_problems,
    incompatible,
    joint_signers,
    place_kind,
    seems_incomplete,
    signers_bases,
    too_few_members,
    unmet,
    working_days_known,
)

P, M, O = PlaceKind, Matter, Organ  # noqa: E741  # read as a table
UPPER = (P.PROVINCE, P.CITY, P.COUNTY)
LAWFUL = Rule(seats=10)


def organs(matter: Matter, kind: PlaceKind, *given: Condition) -> list[Organ]:
    return [one.organ for one in competence(matter, kind, given)]


PLACES = [
    ("province", "内蒙古自治区", "15", P.PROVINCE),
    ("city", "呼和浩特市", "1501", P.CITY),
    ("city", "延边朝鲜族自治州", "2224", P.CITY),
    ("city", "锡林郭勒盟", "1525", P.LEAGUE),
    ("city", "兴安盟", "1522", P.LEAGUE),
    ("city", "阿拉善盟", "1529", P.LEAGUE),
    ("city", "大兴安岭地区", "2327", P.PREFECTURE),
    ("city", "市辖区", "1101", P.HEADING),
    ("city", "省直辖县级行政区划", "4290", P.HEADING),
    ("county", "新城区", "150102", P.COUNTY),
    ("county", "清水河县", "150124", P.COUNTY),
    ("county", "达尔罕茂明安联合旗", "150223", P.COUNTY),
    ("county", "浦东新区", "310115", P.COUNTY),
    ("county", "仙桃市", "429004", P.COUNTY),
    ("county", "张家口市察北管理区", "130772", P.MANAGED_AREA),
    ("county", "乌拉盖管理区管委会", "152571", P.MANAGED_AREA),
    ("county", "大柴旦行政委员会", "632857", P.MANAGED_AREA),
    ("county", "呼和浩特经济技术开发区", "150172", P.ZONE),
    ("county", "苏州工业园区", "320576", P.ZONE),
    ("county", "沧州渤海新区", "130973", P.ZONE),
    ("county", "平顶山市城乡一体化示范区", "410472", P.ZONE),
    ("town", "保合少镇", "150102100", P.TOWNSHIP),
    ("town", "乌兰图雅苏木", "152502200", P.TOWNSHIP),
    ("town", "东街街道", "150102001", P.SUBDISTRICT),
    ("town", "庆北办事处", "230000001", P.SUBDISTRICT),
    ("town", "红旗农场", "150102009", P.ZONE),
    ("town", "深州监狱", "131182400", P.ZONE),
    ("town", "如意工业园区", "150102400", P.ZONE),
    ("village", "光华社区", "150102001001", P.VILLAGE),
]  # fmt: skip


@pytest.mark.parametrize(("level", "name", "code", "kind"), PLACES, ids=[row[1] for row in PLACES])
def test_which_places_have_a_congress(level, name, code, kind):
    found = place_kind(level, name, code)
    assert found is kind
    assert found.has_congress == (kind in (*UPPER, P.TOWNSHIP))
    assert found.has_standing_committee == (kind in UPPER)
    assert found.has_congress or "地方组织法 7" in found.why_no_congress


def test_a_level_that_nobody_has_is_refused():
    with pytest.raises(ValueError, match="no level"):
        place_kind("planet", "地球")


BELOW = [
    ({"quorum": Fraction(1, 10)}, "三分之二"),
    ({"quorum": Fraction(2, 3) - Fraction(1, 100)}, "地方组织法 14 条"),
    ({"pass_base": PassBase.PRESENT}, "全体代表"),
    ({"pass_base": PassBase.VOTING}, "地方组织法 25 条"),
    ({"pass_base": PassBase.NONE}, "全体代表"),
    ({"threshold": Fraction(1, 3)}, "超过半数"),
    ({"threshold": HALF, "inclusive": True}, "恰好半数"),
    ({"shortfall": Shortfall.PRESIDIUM}, "主席团"),
    ({"form": Form.ADVISORY}, "街道"),
]  # fmt: skip


@pytest.mark.parametrize(("values", "says"), BELOW, ids=[str(row[0]) for row in BELOW])
def test_no_rule_of_a_congress_goes_below_the_law(values, says):
    assert floor_problems(LAWFUL) == []
    assert any(says in problem for problem in floor_problems(Rule(seats=10, **values)))


def test_a_place_may_ask_for_more_than_the_law():
    for values in (
        {"quorum": Fraction(3, 4)},
        {"threshold": Fraction(2, 3), "inclusive": True},
        {"participation": HALF},
    ):
        assert floor_problems(Rule(seats=10, **values)) == []


def test_the_rules_we_offer_to_a_congress_are_lawful():
    offered = {name: floor_problems(rule) == [] for name, rule in PRESETS.items()}
    assert offered == {name: "街道" not in name for name in PRESETS}


WHO = [
    (M.ANNUAL_PLAN, P.COUNTY, [O.CHAIRS_MEETING]),
    (M.ANNUAL_PLAN, P.TOWNSHIP, [O.PRESIDIUM]),
    (M.PROPOSAL, P.CITY, [O.GOVERNMENT]),
    (M.PROPOSAL, P.TOWNSHIP, [O.GOVERNMENT]),
    (M.CANDIDATES, P.COUNTY, [O.STANDING_COMMITTEE]),
    (M.CANDIDATES, P.TOWNSHIP, [O.PRESIDIUM]),
    (M.CANDIDATES, P.SUBDISTRICT, [O.STREET_COMMITTEE]),
    (M.SESSION_ORGANS, P.COUNTY, [O.CONGRESS]),
    (M.AGENDA, P.COUNTY, [O.CONGRESS]),
    (M.VOTE_RULES, P.TOWNSHIP, [O.CONGRESS]),
    (M.TELLERS, P.TOWNSHIP, [O.CONGRESS]),
    (M.RESULT, P.COUNTY, [O.PRESIDIUM]),
    (M.RECOMMENDATION, P.SUBDISTRICT, [O.PARTY_GROUP]),
    (M.RECOMMENDATION, P.COUNTY, []),
    (M.TIE, P.COUNTY, [O.CONGRESS]),
    (M.CHANGE, P.COUNTY, [O.STANDING_COMMITTEE, O.CONGRESS]),
    (M.CHANGE, P.TOWNSHIP, [O.CONGRESS]),
    (M.TERMINATION, P.TOWNSHIP, [O.CONGRESS]),
    (M.BUDGET, P.COUNTY, [O.STANDING_COMMITTEE]),
    (M.BUDGET, P.TOWNSHIP, [O.CONGRESS]),
    (M.INTERPELLATION, P.CITY, [O.PRESIDIUM, O.CHAIRS_MEETING]),
    (M.INTERPELLATION, P.TOWNSHIP, [O.PRESIDIUM]),
    (M.SPECIAL_INQUIRY, P.COUNTY, [O.STANDING_COMMITTEE]),
    (M.SPECIAL_INQUIRY, P.TOWNSHIP, []),
    (M.INSPECTION, P.COUNTY, [O.STANDING_COMMITTEE]),
    (M.INSPECTION, P.TOWNSHIP, []),
    (M.INSPECTION, P.SUBDISTRICT, []),
    (M.SPECIAL_REPORT, P.COUNTY, [O.STANDING_COMMITTEE]),
    (M.SPECIAL_REPORT, P.SUBDISTRICT, []),
    (M.OPINION, P.CITY, [O.STANDING_COMMITTEE]),
    (M.OPINION, P.TOWNSHIP, []),
]


@pytest.mark.parametrize(("matter", "kind", "expected"), WHO, ids=[f"{m}-{k}" for m, k, _ in WHO])
def test_who_decides_what(matter, kind, expected):
    assert organs(matter, kind) == expected


def test_collective_organs_decide_by_a_majority_of_all_their_members():
    (committee,) = competence(M.CANDIDATES, P.COUNTY)
    assert (committee.base, committee.least_ayes(29, 20), committee.least_present(29)) == (Base.ALL, 15, 15)
    (presidium,) = competence(M.RESULT, P.TOWNSHIP)
    assert (presidium.base, presidium.least_ayes(10, 7), presidium.least_present(10)) == (Base.ALL, 6, 6)
    (congress,) = competence(M.VOTE_RULES, P.COUNTY)
    assert (congress.base, congress.least_ayes(340, 300), congress.least_present(340)) == (Base.ALL, 171, 227)
    (government,) = competence(M.PROPOSAL, P.COUNTY)
    assert (government.base, government.least_ayes(9, 9)) == (Base.NONE, 0)


def test_a_streets_committee_inspects_when_it_is_assigned_and_a_presidium_changes_when_a_local_rule_says_so():
    assert organs(M.INSPECTION, P.SUBDISTRICT, Condition.ASSIGNED) == [O.STREET_COMMITTEE]
    assert organs(M.CHANGE, P.TOWNSHIP, Condition.LOCAL_RULE) == [O.CONGRESS, O.PRESIDIUM]
    local = competence(M.CHANGE, P.TOWNSHIP, {Condition.LOCAL_RULE})[1]
    assert any(article.certainty is Certainty.UNSURE for article in local.bases)


def test_how_many_sign_an_interpellation():
    assert {joint_signers(M.INTERPELLATION, O.CONGRESS, kind) for kind in (*UPPER, P.TOWNSHIP)} == {10}
    assert [joint_signers(M.INTERPELLATION, O.STANDING_COMMITTEE, kind) for kind in UPPER] == [5, 5, 3]
    assert joint_signers(M.INTERPELLATION, O.CONGRESS, P.SUBDISTRICT) == 0
    assert joint_signers(M.INTERPELLATION, O.STANDING_COMMITTEE, P.TOWNSHIP) == 0
    assert joint_signers(M.INTERPELLATION, O.CHAIRS_MEETING, P.COUNTY) == 3
    assert [article.cited for article in signers_bases(M.INTERPELLATION, O.PRESIDIUM)] == ["地方组织法 24 条"]


def test_who_may_hold_what():
    member, official = Office.STANDING_MEMBER, Office.GOVERNMENT
    assert [str(pair) for pair in incompatible({member, official})] == [
        "人大常委会组成人员不得兼任国家行政机关的职务（地方组织法 47 条）"
    ]
    assert incompatible({Office.TOWN_CHAIR, official})[0].sources[0].cited == "地方组织法 18 条"
    assert incompatible({Office.STREET_MEMBER, official}) and incompatible({Office.TELLER, Office.RESPONSIBLE})
    assert incompatible({Office.CREDENTIALS, Office.KEYHOLDER})
    assert incompatible({Office.DEPUTY, official}) == []
    assert [need.needs for need in unmet({Office.TELLER})] == [Office.DEPUTY]
    assert unmet({Office.TELLER, Office.DEPUTY}) == []


def test_statutory_days_run_down():
    begun = date(2026, 9, 28)  # a Monday; 1–7 October is the National Day, Saturday 10 October is worked
    assert deadline(CLOCKS["public_comment"], begun) == date(2026, 10, 28)
    assert deadline(CLOCKS["legality_review"], begun) == date(2026, 10, 13)
    assert deadline(CLOCKS["report_to_members"], begun) == date(2026, 9, 21)
    assert deadline(CLOCKS["suggestion_answer"], date(2026, 11, 30)) == date(2027, 2, 28)
    assert CLOCKS["legality_review"].words == "7 个工作日"


def test_years_whose_holidays_nobody_knows_count_monday_to_friday():
    assert working_days_known(begun := date(2026, 1, 5)) and not working_days_known(date(2037, 1, 5))
    assert deadline(CLOCKS["legality_review"], date(2037, 1, 5)) == date(2037, 1, 14)
    assert deadline(CLOCKS["legality_review"], begun) == date(2026, 1, 14)


def test_one_or_two_members_are_no_body():
    for organ in (O.PRESIDIUM, O.STANDING_COMMITTEE, O.CHAIRS_MEETING):
        assert "不能代表整个机构" in str(too_few_members(organ, 1)) and too_few_members(organ, 3) is None
    assert too_few_members(O.PRESIDIUM, 4, least=5) and too_few_members(O.GOVERNMENT, 1) is None
    assert "少于法定名额 15 人" in str(seems_incomplete(O.STANDING_COMMITTEE, P.COUNTY, 14))
    assert seems_incomplete(O.STANDING_COMMITTEE, P.COUNTY, 15) is None is seems_incomplete(O.PRESIDIUM, P.COUNTY, 3)
