"""The review queue by keys alone: j k choose a card, 1–9 its lines, a accepts, s splits, r rejects, m asks where to."""

import pytest
from playwright.sync_api import expect

from piaojue.commons.years.road import Stage
from piaojue.stages.group.models import Demand, Proposal
from piaojue.stages.group.tests import make
from tests import cast as the_cast

QUEUE = "/150102/2026/grouping/queue/"


@pytest.fixture
def wishes(cast):
    year = the_cast.year(cast.xincheng, stage=Stage.GROUPING)
    titles = ["东街社区老楼加装电梯", "东街社区的老楼装电梯", "巷子里路灯不亮", "巷子里的路灯坏了不亮"]
    return [make.suggestion(cast, year, title=title, content=title) for title in titles]


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_clerk_reviews_without_a_mouse(cast, wishes, visit):
    page = visit(cast.clerk_li)
    page.goto(QUEUE)
    expect(page.locator("[data-card]")).to_have_count(2)
    first = page.locator("[data-card].is-current h2").inner_text()
    page.keyboard.press("j")
    second = page.locator("[data-card].is-current h2").inner_text()
    assert first != second
    page.keyboard.press("a")
    expect(page.locator("[data-card]")).to_have_count(1)
    assert Demand.objects.get().title == second
    page.keyboard.press("1")
    page.keyboard.press("s")
    expect(page.get_by_text("没有等着审核的组")).to_be_visible()
    assert Proposal.objects.filter(suggestion__state="received").values("bundle").distinct().count() == 2


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_m_goes_to_the_list_of_targets_and_letters_typed_there_decide_nothing(cast, wishes, visit):
    page = visit(cast.clerk_li)
    page.goto(QUEUE)
    page.keyboard.press("m")
    assert page.evaluate("document.activeElement.name") == "target"
    page.locator("[name=title]").first.click()
    page.keyboard.type("arsj")
    expect(page.locator("[data-card]")).to_have_count(2)
    assert not Demand.objects.exists()
