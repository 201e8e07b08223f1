"""Whatever residents and deputies tap on a phone is at least 44 pixels high, on each kind of page that they meet."""

import pytest

from piaojue.commons.years.road import Stage
from piaojue.journey.tests import make
from piaojue.stages.suggest import actions
from piaojue.stages.suggest.tests import make as suggest
from tests import cast as the_cast
from tests.browser.accessible import too_low
from tests.browser.test_pictures import PAGES

pytestmark = [pytest.mark.browser, pytest.mark.once]

MORE = ("/echo/", "/enter/", "/look-up/", "/search/?q=电梯", "/150102/2026/projects/", "/150102/2026/demands/")
MORE += ("/150102/2026/result/", "/150102/2026/candidates/", "/150102/2027/asked/")
SIGNED_IN = ("/today/", "/my/suggestions/", "/notices/")


def test_nothing_is_too_low_for_a_thumb(cast, glance):
    make.whole_life(cast)
    asking = the_cast.year(cast.xincheng, number=2027, stage=Stage.SOLICITING)
    lift = suggest.suggestion(cast, asking)
    actions.ask_publicly(suggestion=lift, text="北楼先装还是南楼先装", by=cast.resident_zhao)
    own = (lift.get_absolute_url(), f"{lift.get_absolute_url()}way/")
    seen = [(None, path) for path in (*PAGES.values(), *MORE, *own)]
    seen += [(cast.resident_wang, path) for path in (*SIGNED_IN, *own)]
    seen += [(cast.deputy_dong, path) for path in (*SIGNED_IN, "/150102/2026/compare/")]
    faults = [f"{path}: {fault}" for seat, path in seen for fault in too_low(glance(seat, path))]
    assert faults == [], "\n".join(faults)


def test_a_low_link_is_found_and_a_word_amid_others_is_not(cast, glance):
    page = glance(None, "/enter/")
    low = len(too_low(page))
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<div><a href=x>low</a></div>')")
    page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<p>see <a href=y>this</a> page</p>')"
    )
    assert len(too_low(page)) == low + 1
