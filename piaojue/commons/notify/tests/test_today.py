"""今天要办: what is late stands first and says so; everybody finds the way on from it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from piaojue.commons import todo
from piaojue.commons.notify.tell import tell
from piaojue.commons.todo import Task
from piaojue.commons.years.road import Stage
from tests import cast as the_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def waits(monkeypatch):
    """`waits(Task(…), …)`: nothing else waits for anybody."""
    return lambda *tasks: monkeypatch.setattr(todo, "WAITING", [lambda seat: tasks])


def test_each_task_says_how_far_off_its_day_is_and_the_late_one_comes_first(cast, as_, waits):
    today = timezone.localdate()
    days = {"年末问": 60, "下周问": 3, "今天问": 0, "年初问": -12}
    waits(
        Task("随时可办", "/a/"), *(Task(label, "/b/", due=today + timedelta(days=left)) for label, left in days.items())
    )
    page = as_(cast.clerk_li).get("/today/").content.decode()
    order = ["逾期", "年初问", "过期 12 天", "今天问", "今天到期", "随时可办", "下周问", "还有 3 天", "年末问"]
    assert sorted(order, key=page.index) == order
    assert "还有 60 天" not in page


def test_whoever_waits_sees_for_whom_and_nothing_to_do_is_said(cast, as_, waits):
    waits(Task("登记领导小组名单", "/a/", waits_for="专项工作领导小组", note="新城区 2026"))
    page = as_(cast.clerk_li).get("/today/").content.decode()
    assert "等别人" in page and "等：专项工作领导小组" in page and "今天没有要办的事" in page
    waits(Task("登记领导小组名单", "/a/"))
    page = as_(cast.leader_guo).get("/today/").content.decode()
    assert "等别人" not in page and "今天没有要办的事" not in page


def test_deputies_and_volunteers_land_on_a_few_cards_of_their_own(cast, as_, waits):
    waits()
    year = the_cast.year(cast.xincheng, stage=Stage.CIRCULATING)
    page = as_(cast.deputy_dong).get("/today/").content.decode()
    cards, rest = page.split("<h2>常用</h2>")[1].split("<details")[:2]
    assert 3 <= cards.count("card__title") <= 4
    assert f'href="{year.page("reading")}"' in cards and f'href="{year.page("open_data")}"' in rest
    year = the_cast.year(cast.huimin, stage=Stage.DELIVERING)
    page = as_(cast.volunteer_lin).get("/today/").content.decode()
    assert 3 <= page.count("card__title") <= 4


def test_the_rail_opens_the_stage_that_is_now_and_folds_the_others(cast, as_, waits):
    waits()
    year = the_cast.year(cast.xincheng, stage=Stage.SCREENING)
    rail = as_(cast.clerk_li).get("/today/").content.decode().split('id="rail"')[1].split("</nav>")[0]
    opened = [part for part in rail.split("<details")[1:] if part.startswith(" open")]
    assert len(opened) == 2 and year.page("screening") in opened[1]
    assert sum(part.count("<a ") for part in opened) <= 9
    rail = as_(cast.clerk_li).get(year.page("projects")).content.decode().split('id="rail"')[1].split("</nav>")[0]
    assert rail.count("<details open") == 3


def test_staff_find_the_rooms_of_their_year_in_the_rail_of_every_page(cast, as_, waits):
    waits()
    year = the_cast.year(cast.xincheng, stage=Stage.SCREENING)
    page = as_(cast.clerk_li).get("/today/").content.decode()
    assert "今天没有要办的事" in page
    assert f'href="{year.get_absolute_url()}demands/"' in page
    the_cast.year(cast.xincheng, number=year.number + 1, stage=Stage.SOLICITING)
    assert f'href="{year.get_absolute_url()}demands/"' not in as_(cast.clerk_li).get("/today/").content.decode()


def test_who_signed_in_by_phone_alone_is_shown_by_the_masked_number(cast, as_, waits):
    waits()
    cast.resident_wang.person.name = ""
    cast.resident_wang.person.phone = "19912340064"
    cast.resident_wang.person.save()
    page = as_(cast.resident_wang).get("/today/").content.decode()
    assert "199****0064" in page
    assert "19912340064" not in page
    assert cast.resident_wang.person.username not in page


def test_ones_own_year_stands_before_those_of_the_towns(cast, as_, waits):
    waits()
    the_cast.year(cast.places["150102101"], number=2027, stage=Stage.PLANNED)
    the_cast.year(cast.xincheng, number=2026, stage=Stage.DELIVERING)
    cards = as_(cast.clerk_li).get("/today/").content.decode().split("本级与下级年度")[1]
    assert cards.index("新城区 2026") < cards.index("保合少镇 2027")


def test_a_title_from_right_to_left_leaves_tasks_and_notices_in_order(cast, as_, waits):
    waits(Task("整改：باغچىسى 3 号", "/a/", note="باغچىسى（急）"))
    page = as_(cast.clerk_li).get("/today/").content.decode()
    assert "整改：<bdi>باغچىسى</bdi> 3 号" in page and "<bdi>باغچىسى</bdi>（急）" in page
    tell([cast.clerk_li.person], "“باغچىسى” 3 人附议", "/a/")
    assert "“<bdi>باغچىسى</bdi>” 3 人附议" in as_(cast.clerk_li).get("/notices/").content.decode()
