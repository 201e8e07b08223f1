"""Stories of key holders: five stations, three of which open; a lost one comes back; a dishonest server is refused."""

from collections import Counter
from concurrent.futures import BrokenExecutor
from pathlib import Path

import pytest

from engines.sealing import archive as bel
from engines.sealing import pki
from engines.sealing.archive import Archive
from engines.sealing.encoding import compact, parse
from station import drawer as drawers
from station.desk import Trustee
from station.problems import Alarm, AskFirst, Problem, Unreachable, WrongPassphrase
from station.tests.fake_box import FakeBox

PASS = "红旗渠2026水长流"


def connect(box: FakeBox, home: Path, no: int) -> Trustee:
    return Trustee.connect(home / str(no), box.address, f"code-{no}", PASS, PASS, box.doors)


def looks(stations, times: int = 1) -> list[str]:
    for _ in range(times):
        screens = [station.look() for station in stations]
    return screens


@pytest.fixture
def box():
    return FakeBox(names=("钱", "周", "吴"), k=2)


def made(box: FakeBox, home: Path) -> list[Trustee]:
    """Stations with their key made and their backup proven."""
    stations = [connect(box, home, no) for no in range(1, len(box.names) + 1)]
    assert set(looks(stations, 2)) == {"compare"}
    for station in stations:
        station.agree(True, station.backup().seed)
    assert set(looks(stations, 4)) == {"watch"}
    return stations


def test_five_stations_three_open_and_a_lost_one_comes_back_from_paper(tmp_path):
    box = FakeBox()
    stations = [connect(box, tmp_path, no) for no in range(1, 6)]
    assert stations[0].look() == "certs", "waits for the others"
    looks(stations)
    assert looks(stations) == ["compare"] * 5
    prints = {tuple(station.prints) for station in stations}
    assert len(prints) == 1 and len(prints.pop()) == 5
    sheets = [station.backup() for station in stations]
    assert [sheet.fingerprint for sheet in sheets] == [mark for _, _, mark in stations[0].prints]
    what_is_copied_wrongly_is_named(stations[0], sheets[1].seed[:4] + sheets[0].seed[4:])
    for station, sheet in zip(stations, sheets, strict=True):
        station.agree(True, f" {sheet.seed[:4]} - {sheet.seed[4:]}")
    assert looks(stations, 4) == ["watch"] * 5, "each backup was proven by itself"
    assert len({station.fingerprint for station in stations}) == 1
    assert box.drilled == [True] * 5 and not any(station.unlocked for station in stations)

    slips = box.open(22)
    for slip in slips[:20]:
        box.cast(slip)
    assert looks(stations, 3) == ["watch"] * 5
    assert [station.watch.seen for station in stations] == [20] * 5
    assert all(station.watch.all_checked for station in stations)
    box.cast(slips[20], ((0, 1, 0), (0, 0, 0)))
    box.close()
    restored = Trustee.restore(tmp_path / "spare", box.address, "code-2", sheets[1].code, PASS, PASS, box.doors)
    stations[1] = restored
    assert [stations[no].look(all_of_it=True) for no in (0, 1, 4)] == ["share"] * 3
    for no in (0, 1, 4):
        stations[no].share(PASS)
    assert looks(stations) == ["done"] * 5
    assert restored.watch.counts == [[20, 1, 0], [20, 0, 20]]
    for station in stations:
        station.destroy()
        assert station.screen == "destroyed"
        files = {path.name for path in station.drawer.path.iterdir()}
        assert files == {"station.json", "board.bel"}


def what_is_copied_wrongly_is_named(station: Trustee, wrong: str) -> None:
    """Nothing is agreed to with it."""
    for typed, named in ((wrong, "第 1 组"), ("", "输入了 0 个")):
        with pytest.raises(Problem, match=named):
            station.agree(True, typed)
    assert station.screen == "compare"


def test_nothing_secret_lies_open_in_the_files(box, tmp_path):
    station = connect(box, tmp_path, 1)
    station.look()
    seed = station._held()["seed"]
    for path in (tmp_path / "1").rglob("*"):
        assert path.stat().st_mode & 0o077 == 0, path
        assert path.is_dir() or (seed not in path.read_text() and "code-1" not in path.read_text())


def test_a_wrong_passphrase_opens_nothing(box, tmp_path):
    station = connect(box, tmp_path, 1)
    again = Trustee(station.drawer, box.doors)
    with pytest.raises(WrongPassphrase, match="再试"):
        again.unlock(PASS + "。")
    assert again.look() == "certs" and box.step(1) == "none", "locked: nothing is handed in"
    again.unlock(PASS)
    again.look()
    assert box.step(1) == "cert"


@pytest.mark.parametrize(
    ("first", "again", "word"), [("12345678", "12345679", "不一样"), ("七个字的口令啊", "七个字的口令啊", "至少")]
)
def test_a_passphrase_is_typed_twice_and_long_enough(box, tmp_path, first, again, word):
    with pytest.raises(Problem, match=word):
        Trustee.connect(tmp_path, box.address, "code-1", first, again, box.doors)


def test_a_lost_answer_or_a_restart_sends_the_same_message_again(box, tmp_path):
    stations = [connect(box, tmp_path, no) for no in (1, 2, 3)]
    for step in ("cert", "polynomial", "voutput"):
        box.lose_answer_to = step
        with pytest.raises(Unreachable):
            stations[0].look()
        sent = box.given[step][0]
        stations[0] = Trustee(stations[0].drawer, box.doors)
        stations[0].unlock(PASS)
        looks(stations, 1 if step == "polynomial" else 2)
        assert sent and box.given[step][0] == sent
        if step == "cert":
            for station in stations:
                station.agree(True)
    assert [station.screen for station in stations] == ["backup"] * 3


def test_different_fingerprints_stop_everything(box, tmp_path):
    stations = [connect(box, tmp_path, no) for no in (1, 2, 3)]
    looks(stations, 2)
    stations[0].agree(False)
    assert stations[0].look() == "stopped"
    for station in stations[1:]:
        station.agree(True)
    looks(stations[1:], 2)
    assert box.step(1) == "cert", "the stopped station hands in nothing more"


def test_a_server_that_swaps_a_certificate_is_found_out(box, tmp_path):
    stations = [connect(box, tmp_path, no) for no in (1, 2, 3)]
    looks(stations, 2)
    honest = stations[0].prints
    other = pki.certificate(pki.derive(pki.generate_seed())).as_json()
    box.given["cert"][0] = other
    with pytest.raises(Alarm, match="有人换过"):
        stations[0].look()
    with pytest.raises(Alarm, match="有人换过"):
        stations[1].look()
    newcomer = Trustee(stations[1].drawer, box.doors)
    newcomer.drawer.record.pop("certs")
    newcomer.unlock(PASS)
    newcomer.look()
    assert newcomer.prints != honest, "what tellers read aloud differs"
    assert stations[0].alarms and "换过" in stations[0].alarms[0]


def test_an_election_with_another_key_is_refused(box, tmp_path):
    stations = [connect(box, tmp_path, no) for no in (1, 2, 3)]
    looks(stations, 2)
    for station in stations:
        station.agree(True)
    other = FakeBox(names=("钱", "周", "吴"), k=2)
    made(other, tmp_path / "other")
    make, box.make_election = box.make_election, lambda: None
    looks(stations, 2)
    box.election, box.trustees = other.election, other.trustees
    with pytest.raises(Alarm, match="证书"):
        stations[0].look()
    make()
    election = box.election
    box.election = other.election
    with pytest.raises(Alarm, match="公钥之积"):
        stations[0].look()
    box.election = election
    assert stations[0].look() == "backup"


def test_a_wrong_seed_in_the_drill_is_named_by_its_group(box, tmp_path):
    stations = [connect(box, tmp_path, no) for no in (1, 2, 3)]
    looks(stations, 2)
    for station in stations:
        station.agree(True)
    looks(stations, 3)
    station, seed = stations[0], stations[0].backup().seed
    station.printed()
    wrong = seed[:5] + ("2" if seed[5] != "2" else "3") + seed[6:]
    with pytest.raises(Problem, match="第 2 组"):
        station.drill(wrong)
    with pytest.raises(Problem, match="应为 22 个字符"):
        station.drill(seed[:-1])
    assert station.screen == "drill" and box.drilled == [False] * 3
    station.drill_later()
    assert station.look() == "watch" and not station.record.get("drilled")
    station.drill(f"uuid:1:{seed}")
    assert box.drilled == [True, False, False]


def test_a_share_that_the_server_lost_fails_the_drill(box, tmp_path):
    stations = [connect(box, tmp_path, no) for no in (1, 2, 3)]
    looks(stations, 2)
    for station in stations:
        station.agree(True)
    looks(stations, 3)
    station = stations[0]
    box.given["voutput"][0] = box.given["voutput"][1]
    with pytest.raises(Alarm):
        station.drill(station.backup().seed)
    station.drawer.note(copied=True)
    with pytest.raises(Alarm):
        station.look()
    assert not station.record.get("drilled")


def test_a_backup_of_another_key_is_refused(box, tmp_path):
    stations = made(box, tmp_path)
    stations[0].unlock(PASS)
    seed = stations[0].backup().seed
    with pytest.raises(Problem, match="不是第 2 把"):
        Trustee.restore(tmp_path / "new", box.address, "code-2", seed, PASS, PASS, box.doors)
    with pytest.raises(Problem, match="22 个字符"):
        Trustee.restore(tmp_path / "new", box.address, "code-1", "abc", PASS, PASS, box.doors)
    assert drawers.drawers(tmp_path / "new") == []


def voted(box: FakeBox, home: Path, ballots: int = 3) -> list[Trustee]:
    stations = made(box, home)
    for slip in box.open(ballots + 2)[:ballots]:
        box.cast(slip)
    looks(stations)
    return stations


def rewritten(archive: Archive, *left_out: int) -> Archive:
    """The same board without some events, its chain made anew: what a dishonest server could serve."""
    setup, *rest = archive.events
    fresh = Archive.begin(archive.timestamp)
    fresh.set_up(*(archive.data[part] for part in parse(archive.payload(setup)).values()))
    for event in rest:
        if event.height not in left_out:
            fresh.add(event.type, archive.payload(event)) if event.payload else fresh.add_event(event.type)
    return fresh


def test_a_board_that_loses_a_ballot_sets_off_the_alarm(box, tmp_path):
    stations = voted(box, tmp_path)
    honest = box.archive
    box.archive = rewritten(honest, 2)
    with pytest.raises(Alarm, match="本机有 3 张选票，服务器现在有 2 张"):
        stations[0].look()
    box.archive = rewritten(honest, 1)
    box.archive.add(bel.BALLOT, honest.payload(honest.events[1]))
    with pytest.raises(Alarm, match="从第 1 号事件起不同"):
        stations[1].look()
    again = Trustee(stations[1].drawer, box.doors)
    assert again.alarms, "kept over a restart"
    box.archive = honest
    assert again.look() == "watch"


def test_a_lost_copy_is_fetched_again_only_if_the_board_passes_through_what_was_seen(box, tmp_path):
    stations = voted(box, tmp_path)
    honest = box.archive
    for station in stations[:2]:
        station.drawer.board.unlink()
    box.archive = rewritten(honest, 2)
    with pytest.raises(Alarm):
        Trustee(stations[0].drawer, box.doors).look()
    box.archive = honest
    again = Trustee(stations[1].drawer, box.doors)
    assert again.look() == "watch" and again.watch.seen == 3
    stations[2].drawer.board.write_bytes(stations[2].drawer.board.read_bytes() + b"half an event")
    assert Trustee(stations[2].drawer, box.doors).watch.seen == 3, "a crash while writing leaves the copy whole"


def test_the_watch_goes_on_when_something_breaks(box, tmp_path):
    stations = made(box, tmp_path)
    station = Trustee(stations[0].drawer, box.doors, broken_pool, 2)
    box.cast(box.open(2)[0])
    about, box.about = box.about, lambda: {"title": "另一个版本"}
    station.look_and_tell()
    assert "程序出错" in station.trouble and not station.alarm
    box.about = about
    station.look_and_tell()
    assert station.trouble == "" and station.watch.seen == 1
    station.look_and_tell()
    assert station.watch.all_checked, "alone, after its workers were killed"


def broken_pool(*_):
    raise BrokenExecutor


def test_a_forged_ballot_or_a_second_one_of_a_slip_sets_off_the_alarm(box, tmp_path):
    stations = made(box, tmp_path)
    slips = box.open(3)
    box.cast(slips[0])
    box.cast(slips[0], ((0, 1, 0), (0, 0, 1)))
    with pytest.raises(Alarm, match="第 2 张选票用了已经投过的票签"):
        stations[0].look()
    value = box.archive.payload(box.archive.events[1])
    box.archive.add(bel.BALLOT, value.replace('"signature":{"hash":"', '"signature":{"hash":"A'))
    box.archive = rewritten(box.archive, 2)
    with pytest.raises(Alarm, match="第 2 张选票不合格"):
        stations[1].look()


def test_a_tally_that_leaves_out_a_ballot_is_never_decrypted(box, tmp_path):
    stations = voted(box, tmp_path)
    box.close(left_out=1)
    for station in stations:
        with pytest.raises(Alarm, match="密文合计与选票不符"):
            station.share(PASS, few=True)
    assert box.given["share"] == [None] * 3


def test_only_one_tally_of_an_election_is_ever_decrypted(box, tmp_path):
    stations = voted(box, tmp_path)
    box.close()
    stations[0].share(PASS, few=True)
    drawer = stations[0].drawer
    for fact in ("mark", "checked", "shared"):  # somebody resets the station and serves a smaller board
        drawer.record.pop(fact)
    drawer.note()
    drawer.board.unlink()
    box.archive = rewritten(box.archive, 3, 4, 5, 6)
    box.given["share"][0] = None
    box.close()
    with pytest.raises(Alarm, match="另一份合计"):
        Trustee(drawer, box.doors).share(PASS, few=True)
    assert box.given["share"][0] is None


def test_few_ballots_are_decrypted_only_after_the_teller_has_read_why_not(box, tmp_path):
    stations = voted(box, tmp_path)
    with pytest.raises(Problem, match="还没有截止"):
        stations[0].share(PASS)
    box.close()
    with pytest.raises(WrongPassphrase):
        stations[0].share("不是这个口令")
    with pytest.raises(AskFirst, match="只有 3 张"):
        stations[0].share(PASS)
    assert box.given["share"][0] is None
    stations[0].share(PASS, few=True)
    assert stations[0].screen == "shared"
    with pytest.raises(Problem, match="还没有算出"):
        stations[0].destroy()


def test_a_share_whose_answer_was_lost_is_sent_again_the_same(box, tmp_path):
    stations = voted(box, tmp_path)
    box.close()
    box.lose_answer_to = "share"
    with pytest.raises(Unreachable):
        stations[0].share(PASS, few=True)
    given = box.given["share"][0]
    assert given and not stations[0].unlocked
    again = Trustee(stations[0].drawer, box.doors)
    again.share(PASS, few=True)
    assert again.screen == "shared" and box.given["share"][0] == given


def test_who_comes_too_late_with_a_share_is_told_that_the_result_is_there(box, tmp_path):
    stations = voted(box, tmp_path)
    box.close()
    looks(stations)
    for station in stations[:2]:
        station.share(PASS, few=True)
    with pytest.raises(Problem, match="不再需要"):
        stations[2].share(PASS, few=True)
    assert stations[2].look() == "done" and box.given["share"][2] is None


def test_after_an_alarm_the_teller_must_say_that_it_was_cleared(box, tmp_path):
    stations = voted(box, tmp_path)
    honest, box.archive = box.archive, rewritten(box.archive, 2)
    with pytest.raises(Alarm):
        stations[0].look()
    box.archive = honest
    box.close()
    with pytest.raises(AskFirst, match="有过报警"):
        stations[0].share(PASS, few=True)
    stations[0].share(PASS, few=True, alarmed=True)
    assert Counter(bool(one) for one in box.given["share"]) == {False: 2, True: 1}


def test_a_rehearsal_is_kept_apart_and_its_key_does_not_open_the_real_drawer(tmp_path):
    box = FakeBox(names=("钱", "周", "吴"), k=2, rehearsal=True)
    station = connect(box, tmp_path, 1)
    assert station.drawer.name.startswith("rehearsals/") and station.drawer.rehearsal
    real = drawers.new_drawer(tmp_path / "1", False, box.uuid, 1)
    (real.path / "key.json").write_text(station.drawer.key.read_text())
    with pytest.raises(WrongPassphrase):
        real.unlock(PASS)


def test_a_ceremony_begun_anew_sets_the_old_key_aside_and_a_new_code_keeps_the_key(box, tmp_path):
    station = connect(box, tmp_path, 1)
    station.look()
    seed = station._held()["seed"]
    again = Trustee.connect(tmp_path / "1", box.address, "code-1", PASS, "", box.doors)
    assert again._held()["seed"] == seed, "only the connection code is replaced"
    box.given["cert"][0] = None
    fresh = connect(box, tmp_path, 1)
    assert fresh._held()["seed"] != seed
    assert [one.name for one in drawers.drawers(tmp_path / "1")] == [fresh.drawer.name]
    assert fresh.drawer.path.with_name(fresh.drawer.path.name + ".old1").exists()


def test_a_key_that_the_site_gave_up_is_not_waited_for(box, tmp_path):
    stations = made(box, tmp_path)
    box.election = box.trustees = ""
    with pytest.raises(Problem, match="已重做"):
        stations[0].look()
    assert not stations[0].alarms


def test_a_key_made_elsewhere_is_not_taken_over_without_its_backup(box, tmp_path):
    connect(box, tmp_path, 1).look()
    with pytest.raises(Problem, match="另一台电脑"):
        Trustee.connect(tmp_path / "other", box.address, "code-1", PASS, PASS, box.doors)
    with pytest.raises(Problem, match="还没有做完"):
        Trustee.restore(tmp_path / "other", box.address, "code-1", "1" * 22, PASS, PASS, box.doors)


def test_the_box_and_its_certificates_hold_the_same_text(box, tmp_path):
    station = connect(box, tmp_path, 1)
    station.look()
    assert station._own_cert() == compact(box.given["cert"][0])
