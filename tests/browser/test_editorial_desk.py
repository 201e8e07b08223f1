"""The editorial desk by keys alone: j k choose a row, p publishes, h holds, x and a number keep back, space ticks several."""

import pytest
from playwright.sync_api import expect

from piaojue.commons.years.road import Stage
from piaojue.stages.suggest.models import Suggestion
from piaojue.stages.suggest.tests import make
from tests import cast as the_cast

pytestmark = pytest.mark.once

DESK = "/150102/2026/desk/"


@pytest.fixture
def waiting(cast):
    year = the_cast.year(cast.xincheng, stage=Stage.SOLICITING)
    words = [
        "这帮狗官十年不修路，六楼老人下不来",
        "请打 13812345678 找我",
        "楼道里黑",
        "巷子里路灯不亮",
        "公园没有厕所",
        "想要一个老年食堂",
    ]
    return [
        make.suggestion(
            cast, year, by=cast.clerk_li, name="赵奶奶", phone="13900001111", channel="paper", content=words[at]
        )
        for at in range(6)
    ]


def states() -> list[str]:
    return list(Suggestion.objects.order_by("pk").values_list("publication", flat=True))


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_clerk_decides_without_a_mouse(cast, waiting, visit):
    page = visit(cast.clerk_li)
    page.goto(DESK)
    rows = page.locator("[data-row]")
    expect(rows).to_have_count(6)
    for key in ("x", "5"):
        page.keyboard.press(key)
    expect(rows).to_have_count(5)
    page.keyboard.press("h")
    expect(rows).to_have_count(4)
    page.keyboard.press("j")
    page.keyboard.press("p")
    expect(rows).to_have_count(3)
    assert states() == ["refused", "held", "waiting", "published", "waiting", "waiting"]
    assert Suggestion.objects.order_by("pk")[0].unpublished == "unlawful"
    page.keyboard.press(" ")  # the row that came to the place of the published one
    page.keyboard.press("k")
    page.keyboard.press(" ")
    expect(page.locator("[data-bulk]")).to_contain_text("勾选的2条")
    page.keyboard.press("p")
    expect(rows).to_have_count(1)
    assert states() == ["refused", "held", "published", "published", "published", "waiting"]
    page.locator("[data-filters] input[name=q], input[name=q]").first.fill("ph")
    assert states()[-1] == "waiting"
