"""The guidance group goes round nine districts in spring: planned, walked, written down on a phone, seen beside the four questions."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from piaojue.commons.places.models import Level, Place
from piaojue.commons.years.models import Checkpoint
from piaojue.stages.deliver.tests import make
from piaojue.stages.supervise.models import Activity, Finding, Stop
from tests import cast as the_cast
from tests.browser.windows import DESK, PHONE

FURTHER = [f"1501{n:02d}" for n in range(21, 28)]
"""Seven districts beside the two of the cast."""


def nine_districts(cast) -> None:
    """A year of each, one of them with a project; the city asks the third of its four questions."""
    make.project(cast)
    city = cast.places["1501"]
    for code in FURTHER:
        place = Place.objects.create(code=code, name=f"第 {code[-2:]} 区", level=Level.COUNTY, parent=city)
        the_cast.year(place, number=make.NUMBER)
    the_cast.year(cast.huimin, number=make.NUMBER)
    year = the_cast.year(city, number=make.NUMBER)
    due = timezone.localdate() + timedelta(days=20)
    Checkpoint.objects.create(year=year, ordinal=3, title="三问：年中问项目进展", questions=["难在哪里？"], due=due)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_round_over_nine_districts_is_planned_written_down_and_seen_beside_the_answers(cast, visit):
    nine_districts(cast)
    page = visit(cast.guidance_tang, DESK)
    page.goto(f"/1501/{make.NUMBER}/supervision/visits/new/")
    page.get_by_label("主题").fill("春季走访")
    for box in page.get_by_role("group", name="走访哪些地区").get_by_role("checkbox").all():
        box.check()
    page.get_by_label("带队人").select_option(str(cast.guidance_tang.pk))
    page.get_by_role("button", name="安排", exact=True).click()
    page.wait_for_url("**/activities/*/")
    row = Activity.objects.get()
    assert row.regions.count() == 9
    page.goto(f"/activities/{row.pk}/stops/new/")
    page.get_by_label("哪个地区").select_option("150102")
    page.get_by_label("看什么、在哪里").fill("东街社区加装电梯")
    page.get_by_label("看哪个项目").select_option(index=1)
    page.get_by_role("button", name="添加", exact=True).click()
    page.wait_for_url("**/activities/*/**")

    phone = visit(cast.guidance_tang, PHONE)
    phone.goto(row.get_absolute_url())
    phone.get_by_role("link", name="登记走访记录").click()
    phone.get_by_label("看到了什么").fill("井道已经封顶，轿厢没有到货")
    phone.get_by_role("button", name="登记", exact=True).click()
    expect(phone.get_by_text("轿厢没有到货")).to_be_visible()
    assert Stop.objects.get().seen_by == cast.guidance_tang
    phone.get_by_role("link", name="交办问题").click()
    phone.get_by_label("发现了什么问题").fill("三号楼轿厢没有到货")
    phone.get_by_role("button", name="提交", exact=True).click()
    phone.wait_for_url("**/activities/*/")
    assert Finding.objects.get().place == cast.xincheng

    page.goto(f"/1501/{make.NUMBER}/checkpoints/")
    visits = page.get_by_role("listitem").filter(has_text="春季走访")
    expect(visits).to_have_count(9)
    expect(visits.filter(has_text="新城区")).to_contain_text("1 个问题没有了结")
