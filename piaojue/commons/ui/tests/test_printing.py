"""Papers are printed with the punctuation of Chinese print."""

import pytest

from piaojue.commons.web.printing import full_width


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("候选 12 项，应选 10 项", "候选 12 项\uff0c应选 10 项"),
        ("（依据：《代表法》）", "\uff08依据\uff1a《代表法》\uff09"),
        ("半数（170 票）", "半数\uff08170 票\uff09"),
        ("上午 9:30,1,234 元", "上午 9:30,1,234 元"),
        ("A (b), c; d: e", "A (b), c; d: e"),
        ("&quot；桥&quot;；路", "&quot；桥&quot;\uff1b路"),
        (
            '<p style="color：红">好？</p><style>a:b，中</style>',
            '<p style="color：红">好\uff1f</p><style>a:b，中</style>',
        ),
    ],
)
def test_marks_are_wide_beside_chinese_characters_only(typed, printed):
    assert full_width(typed) == printed
