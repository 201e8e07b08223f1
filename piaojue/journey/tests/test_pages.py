"""The city's pages: real numbers, two characters find, nothing private, a bounded number of queries."""

import csv
import io
import json
import re

import pytest

from piaojue.commons.people.models import Body, BodyKind
from piaojue.commons.places.maps import kept_at, squares
from piaojue.commons.places.models import Level, Place
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import Stage
from piaojue.journey.figures import figures_of
from piaojue.journey.tests import make
from piaojue.stages.deliver.models import Project
from piaojue.stages.evaluate import actions as evaluation
from piaojue.stages.suggest.tests import make as suggest
from tests import cast as the_cast

pytestmark = pytest.mark.once


def text(answer) -> str:
    return answer.content.decode()


def test_an_empty_site_says_how_to_begin(db, client):
    assert "开始设置" in text(client.get("/"))


def test_the_portal_shows_regions_with_their_stage_and_numbers(cast, as_):
    make.whole_life(cast)
    page = text(as_(None).get("/"))
    assert "新城区 2026" in page and "评价" in page and "还没有开启年度" in page  # 回民区
    assert "96.7%" in page


def test_a_code_from_the_sign_is_read_however_it_is_typed(cast, as_):
    make.whole_life(cast)
    code = Project.objects.get().code
    typed = f"{code[:3].lower()} {code[3:]}".translate({ord(one): ord(one) + 0xFEE0 for one in "23456789"})
    assert as_(None).get(f"/p/{typed}/").status_code == 200
    wrong = as_(None).get("/p/zz9zz/")
    assert wrong.status_code == 404 and "没有这个编号的项目" in text(wrong)
    for path in ("/seat/", "/enter/demo/"):
        assert as_(cast.deputy_dong).post(path, {"seat": "9" * 5000}).status_code == 404


def test_a_countys_own_site_is_headed_by_the_county(cast, as_):
    assert "呼和浩特市的民生实事" in text(as_(None).get("/"))
    Body.objects.filter(kind=BodyKind.OPERATIONS).update(place_id="150102")
    assert "新城区的民生实事" in text(as_(None).get("/"))


def test_figures_of_a_year(cast):
    year = make.whole_life(cast).year
    figures = figures_of([year])[year.pk]
    assert figures.funnel == [("建议", 1), ("诉求", 1), ("初定", 1), ("候选", 1), ("入选", 1), ("完成", 1)]
    assert (figures.answered_rate, figures.closed_rate, round(figures.satisfied_rate, 3)) == (1, 1, 0.967)
    assert (figures.planned_yuan, figures.completed, figures.green) == (2_000_000, 1, 0)


@pytest.mark.parametrize(
    ("stage", "says"),
    [
        ("planned", "计划"),
        ("soliciting", "我来提"),
        ("circulating", "看候选项目"),
        ("delivering", "看项目进展"),
        ("evaluating", "看测评结果"),
        ("archived", "归档"),
    ],
)
def test_a_years_page_offers_what_can_be_done_now(cast, as_, stage, says):
    the_cast.year(cast.xincheng, stage=stage)
    assert says in text(as_(None).get("/150102/2026/"))


def test_a_single_region_is_opened_at_once(cast, as_):
    the_cast.year(cast.xincheng, stage="soliciting")
    assert as_(None).get("/choose/suggest/")["Location"] == "/150102/2026/suggest/"
    the_cast.year(cast.huimin, stage="soliciting")
    assert "回民区" in text(as_(None).get("/choose/suggest/"))
    assert as_(None).get("/choose/anything/").status_code == 404
    assert "没有处在这个阶段" in text(as_(None).get("/choose/projects/"))


def test_two_characters_find_and_a_ticket_leads_home(cast, as_):
    suggestion = make.whole_life(cast)
    page = text(as_(None).get("/search/?q=电梯"))
    assert all(f">{label}</h2>" in page for label in ("建议", "诉求", "候选项目", "项目"))
    assert "没有找到" in text(as_(None).get("/search/?q=地铁"))
    assert "至少输入两个字" in text(as_(None).get("/search/?q=电"))
    assert as_(None).get(f"/search/?q={suggestion.ticket_no.lower()}")["Location"] == (
        f"/s/{suggestion.pk}/way/?ticket={suggestion.ticket_no}"
    )
    assert as_(None).get("/search/?q=%00%27%3B--&kind=x").status_code == 200
    assert "给东街小区加装电梯" in text(as_(None).get("/search/?q=东街 电梯&kind=suggestion"))
    assert "给东街小区加装电梯" in text(
        as_(None).get("/search/?q=上下楼&kind=suggestion")
    )  # in the words, not in the title


def test_another_word_for_the_same_thing_finds_it(cast, as_):
    make.suggestion(cast, title="集市边修一座公厕")
    for word in ("公共厕所", "厕所", "公厕"):
        assert "集市边修一座公厕" in text(as_(None).get(f"/search/?q={word}"))


def test_search_does_not_find_candidates_before_they_are_public(cast, as_):
    suggestion = make.suggestion(cast)
    make.candidate(cast, make.demand(cast, suggestion))
    assert ">候选项目</h2>" not in text(as_(None).get("/search/?q=电梯"))


def test_the_echo_wall_is_public_and_searchable(cast, as_):
    make.whole_life(cast)
    assert "来自 1 条建议" in text(as_(None).get("/echo/"))
    assert "已列入初定项目" in text(as_(None).get("/150102/2026/echo/?q=电梯&disposition=shortlisted"))
    assert "没有找到答复" in text(as_(None).get("/echo/?q=地铁"))
    shown = as_(None).get("/150102/2026/echo/").context
    assert shown["counted"] == [("shortlisted", "采纳为初定项目", 1, 100)]
    echo = shown["echoes"][0]
    assert (echo.asked.title, echo.voices, echo.project.title) == ("给东街小区加装电梯", 1, "老旧小区加装电梯")
    assert stream(as_(None).get("/echo/?export=csv")).count("\n") == 2
    assert b"".join(as_(None).get("/echo/?export=xlsx").streaming_content)[:2] == b"PK"


def test_open_data_is_what_it_says_and_holds_no_person(cast, as_):
    make.whole_life(cast)
    described = json.loads(text(as_(None).get("/150102/2026/data/columns.json")))
    rows = list(
        csv.DictReader(io.StringIO(stream(as_(None).get("/150102/2026/data/suggestions.csv")).removeprefix("\ufeff")))
    )
    assert list(rows[0]) == [column["name"] for column in described["suggestions"]["columns"]]
    same = json.loads(stream(as_(None).get("/150102/2026/data/suggestions.json")))
    assert same[0]["title"] == rows[0]["title"] == "给东街小区加装电梯"
    for name in described:
        everything = stream(as_(None).get(f"/150102/2026/data/{name}.json"))
        assert cast.resident_wang.person.name not in everything and cast.resident_wang.person.phone not in everything
    assert as_(None).get("/150102/2026/data/people.csv").status_code == 404
    assert as_(None).get("/150102/2026/data/suggestions.exe").status_code == 404


def test_later_tables_are_not_open_early(cast, as_):
    the_cast.year(cast.xincheng, stage="grouping")
    assert as_(None).get("/150102/2026/data/candidates.csv").status_code == 404
    assert as_(None).get("/150102/2026/data/demands.csv").status_code == 200
    street = the_cast.year(cast.dongjie, stage="nominating")
    assert as_(None).get("/150102004/2026/data/candidates.csv").status_code == 404
    make.at_stage(street, "consulting")
    assert as_(None).get("/150102004/2026/data/candidates.csv").status_code == 200


def stream(answer) -> str:
    return b"".join(answer.streaming_content).decode()


@pytest.mark.parametrize("number", [5, 40])
@pytest.mark.parametrize(
    "address", ["/", "/city/1501/", "/city/1501/wall/", "/choose/suggest/", "/echo/", "/search/?q=电梯"]
)
def test_pages_ask_a_bounded_number_of_times(cast, as_, django_assert_max_num_queries, address, number):
    city = cast.places["1501"]
    for n in range(number):
        place = Place.objects.create(code=f"1501{n + 10}", name=f"旗{n}", level=Level.COUNTY, parent=city)
        Year.objects.create(place=place, number=2026, road="congress", stage="soliciting")
    year = the_cast.year(cast.xincheng, stage="soliciting")
    for n in range(number):
        make.answered(cast, make.demand(cast, make.suggestion(cast, year, title=f"加装电梯第{n}部")))
    with django_assert_max_num_queries(30):
        assert as_(None).get(address).status_code == 200


def test_next_year_shows_what_last_year_left(cast, as_):
    first = make.suggestion(cast)
    make.answered(cast, make.demand(cast, first), "reserved", "not_this_year")
    year = make.at_stage(first.year, "evaluating")
    coming = the_cast.year(cast.xincheng, stage="soliciting", number=2027)
    evaluation.carry_over(year=year, to_year=coming, by=cast.clerk_li)
    page = text(as_(None).get("/150102/2027/"))
    assert "上一年度结转 1 项" in page and "老旧小区加装电梯" in page


def test_the_city_is_told_what_is_not_there_yet_instead_of_zeros(cast, as_):
    the_cast.year(cast.xincheng, stage="soliciting")
    for page, counted in (("/city/1501/", ["建议", "诉求"]), ("/city/1501/wall/", ["建议"])):
        seen = text(as_(None).get(page))
        assert "还没有开启年度" in seen  # 回民区
        assert re.findall(r'<td class="num"[^>]*>(\d+)</td>', seen) == ["0"] * len(
            counted
        )  # no candidates, no lamps yet


def test_lamps_are_shown_while_they_burn(cast, as_):
    life = make.whole_life(cast)
    assert "绿灯" not in text(as_(None).get(life.year.get_absolute_url()))
    Project.objects.update(state="running")
    assert "绿灯" in text(as_(None).get(life.year.get_absolute_url()))
    assert "项目亮灯" in text(as_(None).get("/city/1501/"))


def test_the_citys_total_says_what_the_portal_counts_beside_the_listed_places(cast, as_):
    make.suggestion(cast)
    assert "共有建议" not in text(as_(None).get("/city/1501/"))
    town = the_cast.year(cast.baoheshao, stage="soliciting")
    suggest.suggestion(cast, town, title="给镇上的集市装路灯", content="晚上看不见路", spot=cast.baoheshao)
    for page in ("/city/1501/", "/city/1501/wall/"):
        assert "连同本级和乡镇、街道，共有建议 2 条" in text(as_(None).get(page))
    assert "2" in re.findall(r"建议（条）.*?<b[^>]*>\s*(\d+)", as_(None).get("/").content.decode(), re.S)[:1]


def test_the_front_page_begins_where_the_visitor_lives(cast, as_, settings, tmp_path):
    make.whole_life(cast)
    browser = as_(None)
    settings.VAR = tmp_path
    asked = browser.get("/").content.decode()
    assert "我在哪里" in asked and "data-locate" not in asked  # without borders nobody can say which region that is
    borders = kept_at("1501")
    borders.parent.mkdir()
    borders.write_text(json.dumps(squares([("150102", "新城区", False)])), "utf-8")
    assert 'data-locate="/places/1501/map.json"' in browser.get("/").content.decode()
    assert browser.get("/?at=150102").url == "/"
    page = text(browser.get("/"))
    assert "<h2>新城区</h2>" in page and "换一个地方" in page and "办成了" in page
    browser.get("/?at=1301")  # another city's place is none of this portal
    assert "我在哪里" in text(browser.get("/"))
    wall = text(browser.get("/city/1501/wall/"))
    assert "data-clock" in wall and "居民这样说" in wall and wall.count('class="scene"') >= 2


def test_a_years_page_leads_to_every_room_of_the_year(cast, as_):
    year = the_cast.year(cast.xincheng, stage=Stage.GROUPING)
    public, deputy = (as_(who).get(year.get_absolute_url()).content.decode() for who in (None, cast.deputy_dong))
    for room in ("demands", "suggestions", "echo", "candidates", "projects", "board"):
        assert f'class="btn" href="{year.page(room)}"' in public, room
    assert f'class="btn" href="{year.page("reading")}"' in deputy and year.page("reading") not in public
