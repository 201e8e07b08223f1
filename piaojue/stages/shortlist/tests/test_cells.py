"""What people write into one cell of a table of projects."""

from datetime import date

import pytest

from piaojue.stages.shortlist.cells import Unread, due_in, sources_in, steps_in
from piaojue.stages.shortlist.values import Funding, Milestone


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("本级财政300万元、上级补助120万元", [("本级财政", 3_000_000), ("上级补助", 1_200_000)]),
        ("本级财政 300；上级补助 120.5", [("本级财政", 3_000_000), ("上级补助", 1_205_000)]),
        ("本级财政｜1,300万", [("本级财政", 13_000_000)]),
        ("专项债：1.2亿元\n群众筹资（50000元）", [("专项债", 120_000_000), ("群众筹资", 50_000)]),
        ("本级财政", [("本级财政", 4_200_000)]),
        ("", []),
    ],
)
def test_where_the_money_comes_from(text, read):
    assert sources_in(text, 4_200_000) == tuple(Funding(*one) for one in read)


STEPS = [("开工", "2026-04", 20), ("完工", "2026-10", 100)]


@pytest.mark.parametrize(
    ("text", "steps", "said"),
    [
        ("2026-04 开工 20%；2026-10 完工 100%", STEPS, True),
        ("4月底前开工20%，10月完工（100%）", STEPS, True),
        ("完工 | 2026-10 | 100%\n开工 | 2026年4月 | 20%", STEPS, True),
        ("4月开工；10月31日前完工", [("开工", "2026-04", 50), ("完工", "2026-10", 100)], False),
        ("2026.3 立项、设计，2027年6月完工", [("立项、设计", "2026-03", 50), ("完工", "2027-06", 100)], False),
        ("", [], True),
    ],
)
def test_what_is_done_in_which_month(text, steps, said):
    assert steps_in(text, 2026) == (tuple(Milestone(*one) for one in steps), said)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-10-31", date(2026, 10, 31)),
        ("2026年9月15日", date(2026, 9, 15)),
        ("2026年10月", date(2026, 10, 31)),
        ("2026-02", date(2026, 2, 28)),
        ("11月底前", date(2026, 11, 30)),
        ("年底", date(2026, 12, 31)),
        ("2027年底前", date(2027, 12, 31)),
        ("", None),
    ],
)
def test_until_when(text, day):
    assert due_in(text, 2026) == day


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (lambda text: sources_in(text, None), "本级财政"),
        (lambda text: sources_in(text, 1), "本级财政、上级补助120"),
        (lambda text: steps_in(text, 2026), "尽快开工"),
        (lambda text: steps_in(text, 2026), "4月；10月完工"),
        (lambda text: steps_in(text, 2026), "13月开工"),
        (lambda text: steps_in(text, 2026), "4月开工 20%；10月完工"),
        (lambda text: due_in(text, 2026), "尽快"),
        (lambda text: due_in(text, 2026), "2026-06-31"),
    ],
)
def test_what_cannot_be_understood_says_how_to_write_it(read, text):
    with pytest.raises(Unread, match="请"):
        read(text)
