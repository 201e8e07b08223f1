"""A list of the desk by keys alone: j k choose a row, p looks beside, x chooses, a acts on what is chosen, Enter opens. A grid is typed into."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from piaojue.commons.ladder.models import Prompted
from piaojue.commons.ladder.tests.doors import something_overdue
from piaojue.commons.years.road import Stage
from piaojue.stages.group.tests import make as wishes
from piaojue.stages.supervise.tests import make
from tests import cast as the_cast

pytestmark = [pytest.mark.once, pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_superior_presses_without_a_mouse(cast, visit):
    something_overdue(cast)
    page = visit(cast.leader_guo)
    page.goto("/overdue/")
    row = page.locator(".rows > tr")
    page.keyboard.press("j")
    expect(row).to_have_class("is-current")
    assert row.bounding_box()["height"] <= 38
    page.keyboard.press("x")
    expect(page.locator("button[data-many]")).to_contain_text("1")
    page.keyboard.press("a")
    expect(page.get_by_role("heading", name="一起办理 1 项")).to_be_visible()
    page.get_by_role("button", name="催办").click()
    expect(page.get_by_text("“催办”已办 1 项")).to_be_visible()
    assert Prompted.objects.get().person_id == cast.department_chen.person_id and page.url.endswith("/overdue/")


def test_a_row_is_looked_at_beside_the_list_and_opened_by_enter(cast, visit):
    finding = make.given(cast)
    page = visit(cast.clerk_li)
    page.goto(finding.year.page("findings"))
    page.keyboard.press("j")
    page.keyboard.press("p")
    beside = page.locator("aside.beside")
    expect(beside.locator("h1")).to_be_visible()
    assert beside.locator("form").count() == 0, "nothing is sent from a page that is only looked at"
    page.keyboard.press("Escape")
    expect(beside).to_have_count(0)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{finding.get_absolute_url()}")


def test_a_row_that_has_a_box_of_its_own_gets_no_second_one(cast, visit):
    year = the_cast.year(cast.xincheng, stage=Stage.GROUPING)
    for title in ("东街社区加装电梯", "东街路口装红绿灯"):
        wishes.suggestion(cast, year, title=title)
    page = visit(cast.clerk_li)
    page.goto(year.page("grouping"))
    boxes = page.locator(".rows > li input[type=checkbox]")
    expect(boxes).to_have_count(2)
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(boxes.first).to_be_checked()
    expect(page.locator("button[data-many]")).to_contain_text("1")


def test_paper_slips_are_typed_into_a_grid(cast, visit):
    """Row by row without the mouse; what stands in the grid is what was pasted before, and is read like any table."""
    year = the_cast.year(cast.xincheng, stage=Stage.SOLICITING)
    page = visit(cast.clerk_li)
    page.goto(reverse("bring_table", args=["slips", year.pk]))
    page.get_by_text("在这里逐行填").click()
    page.get_by_label("建议名称").first.focus()
    for text in ("东街小区加装电梯", "东街路口装红绿灯"):
        page.keyboard.type(text)
        page.keyboard.press("Enter")
    page.keyboard.press("Control+d")
    typed = page.get_by_label("或者粘贴表格").input_value().split("\n")
    assert len(typed) == 4 and [line.split("\t").count("东街路口装红绿灯") for line in typed] == [0, 0, 1, 1]
    page.reload()
    expect(page.get_by_label("建议名称").nth(1)).to_have_value("东街路口装红绿灯")
    page.get_by_role("button", name="读取并预览").click()
    expect(page.get_by_text("东街小区加装电梯").first).to_be_visible()
