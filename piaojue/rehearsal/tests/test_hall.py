"""会场演练: every kind of fault gets its answer, what is broken is named, and nothing is left behind."""

import re
import zipfile
from random import Random
from types import SimpleNamespace

import pytest
from django.utils import timezone

from engines.sealing.tests.tool import TOOL, Tool
from piaojue.commons.people.models import BodyKind
from piaojue.commons.roles import Role
from piaojue.rehearsal.hall import FAULTS
from piaojue.rehearsal.scenes.drilling import NoHall, Setting, drill
from piaojue.stages.vote.models import Poll
from piaojue.stages.vote.tests import make
from station import safe
from tests.cast import one_more
from tests.sealing import Doors

pytestmark = pytest.mark.once


@pytest.fixture
def drilled(cast, monkeypatch):
    """`drilled(deputies)`: (whether the drill held, its lines), every phone with a fault."""
    monkeypatch.setitem(safe.COST, "n", 16)
    year = make.voting_year(cast)
    make.session(cast)
    make.candidates(cast, year, 3)
    make.slips_office(cast)

    def play(deputies: int, **more) -> tuple[bool, str]:
        lines: list[str] = []
        held = drill(year, Random(3), Setting(deputies, **{"faults": 1.0, "rounds": 1} | more), lines.append)
        return held, "\n".join(lines)

    return play


@pytest.mark.both
def test_a_drill_holds_and_is_wiped(drilled):
    held, lines = drilled(24)
    assert held, lines
    assert "钥匙丢失" in lines and "✗" not in lines
    assert all(words in lines for words in FAULTS.values())
    poll = Poll.objects.get()
    assert poll.state == "abandoned" and poll.counts is None
    assert poll.box_id is None or Doors(poll.box_id).get("board.json").status_code == 404


def test_the_acts_of_people_are_counted_and_a_tie_costs_minutes(cast, drilled, tmp_path):
    """The budget of a hall with five keys: at most 25 acts before the box opens, 8 before the next round's."""
    for n in range(3):
        one_more(f"teller_{n}", f"监{n}", Role.TELLER, BodyKind.TELLERS, "新城区监票组", cast.xincheng)
    held, lines = drilled(12, faults=0.0, rounds=2, out=tmp_path)
    assert held, lines
    assert "密钥仪式：5 把钥匙，3 把能开" in lines
    counted = {name: int(number) for name, number in re.findall(r"(.+)：(\d+) 个动作", lines)}
    of_the_session = 1
    assert counted["开箱以前"] + of_the_session <= 25 and counted["下一轮，到开箱为止"] <= 8
    bundles = list(tmp_path.glob("*.zip"))
    assert len(bundles) == 2
    if TOOL:
        for bundle in bundles:
            zipfile.ZipFile(bundle).extractall(tmp_path / bundle.stem)
            assert Tool(tmp_path / bundle.stem).accepts()
    assert set(Poll.objects.values_list("state", flat=True)) == {"abandoned"}


def test_ballots_that_get_lost_are_named(drilled, monkeypatch):
    monkeypatch.setattr("booth.sealed.casting.cast", lambda uuid, ballot: SimpleNamespace(state="stored", code=""))
    held, lines = drilled(12)
    assert not held
    assert "✗ 计票不成" in lines and "✗ 点了两次投入" in lines


def test_a_place_without_tellers_is_told_what_is_missing(cast):
    year = make.voting_year(cast)
    type(cast.teller_qian).objects.filter(role=cast.teller_qian.role).update(ends=timezone.now())
    with pytest.raises(NoHall, match="总监票人"):
        drill(year, Random(1), Setting(12), print)
