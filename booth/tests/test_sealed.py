"""The sealed box: keys of three tellers, ballots that only their sum opens, a board that other programs accept."""

import json
from hashlib import sha256
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from gmpy2 import mpz

from booth.models import BallotOnBoard, Board, BoardEvent
from booth.sealed import casting
from booth.sealed.box import SealedBox
from booth.slips import grouped
from booth.tests.test_booth import ELECTION
from engines.sealing import archive as bel
from engines.sealing import credential
from engines.sealing.audit import new_seed, randomness
from engines.sealing.ballot import seal
from engines.sealing.election import parse_election
from engines.sealing.tests.tool import Tool, needs_tool, verdict
from tests.sealing import Doors, Station, make_keys, make_slips, public_half, sealed

SEALED = {
    **ELECTION,
    "blank_value": "abstain",
    "empty": True,
    "threshold": 2,
    "trustees": ["总监票人 钱", "监票人 周", "监票人 吴"],
}
YES_NO, NO_YES, ABSTAIN = [[1, 0, 0], [0, 1, 0]], [[0, 1, 0], [1, 0, 0]], [[0, 0, 1], [0, 0, 1]]
CHOOSE = {**SEALED, "options": [{"value": "approve", "label": "选择"}], "max": 1, "blank": "未选", "blank_value": ""}


def opened(election: dict = SEALED, slips: int = 3) -> tuple[UUID, list[str], list[Station]]:
    """An open sealed box with its slips and stations."""
    box = SealedBox()
    uuid = box.prepare(election)
    stations = make_keys(uuid, [box.connect(uuid, no) for no in range(1, len(election["trustees"]) + 1)])
    codes = make_slips(uuid, box.connect(uuid, 0), slips)
    box.open(uuid)
    return uuid, codes, stations


@pytest.fixture
def box(db):
    return SealedBox()


def cast(uuid, ballot):
    return Doors(uuid).post("ballots/", ballot)


def say(answer) -> dict:
    return answer.json()


def test_a_sitting_from_the_keys_to_the_result(box):
    uuid, slips, stations = opened()
    for slip, choices in zip(slips, (YES_NO, NO_YES, ABSTAIN), strict=True):
        answer = cast(uuid, sealed(uuid, slip, choices))
        assert answer.status_code == 201 and say(answer)["state"] == "stored"
    assert box.returned(uuid) == 3
    box.close(uuid)
    with pytest.raises(ValueError, match="还差 2 位"):
        box.totals(uuid)
    assert [stations[0].act(), stations[2].act()] == ["share", "share"]
    assert box.totals(uuid) == {
        "a": {"approve": 1, "against": 1, "abstain": 1},
        "b": {"approve": 1, "against": 1, "abstain": 1},
    }
    assert stations[1].state()["await"] == "nothing"


def test_choosing_at_most_n_is_one_question_and_too_many_cannot_be_sealed(box):
    uuid, slips, stations = opened(CHOOSE)
    cast(uuid, sealed(uuid, slips[0], [[0, 1]]))
    cast(uuid, sealed(uuid, slips[1], [[0, 0]]))
    with pytest.raises(ValueError, match="不符合规则"):
        sealed(uuid, slips[2], [[1, 1]])
    box.close(uuid)
    [station.act() for station in stations[:2]]
    assert box.totals(uuid) == {"a": {"approve": 0}, "b": {"approve": 1}}


def test_where_blanks_are_counted_apart_an_item_may_stay_unmarked(box):
    uuid, slips, stations = opened({**SEALED, "blank": "未按", "blank_value": ""})
    cast(uuid, sealed(uuid, slips[0], [[1, 0, 0], [0, 0, 0]]))
    box.close(uuid)
    [station.act() for station in stations[1:]]
    assert box.totals(uuid)["b"] == {"approve": 0, "against": 0, "abstain": 0}


def test_a_rule_that_this_encoding_cannot_seal_is_refused_before_anything_is_made(box):
    with pytest.raises(ValueError, match="限选票"):
        box.prepare({**SEALED, "max": 1})


@pytest.mark.parametrize(("names", "k", "word"), [(2, 2, "至少要 3 位"), (3, 3, "丢一把"), (3, 1, "独自开箱")])
def test_keys_that_one_person_could_lose_or_use_alone_are_refused(box, names, k, word):
    with pytest.raises(ValueError, match=word):
        box.prepare({**SEALED, "trustees": ["监"] * names, "threshold": k})


def test_sending_twice_is_one_ballot_and_the_first_stands(box):
    uuid, slips, _ = opened()
    ballot = sealed(uuid, slips[0], YES_NO)
    first, again = say(cast(uuid, ballot)), say(cast(uuid, ballot))
    other = say(cast(uuid, sealed(uuid, slips[0], NO_YES)))
    assert (first["state"], again["state"], other["state"]) == ("stored", "same", "other")
    assert first["code"] == again["code"] == other["code"]
    assert box.returned(uuid) == 1


def test_a_slip_says_what_holds(box):
    uuid, slips, _ = opened()
    ask = lambda key: say(Doors(uuid).post("slip/", {"key": key}))["state"]  # noqa: E731
    mine = [public_half(uuid, slip) for slip in slips]
    cast(uuid, sealed(uuid, slips[0], YES_NO))
    assert box.void_slips(uuid, [mine[2], mine[0], "77"]) == {mine[2]: "void", mine[0]: "used", "77": "unknown"}
    assert [ask(key) for key in (*mine, "77", "")] == ["other", "unused", "void", "unknown", "unknown"]
    assert say(cast(uuid, sealed(uuid, slips[2], YES_NO)))["state"] == "void"
    box.suspend(uuid)
    assert ask(mine[1]) == "paper"
    assert say(cast(uuid, sealed(uuid, slips[1], YES_NO)))["state"] == "paper"
    box.close(uuid)
    assert ask(mine[1]) == "closed" and ask(mine[0]) == "other"


def test_slips_void_before_opening_are_not_on_the_board(box):
    uuid = box.prepare(SEALED)
    make_keys(uuid, [box.connect(uuid, no) for no in (1, 2, 3)])
    slips = make_slips(uuid, box.connect(uuid, 0), 3)
    box.void_slips(uuid, [public_half(uuid, slips[1])])
    box.open(uuid)
    assert box.slips(uuid) == (3, 1)
    assert "名单" in say(cast(uuid, sealed(uuid, slips[1], YES_NO)))["problem"]
    assert say(cast(uuid, sealed(uuid, slips[0], YES_NO)))["state"] == "stored"


def test_forged_ballots_are_refused_with_a_sentence(box):
    uuid, slips, _ = opened()
    good = sealed(uuid, slips[0], YES_NO)
    value = json.loads(good)
    value["answers"][0], value["answers"][1] = value["answers"][1], value["answers"][0]
    for bad in (
        json.dumps(value, separators=(",", ":")),
        good[:-1],
        "",
        "{}",
        "[1]",
        good.replace("signature", "signatura"),
    ):
        answer = cast(uuid, bad)
        assert answer.status_code == 422 and say(answer)["problem"]
    assert box.returned(uuid) == 0


def test_a_ballot_opened_for_a_test_is_public_and_never_cast(box):
    uuid, slips, _ = opened()
    election = parse_election(Doors(uuid).get("board.json").json()["election"])
    seed = new_seed()
    unsigned, _ = seal(election, credential.public(slips[0], election.uuid), YES_NO, randomness(seed, election.uuid))
    text = unsigned.serialise()
    code = sha256(text.encode()).hexdigest()[:16].upper()
    wrong = Doors(uuid).post("opened/", {"ballot": text, "seed": new_seed().hex()})
    assert wrong.status_code == 422 and "没有如实封票" in say(wrong)["problem"]
    answer = Doors(uuid).post("opened/", {"ballot": text, "seed": seed.hex()})
    assert [line["word"] for line in say(answer)["words"]] == ["赞成", "反对"]
    assert say(Doors(uuid).get(f"opened/{code}/"))["ballot"] == text
    from engines.sealing.ballot import sign

    signed = sign(unsigned, credential.secret(slips[0], election.uuid)).serialise()
    assert "检验过" in say(cast(uuid, signed))["problem"]
    assert say(cast(uuid, sealed(uuid, slips[0], YES_NO)))["state"] == "stored"


def test_a_ballot_in_the_box_is_not_opened(box):
    uuid, slips, _ = opened()
    election = parse_election(Doors(uuid).get("board.json").json()["election"])
    seed = new_seed()
    unsigned, _ = seal(election, credential.public(slips[0], election.uuid), YES_NO, randomness(seed, election.uuid))
    from engines.sealing.ballot import sign

    cast(uuid, sign(unsigned, credential.secret(slips[0], election.uuid)).serialise())
    answer = Doors(uuid).post("opened/", {"ballot": unsigned.serialise(), "seed": seed.hex()})
    assert "不能再打开" in say(answer)["problem"]


def unsigned_of(uuid, slip, seed):
    """A sealed, unsigned ballot of this slip."""
    election = parse_election(Doors(uuid).get("board.json").json()["election"])
    return seal(election, credential.public(slip, election.uuid), YES_NO, randomness(seed, election.uuid))[0]


@pytest.mark.parametrize("opened_first", [True, False])
def test_nobody_publishes_a_ballot_of_the_box_as_an_opened_one(box, tmp_path, opened_first):
    """In another writing it has another code, and would spoil check 17 for everybody who verifies the vote."""
    from engines.sealing.ballot import sign

    uuid, slips, _ = opened()
    seed, secret = (
        new_seed(),
        credential.secret(slips[0], parse_election(Doors(uuid).get("board.json").json()["election"]).uuid),
    )
    ballot = unsigned_of(uuid, slips[0], seed)
    steps = [
        lambda: Doors(uuid).post("opened/", {"ballot": json.dumps(json.loads(ballot.serialise())), "seed": seed.hex()}),
        lambda: cast(uuid, sign(ballot, secret).serialise()),
    ]
    answers = [step().status_code for step in (steps if opened_first else reversed(steps))]
    assert sorted(answers) == [201, 422] and box.opened(uuid) == []


def test_only_who_may_vote_fills_the_list_of_opened_ballots_and_not_without_end(box, monkeypatch):
    uuid, slips, _ = opened()
    monkeypatch.setattr(casting, "MOST_OPENED", 2)
    tries = [
        (unsigned_of(uuid, slip, seed).serialise(), seed)
        for slip in (credential.generate(), *slips[:1] * 3)
        for seed in (new_seed(),)
    ]
    answers = [Doors(uuid).post("opened/", {"ballot": text, "seed": seed.hex()}) for text, seed in tries]
    assert [answer.status_code for answer in answers] == [422, 201, 201, 422]
    assert "不能投票" in say(answers[0])["problem"] and "检验过 2 次" in say(answers[3])["problem"]
    text, seed = tries[1]
    assert (
        Doors(uuid).post("opened/", {"ballot": text, "seed": seed.hex()}).status_code == 201
    )  # the same again, after a lost answer
    box.close(uuid)
    late = unsigned_of(uuid, slips[1], seed).serialise()
    assert Doors(uuid).post("opened/", {"ballot": late, "seed": seed.hex()}).status_code == 422
    assert len(box.opened(uuid)) == 2


def test_a_flood_is_refused_before_it_is_read(box):
    uuid, _, _ = opened()
    for path in ("ballots/", "slip/", "opened/"):
        answer = Client().generic("POST", f"/booth/{uuid}/{path}", b"", "application/json", CONTENT_LENGTH="40000000")
        assert answer.status_code == 422 and "太大" in say(answer)["problem"]


def test_half_a_letter_is_answered_in_chinese(box):
    uuid, _, _ = opened()
    answer = Doors(uuid).post("slip/", '{"key":"\\ud800"}')
    assert answer.status_code == 422 and "不是有效的文字" in say(answer)["problem"]


def test_stations_come_in_turn_and_a_step_done_stays(box):
    uuid = box.prepare(SEALED)
    codes = [box.connect(uuid, no) for no in (1, 2, 3)]
    stations = [Station(uuid, code) for code in codes]
    assert stations[0].hand_in("polynomial", {}).status_code == 409
    stations[0].act()
    assert stations[0].state()["await"] == "nothing"
    assert stations[0].hand_in("cert", stations[1]._cert({})).status_code == 409
    assert stations[1].hand_in("cert", stations[0]._cert({})).status_code == 422  # the same keys twice
    assert stations[1].hand_in("cert", {"message": "{}"}).status_code == 422
    new = box.connect(uuid, 1)
    assert stations[0].doors.get("station/").status_code == 403
    assert Doors(uuid, "Station", new).get("station/").json()["no"] == 1
    assert Doors(uuid).get("station/").status_code == 403


def test_a_ceremony_is_begun_anew_until_slips_exist(box):
    uuid = box.prepare(SEALED)
    make_keys(uuid, [box.connect(uuid, no) for no in (1, 2, 3)])
    first = box.keys(uuid)["fingerprint"]
    box.restart_keys(uuid)
    assert box.keys(uuid)["fingerprint"] == ""
    make_keys(uuid, [box.connect(uuid, no) for no in (1, 2, 3)])
    assert box.keys(uuid)["fingerprint"] not in ("", first)
    make_slips(uuid, box.connect(uuid, 0), 1)
    with pytest.raises(ValueError, match="不能重做"):
        box.restart_keys(uuid)


def test_no_slip_before_the_key_and_none_from_a_stranger(box):
    uuid = box.prepare(SEALED)
    office = Doors(uuid, "Office", box.connect(uuid, 0))
    assert "还没有做好" in say(office.post("slips/", {"public": ["4"]}))["problem"]
    make_keys(uuid, [box.connect(uuid, no) for no in (1, 2, 3)])
    assert Doors(uuid, "Office", "AAAA").post("slips/", {"public": ["4"]}).status_code == 403
    for bad in ([], ["x"], ["2"], "4", ["1", "1"]):
        assert office.post("slips/", {"public": bad}).status_code == 422
    assert box.slips(uuid) == (0, 0)
    with pytest.raises(ValueError, match="服务器不经手"):
        box.print_slips(uuid, 3)


def test_the_same_slips_handed_in_again_after_a_lost_answer_are_the_same_slips(box):
    uuid = box.prepare(SEALED)
    make_keys(uuid, [box.connect(uuid, no) for no in (1, 2, 3)])
    office = Doors(uuid, "Office", box.connect(uuid, 0))
    fresh = lambda: public_half(uuid, credential.generate())  # noqa: E731
    batch = {"public": sorted(fresh() for _ in range(3))}
    assert [say(office.post("slips/", batch)) for _ in range(2)] == [{"printed": 3}] * 2
    assert office.post("slips/", {"public": [batch["public"][0], fresh()]}).status_code == 422
    assert box.slips(uuid) == (3, 0)


def test_a_false_share_is_refused_and_a_late_one_too(box):
    uuid, slips, stations = opened()
    cast(uuid, sealed(uuid, slips[0], YES_NO))
    assert stations[0].hand_in("share", "{}").status_code == 409
    box.close(uuid)
    good = stations[0]._share(stations[0].state())
    assert stations[1].hand_in("share", good).status_code == 422  # another trustee's share
    for strong in (
        [],
        good["strong"][::-1],
        [[{"challenge": "1", "response": "1"}] * len(row) for row in good["strong"]],
    ):
        assert stations[0].hand_in("share", good | {"strong": strong}).status_code == 422  # would spoil the archive
    assert stations[0].hand_in("share", good["share"]).status_code == 422
    assert stations[0].hand_in("share", good).status_code == 200
    assert stations[0].hand_in("share", good).status_code == 200
    stations[1].act()
    assert box.totals(uuid)["a"]["approve"] == 1
    late = stations[2].hand_in("share", good)
    assert late.status_code == 409 and "不再需要" in say(late)["problem"]


def test_the_board_is_handed_out_from_any_byte_and_refuses_a_longer_copy(box):
    uuid, slips, _ = opened()
    read = lambda start: b"".join(Doors(uuid).get(f"board.bel?from={start}").streaming_content)  # noqa: E731
    before = read(0)
    cast(uuid, sealed(uuid, slips[0], YES_NO))
    whole = read(0)
    assert whole == before + read(len(before)) and whole[7:] == read(7)
    assert Doors(uuid).get(f"board.bel?from={len(whole) + 1}").status_code == 416
    assert [event.type for event in bel.read_archive(whole).events] == ["Setup", "Ballot"]


def test_a_ballot_taken_out_of_the_database_stops_the_closing(box):
    uuid, slips, _ = opened()
    for slip in slips:
        cast(uuid, sealed(uuid, slip, YES_NO))
    BoardEvent.objects.filter(kind="Ballot").order_by("height").first().delete()
    with pytest.raises(ValueError):
        box.close(uuid)


def test_a_ballot_taken_out_at_the_end_with_its_register_is_noticed(box):
    uuid, slips, _ = opened()
    for slip in slips:
        cast(uuid, sealed(uuid, slip, YES_NO))
    BoardEvent.objects.order_by("-height").first().delete()
    BallotOnBoard.objects.order_by("-pk").first().delete()
    with pytest.raises(ValueError, match="改动过"):
        box.close(uuid)


@needs_tool
def test_the_archive_passes_the_tool_and_the_verifier(box, tmp_path):
    uuid, slips, stations = opened()
    for slip, choices in zip(slips, (YES_NO, NO_YES, ABSTAIN), strict=True):
        cast(uuid, sealed(uuid, slip, choices))
    box.close(uuid)
    [station.act() for station in stations[:2]]
    name, content = box.archive(uuid)
    (tmp_path / name).write_bytes(content)
    assert Tool(tmp_path).accepts()
    assert verdict(tmp_path / name).good


def test_the_voters_page_gets_the_election_to_the_letter_and_no_cookie(box):
    uuid, _, _ = opened()
    page = Client().get(f"/booth/{uuid}/")
    text = page.content.decode()
    facts = json.loads(text.split('<script id="facts" type="application/json">')[1].split("</script>")[0])
    assert facts["election"] == Doors(uuid).get("board.json").json()["election"]
    assert not page.cookies
    assert Client().post(f"/booth/{uuid}/cast/", {"slip": "x"}).status_code == 302
    assert "没有打开过" in say(Doors(uuid).get("opened/0000000000000000/"))["problem"]


def test_nothing_stored_can_open_a_ballot(box):
    """With the whole database, one teller's share does not open the box; no private credential was ever here."""
    uuid, slips, stations = opened()
    cast(uuid, sealed(uuid, slips[0], YES_NO))
    box.close(uuid)
    stations[0].act()
    stored = []
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')
            stored += [str([bytes(v) if isinstance(v, memoryview) else v for v in row]) for row in cursor.fetchall()]
    whole = "\n".join(stored)
    assert not any(slip in whole or slip.replace("-", "") in whole for slip in slips)
    secret = credential.secret(slips[0], parse_election(Board.objects.get().serialised).uuid)
    assert str(secret) not in whole
    assert not any(
        str(mpz(x)) in whole for station in stations for x in (station.identity.signing, station.identity.decryption)
    )
    with pytest.raises(ValueError, match="还差 1 位"):
        box.totals(uuid)


def test_the_tracking_code_is_found_by_anybody(box):
    uuid, slips, _ = opened()
    code = say(cast(uuid, sealed(uuid, slips[0], YES_NO)))["code"]
    assert code == grouped(code.replace("-", ""))
    assert "在票箱里" in Client().post(f"/booth/{uuid}/check/", {"code": code}).content.decode()
    assert "没有这个核验码" in Client().post(f"/booth/{uuid}/check/", {"code": "0" * 16}).content.decode()


@pytest.mark.django_db(transaction=True)
def test_one_slip_from_eight_phones_at_once_is_one_ballot():
    from concurrent.futures import ThreadPoolExecutor

    uuid, slips, _ = opened()
    ballots = [sealed(uuid, slips[0], YES_NO) for _ in range(8)]

    def go(ballot: str) -> str:
        try:
            return say(cast(uuid, ballot))["state"]
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as phones:
        answers = sorted(phones.map(go, ballots))
    assert answers == ["other"] * 7 + ["stored"]
    assert SealedBox().returned(uuid) == 1
