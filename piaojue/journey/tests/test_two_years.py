"""Two years of one county alive at once: what is collected next year hides nothing of what is done this year."""

import pytest
from django.utils import timezone

from piaojue.commons.places.models import Level, Place
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import Stage
from piaojue.journey.compare import history_of
from piaojue.journey.panel import shown_share
from piaojue.journey.panels_years import panels_of_years
from piaojue.journey.queries import matches, projects_in
from piaojue.journey.regions import regions_among, running_years
from piaojue.journey.tests import make
from piaojue.stages.deliver.models import Problem, ProblemState, Project
from piaojue.stages.shortlist.models import PastProject
from piaojue.stages.suggest.tests import make as suggest
from tests import cast as the_cast


@pytest.fixture
def two(cast):
    """2026 is done, with a red lamp; for 2027 suggestions are taken."""
    first = make.whole_life(cast)
    now = make.at_stage(first.year, Stage.DELIVERING)
    Project.objects.update(state="running", progress=30, lamp="red", lamp_reason="落后 40 个百分点", leader="陈科长")
    coming = the_cast.year(cast.xincheng, number=2027, stage=Stage.SOLICITING)
    suggest.suggestion(cast, coming, title="给西街小区加装电梯", content="老人上下楼不便")
    return now, coming


def test_next_years_collection_hides_none_of_this_years_lamps(cast, as_, two):
    now, coming = two
    city, district = cast.places["1501"], cast.xincheng
    assert list(running_years(city)) == [coming, now]
    region = next(one for one in regions_among(city, running_years(city)) if one.place == district)
    assert [(line.year.number, line.figures.red, line.figures.adopted) for line in region.lines] == [
        (2027, 0, 0),
        (2026, 1, 1),
    ]
    assert (region.figures.red, region.figures.suggestions, region.lit and region.lit.year) == (1, 2, now)

    visitor = as_(None)
    board = visitor.get("/city/1501/").content.decode()
    assert (
        "共 1 个红灯，都在新城区。" in board
        and 'href="/150102/2026/">2026' in board
        and 'href="/150102/2027/">2027' in board
    )
    only = visitor.get("/city/1501/?year=2027").content.decode()
    assert "共 1 个红灯" not in only and 'href="/150102/2026/">2026' not in only
    assert visitor.get("/city/1501/?year=junk").status_code == 200
    wall = visitor.get("/city/1501/wall/").content.decode()
    assert "落后 40 个百分点" in wall and "2026 实施" in wall and "2027 征集" in wall
    home = visitor.get("/").content.decode()
    assert "/150102/2026/" in home and "/150102/2027/" in home
    assert {row.year.number for row in matches("suggestion", "电梯")} == {2026, 2027}
    assert [row.year.number for row in matches("suggestion", "电梯", 2026)] == [2026]
    found = visitor.get("/search/?q=电梯&kind=suggestion&year=2027").content.decode()
    assert "西街" in found and "东街小区" not in found

    Year.objects.filter(pk=now.pk).update(stage=Stage.ARCHIVED)
    assert list(running_years(city)) == [coming, now], "what is archived and still burns goes on"
    Project.objects.update(state="completed", accepted_on=timezone.localdate())
    assert list(running_years(city)) == [coming]
    Project.objects.update(state="carried", next_due=timezone.localdate())
    assert list(running_years(city)) == [coming, now] and list(projects_in(city, done=False)) == [Project.objects.get()]


def test_a_leader_sees_on_one_screen_what_is_red_who_answers_what_was_decided_and_what_is_said(cast, as_, two):
    now, _coming = two
    project = Project.objects.get()
    common = {"place": project.place, "year": now, "project": project}
    Problem.objects.create(
        **common,
        text="管线迁改没有资金",
        state=ProblemState.DECIDED,
        decision="由财政局预拨 40 万元",
        owner=cast.finance_hu.body,
        due="2026-01-05",
    )
    Problem.objects.create(**common, text="居民意见不一")
    page = as_(cast.leader_guo).get("/city/150102/leader/").content.decode()
    for words in (
        "落后 40 个百分点",
        "陈科长",
        "由财政局预拨 40 万元",
        "新城区财政局",
        "逾期",
        "还有 1 个难题",
        "老人上下楼不便",
    ):
        assert words in page, words
    assert as_(cast.guidance_tang).get("/city/1501/leader/").status_code == 200
    assert as_(cast.leader_guo).get("/city/1501/leader/").status_code == 404
    assert as_(cast.leader_guo).get("/city/150103/leader/").status_code == 404
    assert as_(None).get("/city/150102/leader/").status_code == 302


def test_from_the_citys_map_to_a_projects_photo_are_three_taps(cast, as_, two):
    now, _coming = two
    visitor = as_(None)
    assert now.get_absolute_url() in visitor.get("/city/1501/").content.decode()
    project = Project.objects.get()
    assert project.get_absolute_url() in visitor.get(now.get_absolute_url()).content.decode()
    assert visitor.get(project.get_absolute_url()).status_code == 200


def test_years_are_held_against_each_other_as_far_as_they_can_be(cast, as_, two):
    Place.objects.filter(pk=cast.xincheng.pk).update(population=500_000)
    for number, title, category, spot in (
        (2025, "东街加装电梯", "housing", cast.dongjie),
        (2025, "保合少修路", "transport", cast.places["150102101"]),
        (2020, "旧公厕改造", "environment", cast.xincheng),
        (2026, "已在系统里的一年", "housing", cast.xincheng),
    ):
        PastProject.objects.create(
            place=cast.xincheng,
            created_by=cast.clerk_li,
            number=number,
            title=title,
            category=category,
            spot=spot,
            total_yuan=300_000,
        )
    history = history_of(cast.places["1501"], 3)
    assert history.numbers == [2026, 2025, 2020]
    years, regions, fields, silent = panels_of_years(history)
    assert [row[:5] for row in years.rows] == [
        ["2026", 1, 1, "-50%", 200],
        ["2025", 1, 2, None, 60],
        ["2020", 1, 1, None, 30],
    ]
    assert years.rows[0][7] is not None and years.rows[1][5:] == [None, None, None]
    district = next(row for row in regions.rows if row[0] == "新城区")
    assert district[1:] == [1, 2, 1, 4, 0.08, 2.0]
    assert next(row for row in regions.rows if row[0] == "回民区")[1:5] == [None, None, None, 0]
    assert sum(int(row[4] or 0) for row in fields.rows) == 4
    assert [row[0] for row in silent.rows] == ["回民区"]
    assert Place.objects.filter(level=Level.TOWN, code__startswith="150102").count() == 2

    page = as_(None).get("/city/1501/years/").content.decode()
    assert "历年对比" in page and "--bar:100%" in page and as_(None).get("/city/1501/years.xlsx").status_code == 200
    assert "没有" in as_(None).get("/city/150103002/years/?span=99").content.decode()
    assert (shown_share(0.725), shown_share(0.0003), shown_share(0.0)) == ("72.5%", "0.03%", "0.0%")
