"""What trustees and audits leave beside an archive, read by the stand-alone verifier."""

import json

import pytest

from engines.sealing import archive as bel
from engines.sealing import audit, board, credential, decryption, pki
from engines.sealing.ballot import seal, sign
from engines.sealing.encoding import compact
from engines.sealing.group import G, P
from engines.sealing.tally import encrypted_tally

from .forging import a_wrong_share_whose_proof_passes, take_apart
from .sittings import PER_ITEM, ceremony_of, sitting
from .tool import verdict


@pytest.fixture(scope="module")
def hall():
    pedersen, shares, people = ceremony_of(2, 3)
    here = sitting((PER_ITEM,), trustees=(pedersen,), private_keys=shares).cast([[1, 0, 0]], [[0, 0, 1]])
    here.count(1, 2)
    return here, people


@pytest.fixture
def beside(hall, tmp_path):
    """Lays files beside the archive and asks the verifier."""
    here, _ = hall
    path = tmp_path / "vote.bel"
    path.write_bytes(here.archive.to_bytes())

    def ask(**files):
        for name, value in files.items():
            (tmp_path / name.replace("_dot_", ".")).write_text(value if isinstance(value, str) else compact(value))
        return verdict(path)

    return ask


def strong(here) -> dict:
    ballots = [one.ballot for one in board.check_ballots(here.archive, here.setup)]
    tally = encrypted_tally(here.setup.election, ballots, here.setup.voters).ciphertexts
    phi = here.setup.election.fingerprint
    return {str(n): decryption.strong_proofs(phi, here.private_keys[n - 1], tally) for n in (1, 2)}


def test_strong_proofs_are_read_and_a_changed_one_is_named(hall, beside):
    proofs = strong(hall[0])
    report = beside(guardian_proofs_dot_json=proofs)
    assert report.good and "强证明齐全" in report.held[13]
    report = beside(guardian_proofs_dot_json={"1": proofs["1"]})
    assert report.good and "不齐" in report.held[13]
    proofs["2"][0][0]["response"] = "1"
    assert set(beside(guardian_proofs_dot_json=proofs).failed) == {13}
    assert set(beside(guardian_proofs_dot_json={"1": proofs["2"]}).failed) == {13}


def test_a_wrong_share_among_more_than_enough_is_named(tmp_path):
    """The other two carry the count, so the result is right; the verifier still says that a share is wrong."""
    pedersen, shares, _ = ceremony_of(2, 3)
    here = sitting((PER_ITEM,), trustees=(pedersen,), private_keys=shares).cast([[1, 0, 0]], [[0, 0, 1]])
    assert here.count(3, 1, 2) == [[1, 0, 1]]
    parts, path = take_apart(here), tmp_path / "vote.bel"
    path.write_bytes(parts.write())
    assert verdict(path).held[14] == "3 种组合"
    a_wrong_share_whose_proof_passes(parts)
    path.write_bytes(parts.write())
    assert board.verify(bel.read_archive(parts.write())) == [[1, 0, 1]]
    assert set(verdict(path).failed) == {14}


def test_a_checkpoint_signed_by_a_trustee(hall, beside):
    here, people = hall
    event = here.archive.events[1]
    message = compact({"uuid": here.setup.election.uuid, "height": 1, "head": event.hash})
    line = compact(pki.sign(people[2].signing, message).as_json())
    report = beside(checkpoints_dot_txt=line + "\n" + line)
    assert report.good and "2 个检查点，1 人签署" in report.held[16]
    stranger = pki.derive(pki.generate_seed())
    assert set(beside(checkpoints_dot_txt=compact(pki.sign(stranger.signing, message).as_json())).failed) == {16}


def test_an_opened_ballot(hall, beside):
    here, _ = hall
    election, seed = here.setup.election, audit.new_seed()
    key = next(iter(here.setup.voters))
    ballot, _ = seal(election, key, [[0, 1, 0]], audit.randomness(seed, election.uuid))
    opened = {"ballot": json.loads(ballot.serialise()), "seed": seed.hex()}
    report = beside(audits_dot_json=[opened])
    assert report.good and report.held[17] == "1 张"
    opened["ballot"]["answers"][0]["choices"][0]["beta"] = str(G * 2 % P)
    assert set(beside(audits_dot_json=[opened]).failed) == {17}


def test_a_ballot_that_was_opened_and_cast_after_all(tmp_path):
    here = sitting((PER_ITEM,), voters=1)
    election, seed = here.setup.election, audit.new_seed()
    secret = credential.secret(here.credentials[0], election.uuid)
    key = credential.public(here.credentials[0], election.uuid)
    ballot, _ = seal(election, key, [[0, 1, 0]], audit.randomness(seed, election.uuid))
    opened = {"ballot": json.loads(ballot.serialise()), "seed": seed.hex()}
    (tmp_path / "audits.json").write_text(compact([opened]))
    path = tmp_path / "vote.bel"
    path.write_bytes(here.archive.to_bytes())
    assert verdict(path).good
    here.archive.add(bel.BALLOT, sign(ballot, secret).serialise())
    path.write_bytes(here.archive.to_bytes())
    assert set(verdict(path).failed) == {17}
