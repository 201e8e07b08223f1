"""What the list covers, told by people and region; other rules beside it, judged by the library that computes them."""

import io
import re
from collections import Counter

import pytest
from django.utils import translation
from openpyxl import load_workbook
from pabutools.election import Cost_Sat, parse_pabulib
from pabutools.rules import greedy_utilitarian_welfare

from piaojue.commons.jobs import aside
from piaojue.commons.years.road import Stage
from piaojue.journey import choices, coverage, reckoned
from piaojue.journey.choices import Choice, Item
from piaojue.journey.coverage import visible
from piaojue.journey.tests import make
from piaojue.stages.group import actions as group
from piaojue.stages.group.tests import make as grouping
from piaojue.stages.shortlist.models import Dossier, DossierState
from piaojue.stages.suggest.tests import make as suggesting
from tests import cast as the_cast

AT = "/150102/2026/coverage"


def item(key: str, cost: int, chosen: bool = False) -> Item:
    return Item(key, f"项目{key}", cost, frozenset(), chosen)


def wish(*keys: str) -> frozenset[str]:
    return frozenset(keys)


@pytest.fixture
def majority() -> Choice:
    """Six of ten want a, b and c; four want only d. Money for three."""
    translation.deactivate()  # the last visitor's language
    items = [item("a", 10, True), item("b", 10, True), item("c", 10, True), item("d", 10)]
    return Choice(items, 30, Counter({wish("a", "b", "c"): 6, wish("d"): 4}), "候选项目")


def test_greedy_gives_the_majority_everything_the_others_share(majority):
    lists = choices.lists_of(majority)
    assert lists["greedy"] == {"a", "b", "c"}
    assert "d" in lists["equal_shares"] and "d" in lists["phragmen"]
    assert all(len(chosen) == 3 for chosen in lists.values())


def test_the_comparison_says_whom_each_list_reaches(majority):
    sums = {row[0]: row[1:] for row in choices.compared(majority)[0].rows}
    assert sums["候选项目"][2:] == [6, 0.6, 3] and sums["等额份额（Equal Shares）"][2:4] == [10, 1.0]


def test_ties_fall_the_same_way_every_time():
    even = Choice(
        [item(key, 10, key < "c") for key in "abcd"], 20, Counter({wish(key): 3 for key in "abcd"}), "候选项目"
    )
    assert choices.lists_of(even)["greedy"] == choices.lists_of(even)["greedy"] == {"a", "b"}


@pytest.fixture
def year(cast):
    """Two demands, one of them behind the only candidate; another dossier and a priced demand wait outside."""
    year = the_cast.year(cast.xincheng, stage=Stage.GROUPING)
    lift = make.suggestion(cast, year)
    tree = suggesting.suggestion(
        cast,
        year,
        title="保合少镇多种树",
        content="风沙大",
        spot=cast.baoheshao,
        by=cast.resident_zhao,
        est_cost_yuan=500_000,
    )
    demands = [grouping.demand(cast, year, title=f"{made.title}的事", suggestions=[made]) for made in (lift, tree)]
    group.second(demand=demands[0], by=cast.deputy_dong)
    dossier = make.candidate(cast, demands[0])
    Dossier.objects.filter(pk=dossier.pk).update(total_yuan=600_000)
    make.at_stage(year, Stage.CIRCULATING)
    return year


def test_people_and_regions_behind_the_list(cast, year):
    whole, regions, left = coverage.covered(year, visible(None, year))
    assert whole.rows == [["诉求（项）", 1, 2, 0.5], ["提出与附议的人（去重）", 2, 3, 2 / 3]]
    assert [(row[0], row[2:]) for row in regions.rows] == [("保合少镇", [1, 0, 0.0]), ("东街街道", [2, 2, 1.0])]
    assert [row[0] for row in left.rows] == ["保合少镇多种树的事"]


def test_priced_demands_compete_for_the_candidates_money(cast, year):
    choice = choices.choice_of(year, visible(None, year))
    assert choice.budget == 600_000 and {(item.cost, item.chosen) for item in choice.items} == {
        (600_000, True),
        (500_000, False),
    }


def test_the_export_is_read_by_other_programs_and_names_nobody(cast, year, as_, tmp_path):
    text = as_(None).get(f"{AT}.pb").content.decode()
    file = tmp_path / "year.pb"
    file.write_text(text)
    instance, profile = parse_pabulib(str(file))
    assert (len(instance), profile.num_ballots(), instance.budget_limit) == (2, 3, 600_000)
    assert len(greedy_utilitarian_welfare(instance, profile, sat_class=Cost_Sat)) == 1
    people = [cast.resident_wang.person, cast.resident_zhao.person, cast.deputy_dong.person]
    assert not any(person.name in text or person.phone in text for person in people)


def test_the_export_says_what_the_list_holds_and_no_title_breaks_it(majority, tmp_path, cast):
    majority.items[0] = Item("a", "修路；\n装灯", 10, frozenset(), True)
    file = tmp_path / "year.pb"
    file.write_text(choices.pabulib(majority, the_cast.year(cast.xincheng)))
    instance, _ = parse_pabulib(str(file))
    told = {project.name: instance.project_meta[project] for project in instance}
    assert told["a"]["name"] == "修路； 装灯" and [told[key]["selected"] for key in "abcd"] == ["1", "1", "1", "0"]
    assert [told[key]["votes"] for key in "ad"] == ["6", "4"]


def test_before_candidates_are_public_visitors_see_no_list(cast, year, as_):
    make.at_stage(year, Stage.NOMINATING)
    (whole,) = coverage.covered(year, visible(None, year))
    assert (
        whole.rows[0] == ["诉求（项）", None, 2, None]
        and "还没有公开" in whole.note
        and choices.choice_of(year, visible(None, year)) is None
    )
    assert coverage.covered(year, visible(cast.clerk_li, year))[0].rows[0][1] == 1
    assert as_(None).get(f"{AT}/").status_code == 200 and as_(None).get(f"{AT}.pb").status_code == 404


def test_dossiers_without_a_cost_are_said_to_be_left_out(cast, year):
    Dossier.objects.create(
        place=year.place,
        year=year,
        title="没有造价的项目",
        purpose="…",
        scope="…",
        spot=year.place,
        state=DossierState.DRAFT,
    )
    choice = choices.choice_of(year, visible(cast.clerk_li, year))
    assert choice.unpriced == ["没有造价的项目"] and "没有造价" in choices.compared(choice)[0].note


def test_a_visitor_reads_the_comparison_in_english(cast, year, as_):
    with translation.override("en"):
        panels = coverage.covered(year, visible(None, year)) + choices.compared(
            choices.choice_of(year, visible(cast.clerk_li, year))
        )
        words = [word for panel in panels for word in (panel.title, panel.note, *panel.headings)]
    assert len(panels) == 5 and [word for word in words if re.search("[\u3400-\u9fff]", word)] == []
    for table, sheet in (("coverage", "How much the candidates cover"), ("board", "From suggestion to completion")):
        book = load_workbook(io.BytesIO(as_(None).get(f"/150102/2026/{table}.xlsx", HTTP_ACCEPT_LANGUAGE="en").content))
        assert sheet in book.sheetnames


def test_with_very_many_suggestions_the_page_says_that_it_is_being_worked_out(
    cast, year, as_, monkeypatch, settings, tmp_path
):
    settings.VAR = tmp_path
    monkeypatch.setattr(reckoned, "FEW", 1)
    visitor = as_(None)
    assert "正在统计" in visitor.get(f"{AT}/").content.decode()
    assert visitor.get(f"{AT}.xlsx").status_code == 202
    board = visitor.get("/150102/2026/board/").content.decode()
    assert "正在数" in board
    assert aside.work_off() == 2
    page = visitor.get(f"{AT}/").content.decode()
    assert "正在统计" not in page and "统计截至" in page and "保合少镇多种树的事" in page
    assert visitor.get(f"{AT}.pb").status_code == 200
    assert "人数截至" in visitor.get("/150102/2026/board/").content.decode()
    assert reckoned.coverage_of(year, None).panels == reckoned._coverage(year, visible(None, year)).panels


def test_who_prepares_the_list_has_numbers_of_their_own(cast, year, monkeypatch, settings, tmp_path):
    settings.VAR = tmp_path
    monkeypatch.setattr(reckoned, "FEW", 1)
    make.at_stage(year, Stage.NOMINATING)
    assert reckoned.coverage_of(year, cast.clerk_li) is None and aside.work_off() == 1
    assert reckoned.coverage_of(year, cast.clerk_li).panels[0].rows[0][1] == 1
    assert reckoned.coverage_of(year, None) is None
