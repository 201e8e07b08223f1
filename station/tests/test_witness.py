"""What stations sign: the board while it runs, and in the end what was published. A split or doctored one is found."""

import pytest

from engines.sealing import archive as bel
from engines.sealing import pki
from engines.sealing.encoding import compact, parse
from station.desk import witness
from station.problems import Alarm
from station.tests.fake_box import FakeBox
from station.tests.test_trustees import PASS, looks, made


@pytest.fixture
def box():
    return FakeBox(names=("钱", "周", "吴"), k=2)


@pytest.fixture
def hall(box, tmp_path):
    """(box, stations, slips, clock) while voting; the clock is a list with the seconds that have gone."""
    stations, clock = made(box, tmp_path), [0.0]
    for station in stations:
        station.witness = witness.Witness(station.drawer, lambda path: "", lambda: clock[0])
        station.witness_again(PASS)
        assert not station.unlocked, "nothing that decrypts stays in memory"
    return box, stations, box.open(4), clock


def test_stations_sign_the_board_every_few_minutes_while_it_grows(hall):
    box, stations, slips, clock = hall
    looks(stations)
    assert len(box.checkpoints) == 3, "each signs the Setup"
    box.cast(slips[0])
    looks(stations)
    assert len(box.checkpoints) == 3, "not at every ballot: their times would be known"
    clock[0] += witness.EVERY
    looks(stations)
    assert len(box.checkpoints) == 6
    assert parse(parse(box.checkpoints[-1])["message"])["height"] == 1
    clock[0] += witness.EVERY
    looks(stations)
    assert len(box.checkpoints) == 6, "nothing new, nothing to sign"


def test_a_board_that_was_split_is_found_by_the_others_signature(hall):
    """Half of the hall's ballots on one board, half on another: each station's copy grows, and each is in order."""
    box, stations, slips, clock = hall
    looks(stations)
    setup = box.begun.to_bytes()
    box.cast(slips[0])
    clock[0] += witness.EVERY
    stations[0].look()
    box.archive = bel.read_archive(setup)
    box.cast(slips[1])
    with pytest.raises(Alarm, match="第 1 位监票人的监票台看到的看板，从第 1 号事件起"):
        stations[1].look()
    assert stations[1].alarms


def test_a_forged_checkpoint_is_no_checkpoint(hall):
    box, stations, _, _ = hall
    message = compact({"uuid": stations[0].record["uuid"], "height": 0, "head": box.begun.head})
    box.checkpoints.append(compact(pki.sign(pki.derive(pki.generate_seed()).signing, message).as_json()))
    with pytest.raises(Alarm, match="有人伪造"):
        stations[0].look()


@pytest.fixture
def counted(hall):
    box, stations, slips, clock = hall
    looks(stations)
    for slip in slips:
        box.cast(slip)
    clock[0] += witness.EVERY
    looks(stations)
    box.close()
    for station in stations[:2]:
        station.share(PASS, few=True)
    return box, stations


def test_two_stations_sign_what_was_published(counted):
    box, stations = counted
    box.publish()
    for station in stations[:2]:
        station.sign(PASS)
        assert station.record["signed"] == box.bundle
    certs = [pki.parse_certificate(parse(text)) for text in stations[0].record["certs"]]
    for no, content in box.signatures.items():
        assert pki.parse_signed(content).signed_by(certs[no - 1].verification)


@pytest.mark.parametrize("wrong", ["board", "hidden", "verifier"])
def test_nothing_is_signed_that_this_station_did_not_see(counted, wrong):
    box, (station, *_) = counted
    if wrong == "board":
        box.publish(archive=b"another")
    elif wrong == "hidden":
        box.publish(checkpoints=[line for line in box.checkpoints if line != box.checkpoints[0]])
    else:
        box.publish()
        station.witness.verify = lambda path: "✗ 18 收回多于发出"
    with pytest.raises(
        Alarm, match={"board": "与本机的副本不同", "hidden": "藏起了它", "verifier": "独立验票程序不认"}[wrong]
    ):
        station.sign(PASS)
    assert not box.signatures
