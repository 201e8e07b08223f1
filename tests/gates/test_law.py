"""What the law fixes cannot be got round, and docs/domain.md says of it what the core says.

Fails on: a line of the law that no test tries to break in each of the ways that reach it; a row of the tables in docs/domain.md
that names another organ, matter or parameter than `engines.law`; a clock of the law that no room asks for; a body's act that a
role may do, or that another body decides than the core has it. It names line, row or act.
"""

import ast
import re
from functools import cache
from itertools import chain
from pathlib import Path

import pytest

from engines.law import CLOCKS, LOCAL_PARAMETERS, Condition, Matter, Organ, PlaceKind, competence
from piaojue.commons.moves import REGISTRY, Kind
from tests.gates.test_domain import ROOT, text

pytestmark = pytest.mark.once

PAGE = ROOT / "docs" / "domain.md"
VOTE, SUPERVISE, PEOPLE = "piaojue/stages/vote/tests", "piaojue/stages/supervise/tests", "piaojue/commons/people/tests"
FLOORS, RULES = f"{VOTE}/test_floors.py", "tests/stories/test_local_rules.py"
NO_CONGRESS, FORMAL = "piaojue/commons/places/tests/test_no_congress.py", f"{SUPERVISE}/test_formal.py"
BODIES, OFFICES = "tests/stories/test_bodies_decide.py", f"{PEOPLE}/test_incompatible.py"
COUNTING, SHORTLIST = f"{VOTE}/test_counting.py", "piaojue/stages/shortlist/tests/test_the_governments_motion.py"
NONE = ""
"""Nothing of this kind reaches the line: there is no such import, no such command."""

FIXED: dict[str, dict[str, str]] = {
    "two thirds are there, more than half of all deputies decide, nobody adds what failed": {
        "page": f"{FLOORS}::test_nobody_saves_a_rule_below_the_law",
        "act": f"{FLOORS}::test_what_was_prepared_before_is_refused_when_the_ballot_is_fixed_or_the_box_opened",
        "import": f"{RULES}::test_the_office_enters_a_rule_and_what_it_may_not_set_is_refused_by_name",
        "command": f"{RULES}::test_an_act_or_a_file_cannot_set_what_the_law_keeps",
    },
    "more ballots than went out void the vote, fewer never do": {
        "page": f"{VOTE}/test_pages.py::test_more_ballots_than_went_out_are_asked_for_on_the_page_and_void_the_vote",
        "act": f"{COUNTING}::test_more_ballots_than_went_out_void_the_whole_vote_and_it_is_held_again",
        "import": "engines/counting/tests/test_joining.py::test_more_ballots_than_went_out_void_the_whole_vote_and_nothing_is_counted",
        "command": NONE,
    },
    "no congress in 街道, 盟, 地区, 管理区, 开发区": {
        "page": f"{NO_CONGRESS}::test_nobody_is_offered_a_congress_there",
        "act": f"{NO_CONGRESS}::test_a_congress_that_slipped_in_neither_meets_nor_takes_a_roll",
        "import": f"{NO_CONGRESS}::test_a_congress_that_slipped_in_neither_meets_nor_takes_a_roll",
        "command": f"{RULES}::test_an_act_or_a_file_cannot_set_what_the_law_keeps",
    },
    "a body decides, no member for it": {
        "page": f"{BODIES}::test_a_member_gets_no_form_and_no_old_address",
        "act": f"{VOTE}/test_who_decides.py::test_nobody_confirms_or_voids_alone",
        "import": NONE,
        "command": NONE,
    },
    "质询: so many sign, the presidium or the 主任会议 decides, never in a 街道": {
        "page": f"{FORMAL}::test_one_deputy_alone_registers_no_interpellation_by_any_way",
        "act": f"{FORMAL}::test_no_interpellation_in_a_street_and_none_while_nobody_meets",
        "import": NONE,
        "command": f"{RULES}::test_an_act_or_a_file_cannot_set_what_the_law_keeps",
    },
    "专题询问, 执法检查, 专项报告 are a standing committee's, a 街道's when assigned": {
        "page": f"{FORMAL}::test_a_street_inspects_when_it_is_assigned_and_a_township_hears_by_its_presidium",
        "act": f"{FORMAL}::test_an_inquiry_is_a_standing_committees_and_a_body_decides_on_it",
        "import": NONE,
        "command": f"{RULES}::test_an_act_or_a_file_cannot_set_what_the_law_keeps",
    },
    "who decides holds no office of the state; who watches is a deputy and of no responsible unit": {
        "page": f"{OFFICES}::test_a_committee_member_is_refused_a_government_office_by_page_and_by_act",
        "act": f"{OFFICES}::test_a_change_by_two_people_and_a_merger_do_not_bring_it_in",
        "import": f"{OFFICES}::test_a_roll_shows_a_deputy_of_another_county_in_doubt_and_never_takes_it",
        "command": NONE,
    },
    "the government proposes after collective discussion, then the standing committee reviews": {
        "page": f"{SHORTLIST}::test_nothing_goes_before_the_committee_that_the_government_has_not_proposed",
        "act": f"{SHORTLIST}::test_nothing_goes_before_the_committee_that_the_government_has_not_proposed",
        "import": f"{SHORTLIST}::test_a_table_brings_drafts_and_nothing_further",
        "command": NONE,
    },
    "a deputy may be for, against or abstain, on a choose-N ballot, too": {
        "page": f"{VOTE}/test_three_marks.py::test_items_of_a_choose_n_ballot_are_opposed_on_phones_and_on_paper",
        "act": f"{VOTE}/test_three_marks.py::test_a_sealed_box_cannot_prove_it_and_says_so_before_the_ballot_is_fixed",
        "import": NONE,
        "command": NONE,
    },
    "deputies give an opinion, the office closes": {
        "page": f"{SUPERVISE}/test_supervising.py::test_deputies_and_volunteers_give_an_opinion_and_close_nothing",
        "act": f"{SUPERVISE}/test_supervising.py::test_deputies_and_volunteers_give_an_opinion_and_close_nothing",
        "import": NONE,
        "command": NONE,
    },
}
"""What the law fixes → the way in which somebody may try to break it → the test that does."""


@cache
def names_in(path: str) -> frozenset[str]:
    tree = ast.parse(text(ROOT / path))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def test_somebody_tries_to_break_each_line_in_every_way():
    tried = [(line, way, test) for line, ways in FIXED.items() for way, test in ways.items() if test]
    lost = [
        f"{line}, by {way}: {test}"
        for line, way, test in tried
        if test.split("::")[1] not in names_in(test.split("::")[0])
    ]
    assert lost == []
    assert {frozenset(ways) for ways in FIXED.values()} == {frozenset({"page", "act", "import", "command"})}
    assert all(ways["page"] and ways["act"] for ways in FIXED.values())


WORDS = {
    Organ.CONGRESS: "大会",
    Organ.STANDING_COMMITTEE: "常委会",
    Organ.CHAIRS_MEETING: "主任会议",
    Organ.PRESIDIUM: "主席团",
    Organ.STREET_COMMITTEE: "人大工委",
    Organ.GOVERNMENT: "政府",
    Organ.PARTY_GROUP: "党",
}
"""How the table of docs/domain.md names who decides."""
M = Matter
ROWS: dict[str, tuple[Matter, ...]] = {
    "年度计划": (M.ANNUAL_PLAN,),
    "党委审定": (M.CLEARANCE,),
    "提请议案": (M.PROPOSAL,),
    "候选项目审议": (M.CANDIDATES,),
    "选举主席团和秘书长、通过议程": (M.SESSION_ORGANS, M.AGENDA),
    "票决办法": (M.VOTE_RULES,),
    "总监票人、监票人": (M.TELLERS,),
    "确认结果": (M.RESULT,),
    "确认推荐结果": (M.RECOMMENDATION,),
    "票数相等、不足": (M.TIE,),
    "实质变更、终止": (M.CHANGE, M.TERMINATION),
    "预算调整": (M.BUDGET,),
    "质询": (M.INTERPELLATION,),
    "专题询问、审议意见": (M.SPECIAL_INQUIRY, M.OPINION),
    "执法检查": (M.INSPECTION,),
    "测评办法": (M.EVALUATION_RULES,),
    "政府亮灯规则": (M.LAMP_RULES,),
    "人大亮灯规则": (M.WATCH_RULES,),
    "听取专项报告": (M.SPECIAL_REPORT,),
}
"""The rows of that table: what is decided."""
COLUMNS = (PlaceKind.COUNTY, PlaceKind.TOWNSHIP, PlaceKind.SUBDISTRICT)


def table_after(anchor: str) -> list[list[str]]:
    """Cells of the table that stands below an anchor, without its head."""
    below = text(PAGE).split(f'<a id="{anchor}"></a>')[1]
    rows = re.search(r"^\|.*?(?=\n\n)", below, re.M | re.S)
    assert rows, anchor
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in rows[0].splitlines()[2:]]


def test_the_docs_name_who_decides_as_the_core_does():
    rows = {row[0]: row[1:4] for row in table_after("who-decides")}
    assert list(rows) == list(ROWS) and set(chain(*ROWS.values())) == set(Matter)
    wrong = []
    for name, matters in ROWS.items():
        for kind, cell in zip(COLUMNS, rows[name], strict=True):
            for matter in matters:
                organs = {one.organ for one in competence(matter, kind, frozenset(Condition))}
                named = {organ for organ, word in WORDS.items() if word in cell.replace("党工委", "党委")}
                if named != organs or (cell == "–") != (not organs):
                    wrong.append(f"{name}, {kind.label}: {cell!r}, the core: {sorted(organs)}")
    assert wrong == []


def test_province_and_city_decide_as_a_county_does():
    for matter in Matter:
        organs = {
            tuple(one.organ for one in competence(matter, kind))
            for kind in (PlaceKind.PROVINCE, PlaceKind.CITY, PlaceKind.COUNTY)
        }
        assert len(organs) == 1, matter


def test_the_docs_name_what_a_local_rule_may_set_as_the_core_does():
    rows = {row[0].strip("`"): row[1] for row in table_after("local-rules")}
    assert rows == {key: one.label for key, one in LOCAL_PARAMETERS.items()}


def test_every_clock_of_the_law_is_asked_for():
    rooms = "\n".join(path.read_text("utf-8") for path in (ROOT / "piaojue").rglob("*.py") if "tests" not in path.parts)
    assert [name for name in CLOCKS if f'"{name}"' not in rooms] == []


def test_levels_bodies_and_acts():
    """In every kind of place the act of a body is its core's organs', nobody's else, and no role's."""
    lines = [line for room in REGISTRY.values() for line in room.lines.values() if line.kind is Kind.RESOLUTION]
    assert len(lines) > 12
    for line in lines:
        assert line.roles == frozenset() and line.matter is not None, line.name
        for kind in PlaceKind:
            organs = [one.organ for one in competence(line.matter, kind, frozenset(Condition))]
            assert all(organ.exists_in(kind) for organ in organs), (line.name, kind)
            assert organs or kind is not PlaceKind.COUNTY or line.matter is Matter.RECOMMENDATION, line.name


def test_the_register_is_of_this_repository():
    assert all(Path(ROOT / test.split("::")[0]).exists() for ways in FIXED.values() for test in ways.values() if test)
