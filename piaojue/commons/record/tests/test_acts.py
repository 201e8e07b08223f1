"""People read the log in words: every act that the actions write has its Chinese, and is found by it."""

import re
from pathlib import Path

import pytest
from django.utils import timezone

from piaojue.commons.moves import declared
from piaojue.commons.record.wording import ACTS
from piaojue.commons.sittings.actions import call_sitting
from piaojue.commons.sittings.models import SittingKind

ROOT = Path(__file__).resolve().parents[3]
WRITTEN = re.compile(r'record\(\s*"([a-z]+\.[a-z_]+)"')


def test_every_act_of_the_actions_has_its_words():
    sources = [path.read_text() for path in ROOT.rglob("*.py") if "tests" not in path.parts]
    written = {act for text in sources for act in WRITTEN.findall(text)}
    assert len(written) > 100
    assert sorted(name for name in written - ACTS.keys() if declared(name) is None) == []


@pytest.mark.django_db
def test_the_log_is_read_and_searched_in_words(cast, as_):
    today = timezone.localdate()
    call_sitting(
        body=cast.clerk_li.body,
        kind=SittingKind.STANDING,
        name="新城区人大会议",
        starts_on=today,
        ends_on=today,
        by=cast.clerk_li,
    )
    browser = as_(cast.clerk_li)
    for address, there in {"/log/": True, "/log/?q=召集": True, "/log/?q=计票": False}.items():
        assert ("召集会议" in browser.get(address).content.decode()) is there
