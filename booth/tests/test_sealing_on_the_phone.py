"""The script that seals on the phone, judged by two programs that share no line with it: the engine and the tool."""

import json
import shutil
import subprocess
from itertools import product
from pathlib import Path

import pytest

from engines.sealing import archive as bel
from engines.sealing.audit import new_seed, open_ballot
from engines.sealing.ballot import Ballot, Checker, parse_ballot
from engines.sealing.errors import BallotRefused, SealingError
from engines.sealing.group import G, P, power
from engines.sealing.tests.sittings import AT_MOST_TWO, MAY_BE_BLANK, PER_ITEM, Sitting, sitting
from engines.sealing.tests.tool import Tool, needs_tool, verdict

HERE = Path(__file__).parent
pytestmark = pytest.mark.skipif(
    shutil.which("node") is None or not (HERE.parents[1] / "node_modules" / "@noble").exists(),
    reason="needs node and `npm ci`",
)
ROUNDS = [
    [[1, 0, 0], [1, 1, 0], [1, 0, 0]],
    [[0, 1, 0], [0, 0, 0], [0, 1, 0]],
    [[0, 0, 1], [0, 1, 1], [0, 0, 1]],
]


@pytest.fixture(scope="module")
def seed() -> bytes:
    return new_seed()


@pytest.fixture(scope="module")
def hall() -> Sitting:
    """One election with every kind of question."""
    return sitting((PER_ITEM, AT_MOST_TWO, MAY_BE_BLANK), voters=len(ROUNDS))


def phone(hall: Sitting, credential: str, choices: list, seed: bytes) -> list[dict]:
    """What the phone's script makes of each of these choices."""
    asked = {
        "election": hall.setup.election.serialised,
        "credential": credential,
        "choices": choices,
        "seed": seed.hex(),
    }
    done = subprocess.run(
        ["node", str(HERE / "seal_in_node.mjs")], input=json.dumps(asked), text=True, capture_output=True
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_every_ballot_of_the_phone_passes_all_checks_and_carries_the_code_shown(hall, seed):
    checker = Checker(hall.setup.election, hall.setup.voters)
    made = phone(hall, hall.credentials[0], ROUNDS, seed)
    for one in made:
        assert checker.check(one["signed"]).ballot.code == one["code"]
    assert len({one["code"] for one in made}) == len(ROUNDS)


def test_an_opened_ballot_shows_what_was_chosen_and_only_with_its_own_seed(hall, seed):
    made = phone(hall, hall.credentials[0], ROUNDS, seed)
    assert [open_ballot(hall.setup.election, one["unsigned"], seed) for one in made] == ROUNDS
    with pytest.raises(SealingError):
        open_ballot(hall.setup.election, made[0]["unsigned"], new_seed())


def nonces(ballot: Ballot) -> set:
    """g^nonce of the signature and of every proof about a single mark, as their verification recovers them."""
    proofs = [(ballot.credential, ballot.signature[1])]
    for answer in ballot.answers:
        for c, pair in zip(answer.choices, answer.individual_proofs, strict=True):
            proofs += [(c.alpha, proof) for proof in pair]
    return {power(G, proof.response) * power(base, proof.challenge) % P for base, proof in proofs}


def test_sealing_twice_with_one_seed_repeats_ciphertexts_but_no_nonce(hall, seed):
    """Were a nonce drawn from the seed, opening a ballot would give away the credential."""
    first, again = (
        parse_ballot(hall.setup.election, one["signed"])
        for one in phone(hall, hall.credentials[0], [ROUNDS[0], ROUNDS[0]], seed)
    )
    assert [a.choices for a in first.answers] == [a.choices for a in again.answers]
    assert nonces(first).isdisjoint(nonces(again))


def test_the_phone_refuses_exactly_what_the_rules_forbid(seed):
    """All marks of a choose-two question and of one that may be left blank."""
    hall = sitting((AT_MOST_TWO, MAY_BE_BLANK), voters=1)
    marks = list(product((0, 1), repeat=3))
    choices = [[a, b] for a in marks for b in ((0, 1, 0), (1, 0, 0), (1, 1, 0), (0, 0, 0), (0, 1, 1))]
    made = phone(hall, hall.credentials[0], choices, seed)
    allowed = [AT_MOST_TWO.allows(a) and MAY_BE_BLANK.allows(b) for a, b in choices]
    assert ["signed" in one for one in made] == allowed
    assert all("请返回修改" in one["refused"] for one in made if "refused" in one)


@pytest.mark.parametrize(
    "spoil", [lambda c: c[:-1], lambda c: c[:-1] + ("2" if c[-1] != "2" else "3"), lambda c: "0" + c[1:]]
)
def test_a_mistyped_credential_is_named_before_anything_is_sealed(hall, seed, spoil):
    (answer,) = phone(hall, spoil(hall.credentials[0]), [ROUNDS[0]], seed)
    assert "票签" in answer["refused"]


def test_a_slip_of_another_election_is_refused_by_the_server(hall, seed):
    stranger = sitting(voters=1).credentials[0]
    (made,) = phone(hall, stranger, [ROUNDS[0]], seed)
    with pytest.raises(BallotRefused, match="名单"):
        Checker(hall.setup.election, hall.setup.voters).check(made["signed"])


@needs_tool
def test_an_archive_of_phone_ballots_passes_the_tool_and_the_verifier(tmp_path, seed):
    hall = sitting((PER_ITEM, AT_MOST_TWO, MAY_BE_BLANK), voters=len(ROUNDS))
    for credential, choices in zip(hall.credentials, ROUNDS, strict=True):
        (made,) = phone(hall, credential, [choices], new_seed())
        hall.archive.add(bel.BALLOT, made["signed"])
    counted = hall.count(1)
    assert counted == [[sum(column) for column in zip(*rows, strict=True)] for rows in zip(*ROUNDS, strict=True)]
    path = tmp_path / f"{hall.setup.election.uuid}.bel"
    path.write_bytes(hall.archive.to_bytes())
    assert Tool(tmp_path).accepts()
    assert verdict(path).good
