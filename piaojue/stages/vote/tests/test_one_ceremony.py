"""One ceremony a sitting: the same keys and slips serve every round and the 测评, and two programs check each of them."""

import io
import json
import zipfile

import pytest

from engines.counting import Rule
from engines.sealing.tests.tool import TOOL, Tool, verdict
from piaojue.commons.moves import Refused
from piaojue.stages.vote import actions, queries
from piaojue.stages.vote.archive import bundle
from piaojue.stages.vote.models import Poll
from piaojue.stages.vote.tests import make
from tests import sealing

pytestmark = pytest.mark.once
YES, NO = "approve", "against"


def vote(poll: Poll, slips: list[str], ballots: list[tuple[str, ...]]) -> None:
    for slip, words in zip(slips, ballots, strict=True):
        assert make.seal_and_send(poll, slip, *words) == "stored"


def closed_and_counted(cast, poll: Poll, stations: list[sealing.Station]) -> Poll:
    poll = make.agree(cast, poll, actions.agree_to_close)
    for station in stations[:2]:
        assert station.at(poll.box_id).act() == "share"
    poll = actions.count(poll=poll, not_voted=0, by=cast.counter_wu)
    assert [station.at(poll.box_id).act() for station in stations[:2]] == ["sign", "sign"]
    return poll


def published(poll: Poll, folder) -> dict[str, object]:
    """The bundle, which both programs accept; its public credentials, key and trustees."""
    zipfile.ZipFile(io.BytesIO(bundle(poll)[1])).extractall(folder)
    (archive,) = folder.glob("*.bel")
    assert verdict(archive).good
    assert TOOL is None or Tool(folder).accepts()
    about = sealing.Doors(poll.box_id).get("board.json").json()
    election = json.loads(about["election"])
    return {"uuid": election["uuid"], "key": election["public_key"], "trustees": about["trustees_json"]}


@pytest.mark.both
def test_three_rounds_and_a_measurement_under_one_ceremony(cast, tmp_path):
    first, slips, stations = make.keyed_poll(cast, slips=6, rule=Rule(seats=1, max_revotes=2))
    left_over = slips.pop()
    actions.void_slips(poll=first, codes=[sealing.halves(first.box_id, left_over)], by=cast.teller_zhou)
    first = make.agree(cast, make.passed_poll(cast, first), actions.agree_to_open)
    vote(first, slips, [(YES, YES, YES)] * 5)
    first = closed_and_counted(cast, first, stations)
    assert first.the_verdict.state == "revote"

    second = actions.begin_next_round(poll=first, by=cast.secretary_he)
    assert second.state == "frozen" and queries.slips_of(second)["left"] == 5
    second = make.agree(cast, second, actions.agree_to_open)
    half = {"key": sealing.public_half(second.box_id, left_over)}
    assert sealing.Doors(second.box_id).post("slip/", half).json()["state"] == "unknown"
    vote(second, slips, [(YES, YES, NO)] * 5)
    second = closed_and_counted(cast, second, stations)

    third = make.agree(cast, actions.begin_next_round(poll=second, by=cast.secretary_he), actions.agree_to_open)
    vote(third, slips, [(YES, NO)] * 3 + [(NO, YES)] * 2)
    third = closed_and_counted(cast, third, stations)
    assert third.the_verdict.adopted == (first.keys[0],)

    lines = [{"key": "i1", "no": 1, "title": "去年的公厕改造"}]
    measured = make.prepared_poll(
        cast, year=first.year, sitting=first.sitting, kind="satisfaction", items=lines, rule=None, level="L2"
    )
    measured = make.agree(cast, actions.freeze_poll(poll=measured, by=cast.secretary_he), actions.agree_to_open)
    for slip in slips:
        ballot = sealing.sealed(measured.box_id, slip, [[1, 0, 0, 0]])
        assert sealing.Doors(measured.box_id).post("ballots/", ballot).status_code == 201
    measured = closed_and_counted(cast, measured, stations)

    polls = (first, second, third, measured)
    facts = [published(poll, tmp_path / str(number)) for number, poll in enumerate(polls)]
    assert len({fact["uuid"] for fact in facts}) == 4
    assert len({fact["key"] for fact in facts}) == len({fact["trustees"] for fact in facts}) == 1
    halves = [sealing.public_half(poll.box_id, slip) for poll in polls for slip in slips]
    assert len(set(halves)) == len(
        halves
    )  # nobody without the slip can tell which ballots of two rounds belong together


def test_a_box_that_is_prepared_before_the_keys_are_made_gets_them_too(cast):
    first = make.frozen_poll(cast, level="L2")
    lines = [{"key": "i1", "no": 1, "title": "去年的公厕改造"}]
    measured = make.frozen_poll(
        cast, year=first.year, sitting=first.sitting, kind="satisfaction", items=lines, rule=None, level="L2"
    )
    holders = {seat.pk: seat for seat in (cast.teller_qian, cast.teller_zhou, cast.counter_wu)}
    codes = [actions.connect_station(poll=first, by=holders[pk]) for pk in first.keyholders]
    sealing.make_keys(first.box_id, codes)
    sealing.make_slips(first.box_id, actions.connect_office(poll=first, by=make.slips_office(cast)), 5)
    assert queries.slips_of(measured)["left"] == 5
    rounds = sealing.Doors(first.box_id).get("board.json").json()["rounds"]
    assert [one["box"] for one in rounds] == [str(measured.box_id)]
    with pytest.raises(Refused, match="先把票签全部作废"):
        actions.restart_keys(poll=measured, by=cast.teller_qian)
    actions.void_all_slips(poll=first, by=cast.teller_zhou)
    assert queries.slips_of(measured)["left"] == 0
    actions.restart_keys(poll=measured, by=cast.teller_qian)
    assert sealing.Doors(first.box_id).get("board.json").json()["election"] is None


def test_a_practice_never_lends_its_keys(cast):
    practice = make.frozen_poll(cast, level="L2", rehearsal=True)
    real = make.frozen_poll(cast, year=practice.year, sitting=practice.sitting, level="L2", colour="blue")
    assert sealing.Doors(real.box_id).get("board.json").json()["rounds"] == []
    doors = [sealing.Doors(one.box_id).get("board.json").json()["elections"] for one in (practice, real)]
    assert not set(doors[0]) & set(doors[1])
