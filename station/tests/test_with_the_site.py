"""The stations over HTTP against the true ballot box: keys, slips, a vote, a lost station, the result."""

from uuid import UUID

import pytest
from django.test import Client

from booth.sealed.box import SealedBox
from booth.tests.test_sealed import SEALED
from engines.sealing.audit import new_seed, randomness
from engines.sealing.ballot import make_ballot, seal
from engines.sealing.credential import public
from engines.sealing.election import parse_election
from station.desk import Office, Trustee, open_under
from station.doors import HttpDoors
from station.problems import Problem, Refused, Unreachable
from station.tests.test_trustees import PASS, looks


@pytest.fixture
def opened_box(live_server):
    """(box, uuid, address) of a new sealed box of the site."""
    box = SealedBox()
    uuid: UUID = box.prepare(SEALED)
    return box, uuid, f"{live_server.url}/booth/{uuid}/"


def test_a_vote_with_three_stations_and_an_office(opened_box, tmp_path):
    box, uuid, address = opened_box
    codes = [box.connect(uuid, no) for no in (1, 2, 3)]
    stations = [Trustee.connect(tmp_path / code, address, code, PASS, PASS) for code in codes]
    assert looks(stations, 2)[1:] == ["compare"] * 2
    looks(stations)
    for station in stations:
        station.agree(True)
    assert looks(stations, 3) == ["backup"] * 3
    assert {station.fingerprint for station in stations} == {box.keys(uuid)["fingerprint"]}
    seeds = [station.backup().seed for station in stations]
    for station, seed in zip(stations, seeds, strict=True):
        station.printed()
        station.drill(seed)
    assert all(one["drilled"] for one in box.keys(uuid)["trustees"])

    office = Office(address, box.connect(uuid, 0))
    office.make(3)
    slips = [slip.credential for slip in office.slips()]
    box.open(uuid)
    election, voter = parse_election(office.about["election"]), HttpDoors(address)
    for slip, choices in zip(slips[:2], ([[1, 0, 0], [0, 1, 0]], [[1, 0, 0], [0, 0, 1]]), strict=True):
        ballot = make_ballot(election, slip, choices)
        assert Client().post(f"/booth/{uuid}/ballots/", ballot, content_type="application/json").status_code == 201
    assert looks(stations) == ["watch"] * 3 and stations[0].watch.seen == 2

    luck = new_seed()
    tested, _ = seal(election, public(slips[2], election.uuid), [[0, 0, 1], [1, 0, 0]], randomness(luck, election.uuid))
    code = voter.post("opened/", {"ballot": tested.serialise(), "seed": luck.hex()})["code"]
    assert [answers for _, answers in open_under(address, code, luck.hex()).lines] == [["弃权"], ["赞成"]]

    box.close(uuid)
    spare = Trustee.restore(tmp_path / "spare", address, box.connect(uuid, 3), seeds[2], PASS, PASS)
    for station in (stations[0], spare):
        assert station.look(all_of_it=True) == "share"
        station.share(PASS, few=True)
    assert looks([stations[0], stations[1], spare]) == ["done"] * 3
    assert spare.watch.counts == [[2, 0, 0], [0, 1, 1]]
    assert box.totals(uuid)["a"]["approve"] == 2
    another_round(box, uuid, address, stations, slips[0])


def another_round(box, uuid, address, stations, slip):
    """The same keys and slips: nobody does anything before the shares, and no key is destroyed before the last count."""
    second = box.prepare(SEALED, keys_of=uuid)
    assert box.slips(second) == (3, 0)
    box.open(second)
    looks(stations[:2])
    later = [one for station in stations[:2] for one in station.further()]
    assert [one.record["box"] for one in later] == [str(second)] * 2
    assert [one.further() for one in stations[:2]] == [[], []]
    election = parse_election(HttpDoors(address.replace(str(uuid), str(second))).get("board.json")["election"])
    ballot = make_ballot(election, slip, [[0, 1, 0]] * 2)
    assert Client().post(f"/booth/{second}/ballots/", ballot, content_type="application/json").status_code == 201
    box.close(second)
    with pytest.raises(Problem, match="结果还没有算出"):
        stations[0].destroy()
    for station in later:
        assert station.look(all_of_it=True) == "share"
        station.share(PASS, few=True)
    assert looks(later) == ["done"] * 2 and later[0].watch.counts == [[0, 1, 0]] * 2
    stations[0].destroy()
    assert not later[0].drawer.key.exists()


def test_what_the_site_refuses_is_said_in_its_words(opened_box, tmp_path):
    box, uuid, address = opened_box
    with pytest.raises(Refused, match="连接码不对"):
        Trustee.connect(tmp_path, address, "AAAA-BBBB-CCCC", PASS, PASS)
    with pytest.raises(Refused, match="没有这个票箱"):
        Trustee.connect(tmp_path, address.replace(str(uuid), str(UUID(int=7))), "AAAA", PASS, PASS)
    with pytest.raises(Problem, match="原样抄录"):
        Trustee.connect(tmp_path, address, "连接码", PASS, PASS)
    with pytest.raises(Problem, match="不是票箱"):
        HttpDoors(address.replace("/booth/", "/nothing/")).get("board.json")
    with pytest.raises(Unreachable, match="连不上"):
        HttpDoors(f"http://127.0.0.1:9/booth/{uuid}/").get("board.json")
    code = box.connect(uuid, 1)
    station = Trustee.connect(tmp_path, address, code, PASS, PASS)
    box.connect(uuid, 1)
    with pytest.raises(Refused, match="已换新"):
        station.look()
