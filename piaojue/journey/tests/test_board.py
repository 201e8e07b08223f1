"""The board's numbers are those of the rows; every drawing has its table; all of it can be taken home."""

import io
from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from piaojue.commons.places import actions as places
from piaojue.commons.places.models import Place
from piaojue.commons.years.road import Stage
from piaojue.journey import panels
from piaojue.journey.board import board_of
from piaojue.journey.figures import Figures, figures_of
from piaojue.journey.panel import Panel
from piaojue.journey.panels_choice import choices_of, panels_of_choice
from piaojue.stages.evaluate import actions as evaluate
from piaojue.stages.evaluate.tests import make as surveys
from piaojue.stages.group import actions as group
from piaojue.stages.group.tests import make as grouping
from piaojue.stages.shortlist.models import Outcome
from piaojue.stages.suggest import actions as suggest
from piaojue.stages.suggest.models import Campaign, Suggestion
from piaojue.stages.suggest.tests import make as suggesting
from piaojue.stages.supervise import actions as supervise
from piaojue.stages.supervise.models import Finding, FindingState
from piaojue.stages.supervise.queries import tally
from piaojue.stages.supervise.tests import make as watching
from tests import cast as the_cast

BOARD = "/150102/2026/board/"


@pytest.fixture
def year(cast):
    return the_cast.year(cast.xincheng, stage=Stage.GROUPING)


def said(cast, year, title, by=None, days_ago=0, **values):
    made = suggesting.suggestion(cast, year, title=title, by=by, **{"content": title, **values})
    Suggestion.objects.filter(pk=made.pk).update(created_at=timezone.now() - timedelta(days=days_ago))
    return made


def panel(year, key) -> Panel:
    return next(one for one in panels.panels_of(board_of(year)) if one.key == key)


def table(year, key) -> dict:
    return {row[0]: row[1:] for row in panel(year, key).rows}


def test_hot_demands_say_who_grows(cast, year):
    old = [
        said(cast, year, "东街装电梯", days_ago=40),
        said(cast, year, "东街老楼装电梯", cast.resident_zhao, days_ago=35),
    ]
    new = [said(cast, year, "东街修公厕", days_ago=3)]
    grouping.demand(cast, year, title="东街加装电梯", suggestions=old)
    toilet = grouping.demand(cast, year, title="东街修公厕", suggestions=new)
    group.second(demand=toilet, by=cast.deputy_dong)
    rows = table(year, "hot")
    assert rows["东街修公厕"][1:] == [2, 2, 0, "↑ 上升"]
    assert rows["东街加装电梯"][1:] == [2, 0, 2, "↓ 下降"]


def test_places_without_a_voice_are_named(cast, year):
    Place.objects.create(code="150102004002", name="西街社区", level="village", parent=cast.dongjie)
    said(cast, year, "东街装电梯")
    assert table(year, "silent")["东街街道"] == [2, 1, 0.5, "西街社区"]
    assert "保合少镇" in table(year, "silent")["新城区"][3]


def test_regions_and_people_per_head(cast, year):
    Place.objects.filter(pk=cast.dongjie.pk).update(population=20_000)
    said(cast, year, "东街装电梯")
    said(cast, year, "全区多种树", spot=cast.xincheng)
    rows = table(year, "regions")
    assert rows["东街街道"] == [1, 0, 0.5] and rows["保合少镇"] == [0, 0, None] and rows["新城区（未细分）"][0] == 1


def test_participation_counts_nobody_twice(cast, year):
    Campaign.objects.create(
        place=year.place, year=year, title="征集", text="…", opens_on="2026-10-01", closes_on="2026-11-30", hits=40
    )
    Place.objects.filter(pk=cast.xincheng.pk).update(population=1000)
    year.place.refresh_from_db()
    one, other = said(cast, year, "东街装电梯", channel="qr"), said(cast, year, "东街修公厕")
    suggest.support(suggestion=one, by=cast.resident_zhao)
    suggest.support(suggestion=other, by=cast.resident_zhao)
    for title in ("装路灯吧", "装护栏吧"):
        said(cast, year, title, cast.clerk_li, name="李大爷", phone="13911112222")
    rows = table(year, "participation")
    assert rows["参与（人，去重）"] == [3, 0.003]
    assert rows["扫码看征集（次）"] == [40, None] and rows["扫码后提出（条）"] == [1, 1 / 40]


def test_what_a_rate_needs_is_named_until_it_is_there(cast, year):
    said(cast, year, "东街装电梯")
    assert table(year, "participation")["参与（人，去重）"] == [1, None]
    assert "还没有录入常住人口" in panel(year, "participation").note and "公布" in panel(year, "participation").note
    places.set_populations(place=cast.xincheng, people={"150102": 500}, source="2025 年统计公报", by=cast.clerk_li)
    year.place.refresh_from_db()
    assert table(year, "participation")["参与（人，去重）"] == [1, 0.002]
    assert "500 人计算（2025 年统计公报）" in panel(year, "participation").note


def test_who_had_heard_of_it_is_counted_from_published_replies_only(cast):
    survey = surveys.survey(cast, subject="residents")
    survey = evaluate.open_survey(survey=survey, by=cast.clerk_li)
    item = survey.items.get()
    for n, seat in enumerate(surveys.residents(cast, 24)):
        evaluate.reply(survey=survey, marks={item.pk: "satisfied"}, aware=None if n < 4 else n < 19, by=seat)
    asked = "知晓（人）：居民评价中答“听说过”"
    assert table(survey.year, "participation")[asked] == [None, None]
    survey = evaluate.close_survey(survey=survey, by=cast.clerk_li)
    evaluate.publish(survey=survey, by=cast.chair_zhang)
    assert table(survey.year, "participation")[asked] == [15, 0.75]


def test_the_middle_and_the_longest_time_to_answer(cast, year):
    for n, days in enumerate((1, 2, 30)):
        demand = grouping.demand(cast, year, title=f"第{n}号诉求", suggestions=[said(cast, year, f"第{n}号建议")])
        made = Outcome.objects.create(
            place=year.place,
            year=year,
            demand=demand,
            disposition="declined",
            code="no_funds",
            answer="…",
            answered_by=cast.clerk_li,
            department=cast.department_deng.body,
        )
        Outcome.objects.filter(pk=made.pk).update(answered_at=demand.created_at + timedelta(days=days))
    assert table(year, "answering")["新城区教育局"] == [3, 2.0, 11.0, 30.0]


def test_a_step_that_grew_is_no_share_and_says_why(year):
    board = board_of(year)
    figures = Figures(suggestions=80, demands=20, shortlisted=9, candidates=10, adopted=8)
    funnel = panels.funnel(replace(board, figures=figures))
    assert [row[2] for row in funnel.rows] == [None, 0.25, 0.45, None, 0.8, 0]
    assert "不是由征集来的" in funnel.note
    assert "不是由征集来的" not in panels.funnel(replace(board, figures=Figures(suggestions=80, demands=20))).note


def test_a_table_that_fits_a_phone_stays_a_table_there(cast, year, as_):
    said(cast, year, "东街装电梯")
    page = as_(None).get(BOARD).content.decode()
    assert "占上一环节" in page and 'data-label="占上一环节"' not in page
    assert 'data-label="是哪些"' in page  # long texts: row by row


def test_every_drawing_stands_beside_a_table_with_rows(cast, year):
    grouping.demand(cast, year, title="东街加装电梯", suggestions=[said(cast, year, "东街装电梯")])
    for one in panels.panels_of(board_of(year)):
        assert one.rows and all(len(row) == len(one.headings) for row in one.rows), one.key


def test_the_workbook_holds_every_table_with_numbers_as_numbers(cast, year, as_):
    said(cast, year, "东街装电梯")
    said(cast, year, '=HYPERLINK("x")')
    book = load_workbook(io.BytesIO(as_(None).get("/150102/2026/board.xlsx").content))
    assert len(book.sheetnames) == len(panels.panels_of(board_of(year)))
    sheet = book["从哪些渠道来"]
    assert [cell.value for cell in sheet[5]] == ["网上填写", 2, 1] and sheet["C5"].number_format == "0.0%"


@pytest.mark.parametrize("rows", [2, 12])
def test_the_board_asks_a_bounded_number_of_questions(cast, year, as_, rows, django_assert_max_num_queries):
    for n in range(rows):
        grouping.demand(cast, year, title=f"第{n}号诉求", suggestions=[said(cast, year, f"第{n}号建议")])
    with django_assert_max_num_queries(15):
        assert as_(None).get(BOARD).status_code == 200


def test_the_wall_answers_two_characters_of_matter_place_or_department(cast, year, as_):
    for n, (title, spot, department) in enumerate(
        [("加装电梯的事", cast.community, cast.department_chen), ("修一座公厕", cast.baoheshao, cast.department_deng)]
    ):
        demand = grouping.demand(cast, year, title=title, suggestions=[said(cast, year, title, spot=spot)], spot=spot)
        Outcome.objects.create(
            place=year.place,
            year=year,
            demand=demand,
            disposition="declined",
            code="no_funds",
            answer=f"第{n}号答复",
            answered_by=cast.clerk_li,
            department=department.body,
        )
    for word in ("公厕", "合少", "教育"):
        page = as_(None).get("/150102/2026/echo/", {"q": word}).content.decode()
        assert "修一座公厕" in page and "加装电梯的事" not in page


def test_what_was_dismissed_is_neither_verified_nor_counted_against(cast):
    """Three reports that nobody looked into must not make the share of mended ones look better."""
    closed = watching.closed(cast)
    for n in range(3):
        scanned = watching.scanned(cast, closed.project, text=f"{n + 1}号楼门口堆着建筑垃圾")
        supervise.dismiss_finding(finding=scanned, note="与本项目无关，转物业处理", by=cast.clerk_li)
    watching.found(cast, closed.project)
    told = tally(Finding.objects.all())
    assert (told["found"], told["verified"], told["dismissed"]) == (5, 1, 3)
    assert figures_of([closed.year])[closed.year_id].closed_rate == 1 / 2
    again = supervise.dispute_finding(finding=scanned, text="垃圾还在电梯口，没有人来看过", by=cast.resident_wang)
    assert again.state == FindingState.OPEN


def test_a_board_narrows_to_a_field_and_each_table_comes_alone(cast, year, as_):
    lift = said(cast, year, "东街装电梯", category="housing")
    said(cast, year, "东街修公厕", category="environment")
    grouping.demand(cast, year, title="东街加装电梯", suggestions=[lift])
    funnel = {row[0]: row[1] for row in panels_of_choice(choices_of(year, {"category": "housing"}))[0].rows}
    assert (funnel["建议"], funnel["诉求"]) == (1, 1)
    assert not choices_of(year, {"category": "nonsense", "spot": "999999"}).narrow
    page = as_(None).get(f"{BOARD}?category=housing").content.decode()
    assert "东街加装电梯" in page and "答复用了多久" not in page
    file = as_(None).get(f"{reverse('board_file', args=['150102', '2026'])}?panel=weekly")
    assert load_workbook(io.BytesIO(file.content)).sheetnames == ["每周收到的建议"]
