"""Tiles with a big figure."""

import pytest
from django.template import Context, Template
from django.utils import translation

from piaojue.commons.ui.templatetags.ui import stat, wan


@pytest.mark.parametrize(("language", "figure", "unit"), [("zh-hans", "2,980.44", "万元"), ("en", "29,804,400", "CNY")])
def test_the_figure_is_large_and_its_unit_small_wherever_the_language_puts_it(language, figure, unit):
    with translation.override(language):
        tile = stat("已支付", wan(29_804_400))
    assert (tile["value"], tile["unit"], tile["long"]) == (figure, unit, True)


def test_a_goal_marked_as_chinese_is_not_cut_at_its_tag():
    with translation.override("en"):
        assert '<span lang="zh-Hans">20 部</span></b>' in Template('{% stat "目标" goal|zh %}').render(
            Context({"goal": "20 部"})
        )
