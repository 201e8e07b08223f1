"""A site that lies to one station: whatever it changes, the station stops instead of going on."""

import pytest

from engines.sealing import pki
from engines.sealing.encoding import compact
from station.desk import Trustee, ceremony
from station.problems import Alarm
from station.tests.fake_box import FakeBox
from station.tests.test_trustees import PASS, connect, looks, made, voted


@pytest.fixture
def box():
    return FakeBox(names=("钱", "周", "吴"), k=2)


def stranger() -> dict:
    return pki.certificate(pki.derive(pki.generate_seed())).as_json()


def test_a_certificate_swapped_before_anybody_saw_it(box, tmp_path):
    stations = [connect(box, tmp_path, no) for no in (1, 2, 3)]
    looks(stations[:2])
    box.given["cert"][0] = stranger()
    box.given["cert"][2] = stranger()
    with pytest.raises(Alarm, match="第 1 份证书不是本机交上去的"):
        stations[0].look()


@pytest.mark.parametrize("lie", [{"k": 1}, {"names": ["钱", "周", "外人"]}])
def test_a_threshold_or_a_list_of_names_that_changes_on_the_way(box, tmp_path, lie):
    station = connect(box, tmp_path, 1)
    for name, value in lie.items():
        setattr(box, name, value)
    with pytest.raises(Alarm, match="名单或门限"):
        station.look()
    assert box.step(1) == "none"


@pytest.fixture
def finished(box, tmp_path):
    """(box, first station unlocked) with the key just made."""
    stations = made(box, tmp_path)
    stations[0].unlock(PASS)
    return stations[0]


def agreed(station: Trustee) -> ceremony.Agreed:
    record = station.record
    return ceremony.Agreed(record["no"], record["threshold"], tuple(record["certs"]), record["coefexps"])


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({}, ""),
        ({"threshold": 3}, "说好的是 3 把"),
        ({"certs": ()}, "当面核对过"),
        ({"coefexps": "0" * 64}, "别的承诺"),
        ({"no": 2}, "本机的公钥不对"),
    ],
)
def test_the_finished_key_is_held_against_what_was_agreed(box, finished, change, word):
    known, share = agreed(finished), finished._share_of(finished._identity())
    check = lambda: ceremony.check_key(box.election, box.trustees, known._replace(**change), share)  # noqa: E731
    if not word:
        assert check()[0].serialised == box.election
        return
    with pytest.raises(Alarm, match=word):
        check()


def another_share(station: Trustee, voutput: dict) -> dict:
    """The station's own voutput with another share in it, well sealed and signed."""
    own = station._identity()
    sealed = pki.send(own.signing, own.encryption, compact({"decryption_key": "12345"}))
    return voutput | {"private_key": sealed}


def test_a_share_that_was_exchanged_fails_the_drill(box, finished):
    box.given["voutput"][0] = another_share(finished, box.given["voutput"][0])
    finished.drawer.note(drilled=False)
    with pytest.raises(Alarm, match="备份还不能用"):
        finished.drill(finished.backup().seed)
    assert not finished.record["drilled"]


def test_a_wrong_share_is_not_handed_in(box, tmp_path):
    stations = voted(box, tmp_path)
    stations[0].unlock(PASS)
    stations[0].drawer.keep_message("voutput", another_share(stations[0], box.given["voutput"][0]))
    box.close()
    with pytest.raises(Alarm, match="与看板上的公钥不符"):
        stations[0].share(PASS, few=True)
    assert box.given["share"][0] is None


def test_a_board_of_another_election_is_refused(box, tmp_path):
    stations = made(box, tmp_path)
    other = FakeBox(names=("钱", "周", "吴"), k=2)
    made(other, tmp_path / "other")
    other.open(2)
    box.archive = other.archive
    with pytest.raises(Alarm, match="不是密钥仪式做出来的"):
        stations[0].look()


def test_a_result_that_is_not_what_the_shares_open_is_refused(box, tmp_path):
    stations = voted(box, tmp_path)
    box.close()
    box.combine = lambda: None
    for station in stations[:2]:
        station.share(PASS, few=True)
    box.archive.add("Result", compact({"result": [[2, 1, 0], [3, 0, 3]]}))
    with pytest.raises(Alarm, match="公布的结果与解密所得不符"):
        stations[2].look()
    assert stations[2].screen != "done"
