"""Bad input of every kind: a Chinese sentence, never a crash, nothing half-done."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engines.sealing import archive as bel
from engines.sealing import board, pki, threshold
from engines.sealing.archive import Archive, member
from engines.sealing.ballot import Checker, tracker
from engines.sealing.election import Question, make_election, parse_election, parse_question
from engines.sealing.encoding import compact, hexdigest, parse, small, text
from engines.sealing.errors import ArchiveBroken, BallotRefused, SealingError
from engines.sealing.group import G
from engines.sealing.trustees import parse_trustees

from .sittings import PER_ITEM, sitting
from .tool import Tool, needs_tool, verdict


@pytest.fixture(scope="module")
def here():
    return sitting((PER_ITEM,), voters=2).cast([[1, 0, 0]])


@pytest.mark.parametrize(
    "nonsense",
    ["", "{", '{"a":1,"a":2}', '{"a":NaN}', "[" * 100_000, '{"a":' + "9" * 5000 + "}", b"\xff", "[1e999]x"],
)
def test_what_is_no_json(nonsense, here):
    with pytest.raises(SealingError):
        parse(nonsense)
    if isinstance(nonsense, str):
        with pytest.raises(BallotRefused):
            Checker(here.setup.election, here.setup.voters).check(nonsense)


@pytest.mark.parametrize("value", [None, 1, True, ["x"], "\ud800"])
def test_what_is_no_text(value):
    with pytest.raises(SealingError):
        text(value)


@pytest.mark.parametrize("value", [None, True, -1, 1.0, "1"])
def test_what_is_no_small_number(value):
    with pytest.raises(SealingError):
        small(value)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(st.data(), json_values)
@settings(max_examples=150, deadline=None)
def test_anything_in_any_place_of_a_ballot_is_refused(here, data, value):
    """Replace one node of a good ballot, wherever it is, by anything else."""
    ballot = json.loads(here.ballots[0])
    place, names = ballot, []
    while True:
        keys_ = list(place) if isinstance(place, dict) else list(range(len(place)))
        name = data.draw(st.sampled_from(keys_))
        names.append(name)
        inner = place[name]
        if not isinstance(inner, dict | list) or not inner or data.draw(st.booleans()):
            break
        place = inner
    if place[name] != value:
        place[name] = value
        with pytest.raises(BallotRefused):
            Checker(here.setup.election, here.setup.voters).check(json.dumps(ballot, separators=(",", ":")))


@pytest.mark.parametrize(("least", "most"), [(2, 1), (0, 4), (-1, 1)])
def test_questions_that_cannot_be_answered(least, most):
    with pytest.raises(SealingError):
        Question("?", ("甲", "乙", "丙"), least, most)


@pytest.mark.parametrize(
    "value",
    [
        {"type": "NonHomomorphic", "value": {"answers": ["a"], "question": "?"}},
        {"answers": ["a"], "blank": 1, "min": 0, "max": 1, "question": "?"},
        {"answers": [], "min": 0, "max": 0, "question": "?"},
        {"answers": ["a"], "min": 0, "max": 1, "question": "?", "extra": 1},
        ["answers"],
    ],
)
def test_questions_of_another_kind(value):
    with pytest.raises(SealingError):
        parse_question(value)


@pytest.mark.parametrize(
    "change",
    [
        {"questions": []},
        {"version": 2},
        {"public_key": "0"},
        {"public_key": "2"},
        {"administrator": 5},
        {"name": None},
        {"note": "x"},
        {"uuid": 7},
    ],
)
def test_elections_that_are_none(change, here):
    with pytest.raises(SealingError):
        parse_election(compact(json.loads(here.setup.election.serialised) | change))


@pytest.mark.parametrize("uuid", ["short", "0" * 14, "民生" * 10, ""])
def test_an_election_needs_a_proper_number(uuid):
    with pytest.raises(SealingError):
        make_election(uuid=uuid, name="", description="", questions=[PER_ITEM], public_key=G)


def test_a_ballot_of_the_board_may_not_be_written_twice(here):
    archive = bel.read_archive(here.archive.to_bytes())
    with pytest.raises(ArchiveBroken, match="第二次"):
        archive.add(bel.BALLOT, here.ballots[0])
    assert bel.read_archive(archive.to_bytes()).head == here.archive.head


def test_the_same_text_is_stored_once():
    archive = Archive.begin(1)
    first, chunk = archive.add_data("{}")
    assert chunk and archive.add_data("{}") == (first, b"")


def _raw(*files: tuple[str, str]) -> bytes:
    return b"".join(member(name, content.encode(), 1) for name, content in files)


HEAD = ("BELENIOS", bel.header(1))


def _with_time(octal: bytes) -> bytes:
    """The header file with another writing of its time, and the right checksum."""
    raw = bytearray(_raw(HEAD))
    raw[136:147], raw[148:156] = octal, b" " * 8
    raw[148:156] = b"%06o\0 " % sum(raw[:512])
    return bytes(raw)


def _event(**value) -> tuple[str, str]:
    content = compact(value)
    return f"{hexdigest(content)}.event.json", content


@pytest.mark.parametrize(
    ("check", "raw"),
    [
        (1, b""),
        (1, _raw(("x", "{}"))),
        (1, _raw(("x", bel.header(1)))),
        (1, _raw(("BELENIOS", '{"version":1,"timestamp":1}'))),
        (1, _raw(HEAD)[:-512]),
        (1, _with_time(b" 0000000001")),
        (2, _raw(HEAD, (hexdigest("{}") + ".txt", "{}"))),
        (2, _raw(HEAD, (hexdigest("{}"), "{}"))),
        (3, _raw(HEAD, _event(height=0, type="Setup"))),
        (3, _raw(HEAD, _event(height=0, type="Setup", payload="0" * 64))),
        (3, _raw(HEAD, _event(height=False, type="Setup", payload="0" * 64))),
        (3, _raw(HEAD, _event(height=0, type="Ballot"))),
        (3, _raw(HEAD, _event(height=0, type="EndBallots"))),
        (3, _raw(HEAD, _event(height=1, type="EndBallots"))),
        (3, _raw(HEAD, _event(parent="0" * 64, height=0, type="EndBallots"))),
        (4, _raw(HEAD, _event(type="Setup", height=0))),
        (4, _raw(HEAD, _event())),
        (4, _raw(HEAD, (hexdigest('{ "height":0}') + ".event.json", '{ "height":0}'))),
        (4, _raw(HEAD, (hexdigest("[]") + ".event.json", "[]"))),
        (4, _raw(HEAD, (hexdigest("{") + ".event.json", "{"))),
    ],
)
def test_archives_that_are_none(check, raw, tmp_path):
    with pytest.raises(ArchiveBroken):
        bel.read_archive(raw)
    (tmp_path / "x.bel").write_bytes(raw)
    assert set(verdict(tmp_path / "x.bel").failed) == {check}


def test_an_archive_that_has_only_begun():
    archive = bel.read_archive(_raw(HEAD))
    assert archive.head is None
    with pytest.raises(SealingError, match="设立"):
        board.read_setup(archive)


def test_a_board_that_is_not_counted_yet(here):
    assert board.verify(here.archive) is None
    with pytest.raises(SealingError, match="还没有密文合计"):
        board.read_tally(here.archive, here.setup, board.check_ballots(here.archive, here.setup))
    with pytest.raises(ArchiveBroken, match="之后不能是"):
        here.archive.add_event(bel.RESULT)


def test_trustees_of_another_kind():
    strange: list[Any] = [[], [["Shamir", {}]], [["Single"]], {}]
    for value in strange:
        with pytest.raises(SealingError):
            parse_trustees(value)


def test_mishaps_of_a_key_ceremony():
    people = [pki.derive(pki.generate_seed()) for _ in range(3)]
    certs = [pki.certificate(one) for one in people]
    for seed in ("", "0" * 22, "1" * 21):
        with pytest.raises(SealingError, match="备份"):
            pki.derive(seed)
    with pytest.raises(SealingError, match="没有本机"):
        threshold.polynomial(people[2], certs[:2], 2)
    for k in (0, 4):
        with pytest.raises(SealingError, match="门限"):
            threshold.polynomial(people[0], certs, k)
    with pytest.raises(SealingError, match="证书"):
        threshold.parse_certificates([certs[0].as_json()] * 2)
    polynomials = [threshold.polynomial(one, certs, 2) for one in people]
    with pytest.raises(SealingError, match="份数"):
        threshold.vinputs(certs, polynomials[:2])
    with pytest.raises(SealingError, match="不同的门限"):
        threshold.vinputs(certs, [*polynomials[:2], threshold.polynomial(people[2], certs, 3)])
    routed = threshold.vinputs(certs, polynomials)[0]
    routed["polynomial"] = threshold.polynomial(people[0], certs, 2)["polynomial"]
    with pytest.raises(SealingError, match="不是本机"):
        threshold.voutput(people[0], certs, routed, 2)


@needs_tool
def test_fingerprints_are_those_of_the_tool(here, tmp_path):
    tool, election = Tool(tmp_path), here.setup.election
    assert tool.say("sha256-b64", given=here.ballots[0]) == tracker(here.ballots[0])
    assert tool.say("sha256-b64", given=election.serialised) == election.fingerprint
    (tmp_path / "x.bel").write_bytes(here.archive.to_bytes())
    assert json.loads(tool.say("election", "compute-checksums"))["election"] == election.hash
    checked = Checker(election, here.setup.voters).check(here.ballots[0])
    assert json.loads(tool.say("election", "compute-ballot-summary")) == [{"hash": checked.hash}]
    assert checked.tracker == tracker(here.ballots[0])
    assert checked.ballot.code == json.loads(here.ballots[0])["signature"]["hash"]
