"""Stories of the credential office and of the test of an opened ballot."""

from hashlib import sha256

import pytest

from engines.sealing import credential
from engines.sealing.audit import new_seed, randomness
from engines.sealing.ballot import seal
from engines.sealing.election import parse_election
from station.desk import Office, open_under
from station.problems import Alarm, Problem, Refused, Unreachable
from station.tests.fake_box import FakeBox
from station.tests.test_trustees import made


@pytest.fixture(scope="module")
def keyed(tmp_path_factory):
    """A box whose key is made."""
    box = FakeBox(names=("钱", "周", "吴"), k=2)
    made(box, tmp_path_factory.mktemp("stations"))
    return box


@pytest.fixture
def box(keyed):
    keyed.keys, keyed.opened, keyed.archive = [], {}, None
    return keyed


def test_the_box_gets_the_public_halves_sorted_and_the_printer_the_private_ones_by_lot(box):
    office = Office(box.address, "office", box.doors)
    office.make(30)
    assert len(box.keys) == 30 and [int(key) for key in box.keys] == sorted(int(key) for key in box.keys)
    slips = office.slips()
    uuid = parse_election(box.election).uuid
    assert {str(credential.public(slip.credential, uuid)) for slip in slips} == set(box.keys)
    mark = sha256(box.election.encode()).hexdigest()[:16]
    assert all(slip.address == f"{box.address}#{slip.credential}.{mark}" for slip in slips)
    orders = {tuple(slip.credential for slip in office.slips()) for _ in range(3)}
    assert len(orders) == 3, "every print is in another order"
    other = f"http://192.168.8.8:8000/booth/{box.uuid}/"
    assert all(slip.address.startswith(f"{other}#") for slip in office.slips(other))


def test_once_printed_the_slips_are_forgotten(box):
    office = Office(box.address, "office", box.doors)
    office.make(2)
    office.forget()
    assert office.made == 0 and office.printed == 2
    for act in (office.slips, lambda: office.make(2)):
        with pytest.raises(Problem):
            act()


def test_a_lost_answer_does_not_make_more_slips(box):
    office = Office(box.address, "office", box.doors)
    box.outage = 1
    with pytest.raises(Unreachable):
        office.make(5)
    with pytest.raises(Problem, match="还没有在票箱登记"):
        office.slips()
    office.make(5)
    assert len(box.keys) == 5 == office.printed


@pytest.mark.parametrize("number", [0, -1, 5001])
def test_an_impossible_number_of_slips_is_refused(box, number):
    with pytest.raises(Problem, match="1 到 5000"):
        Office(box.address, "office", box.doors).make(number)


def test_no_slips_for_strangers_before_the_key_or_after_opening(box):
    with pytest.raises(Refused, match="连接码"):
        Office(box.address, "other", box.doors).make(1)
    fresh = FakeBox()
    with pytest.raises(Problem, match="还没有做好"):
        Office(fresh.address, "office", fresh.doors)
    box.open(1)
    with pytest.raises(Problem, match="已经开始"):
        Office(box.address, "office", box.doors)


def opened(box, choices=((0, 1, 0), (1, 0, 1))) -> tuple[str, str]:
    """A ballot opened for a test: its code and its seed."""
    election, seed = parse_election(box.election), new_seed()
    ballot, _ = seal(
        election, credential.public(credential.generate(), election.uuid), choices, randomness(seed, election.uuid)
    )
    code = sha256(ballot.serialise().encode()).hexdigest()[:16].upper()
    box.opened[code] = ballot.serialise()
    return code, seed.hex()


def test_an_opened_ballot_is_told_in_plain_words(box):
    code, seed = opened(box)
    ballot = open_under(box.address, f"{code[:4]}-{code[4:]}".lower(), f" {seed.upper()} ", box.doors)
    assert [answers for _, answers in ballot.lines] == [["反对"], ["甲", "丙"]]
    assert ballot.fingerprint == sha256(box.election.encode()).hexdigest()
    blank, seed = opened(box, ((0, 0, 1), (0, 0, 0)))
    assert [answers for _, answers in open_under(box.address, blank, seed, box.doors).lines] == [["弃权"], []]


def test_a_ballot_under_another_code_or_seed_is_an_alarm(box):
    code, seed = opened(box)
    with pytest.raises(Alarm, match="没有如实封票"):
        open_under(box.address, code, new_seed().hex(), box.doors)
    other, _ = opened(box)
    box.opened[code] = box.opened[other]
    with pytest.raises(Alarm, match="核验码不符"):
        open_under(box.address, code, seed, box.doors)


@pytest.mark.parametrize(
    ("code", "seed", "word"),
    [
        ("12", "0" * 64, "16 位"),
        ("G" * 16, "0" * 64, "16 位"),
        ("A" * 16, "0" * 63, "64 位"),
        ("A" * 16, "种子", "64 位"),
        ("A" * 16, "0" * 64, "没有打开过"),
    ],
)
def test_what_was_typed_wrong_is_said(box, code, seed, word):
    with pytest.raises(Problem, match=word):
        open_under(box.address, code, seed, box.doors)
