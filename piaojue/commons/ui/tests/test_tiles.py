"""Tiles with a big figure."""

import pytest
from django.utils import translation

from piaojue.commons.ui.templatetags.ui import stat, wan


@pytest.mark.parametrize(("language", "figure", "unit"), [("zh-hans", "2,980.44", "万元"), ("en", "29,804,400", "CNY")])
def test_the_figure_is_large_and_its_unit_small_wherever_the_language_puts_it(language, figure, unit):
    with translation.override(language):
        tile = stat("已支付", wan(29_804_400))
    assert (tile["value"], tile["unit"], tile["long"]) == (figure, unit, True)
