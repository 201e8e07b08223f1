"""Both directions with the real belenios-tool: what it makes is accepted here, what is made here it accepts."""

import json

import pytest

from engines.sealing import archive as bel
from engines.sealing import board, keys, pki, threshold
from engines.sealing.ballot import make_ballot
from engines.sealing.decryption import partial_decryption
from engines.sealing.tally import encrypted_tally

from .sittings import AT_MOST_TWO, MAY_BE_BLANK, PER_ITEM, ceremony, sitting
from .tool import Tool, needs_tool

pytestmark = needs_tool
GROUP = ("--group", "BELENIOS-2048")
QUESTIONS = (PER_ITEM, AT_MOST_TWO, MAY_BE_BLANK)
VOTES = (
    [[1, 0, 0], [1, 1, 0], [0, 1, 0]],
    [[0, 1, 0], [0, 0, 0], [1, 0, 0]],
    [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
)
TOTALS = [[2, 1, 0], [1, 2, 0], [1, 1, 1]]


@pytest.fixture
def tool(tmp_path):
    return Tool(tmp_path)


def tool_key_ceremony(tool: Tool) -> list[str]:
    """2 of 3 by the tool; returns the trustees' names (their files: .key, .dkey)."""
    step = ("setup", "generate-trustee-key-threshold", *GROUP)
    for _ in range(3):
        tool.say(*step, "--step", "1")
    names = sorted(path.stem for path in tool.home.glob("*.cert"))
    tool.write("certs.jsons", "".join((tool.home / f"{name}.cert").read_text() for name in names))
    with_certs = (*step, "--certs", "certs.jsons")
    polynomials = [tool.say(*with_certs, "--key", f"{name}.key", "--step", "3", "--threshold", "2") for name in names]
    tool.write("polynomials.jsons", "\n".join(polynomials) + "\n")
    tool.say(*with_certs, "--step", "4", "--polynomials", "polynomials.jsons")
    voutputs = [
        tool.say(*with_certs, "--key", f"{n}.key", "--step", "5", given=(tool.home / f"{n}.vinput").read_text())
        for n in names
    ]
    given = "\n".join(voutputs) + "\n"
    tool.write("voutputs.jsons", given)
    made = tool.say(*with_certs, "--step", "6", "--polynomials", "polynomials.jsons", given=given)
    tool.write("threshold.json", made)
    tool.write("public_keys.jsons", "")
    return names


def tool_election(tool: Tool, questions=QUESTIONS) -> list[str]:
    """An open election by the tool, from the trustees' files already there; returns the credentials."""
    uuid = tool.say("setup", "generate-token")
    tool.say("setup", "generate-credentials", "--uuid", uuid, *GROUP, "--count", "4")
    (public,), (private,) = tool.home.glob("*.pubcreds"), tool.home.glob("*.privcreds")
    public.rename(tool.home / "public_creds.json")
    tool.say("setup", "make-trustees")
    template = {
        "description": "描述",
        "name": "名称",
        "questions": [question.as_json() for question in questions],
        "administrator": "甲",
        "credential_authority": "乙",
    }
    tool.write("template.json", json.dumps(template, ensure_ascii=False))
    tool.say("setup", "make-election", "--uuid", uuid, *GROUP, "--template", "template.json")
    tool.say("archive", "init")
    return [line.split()[1] for line in private.read_text().splitlines()]


def read(tool: Tool) -> bel.Archive:
    return bel.read_archive(tool.archive.read_bytes())


def hand_over(tool: Tool, archive: bel.Archive, uuid: str) -> None:
    (tool.home / f"{uuid}.bel").write_bytes(archive.to_bytes())


def test_an_election_wholly_by_the_tool_is_verified_here_with_the_same_result(tool):
    tool.say("setup", "generate-trustee-key", *GROUP)
    (key,) = tool.home.glob("*.privkey")
    (public,) = tool.home.glob("*.pubkey")
    tool.write("public_keys.jsons", public.read_text())
    credentials = tool_election(tool)
    for credential, vote in zip(credentials, VOTES, strict=False):
        tool.event("Ballot", tool.ballot(credential, vote))
    tool.event("EndBallots")
    tool.event("EncryptedTally", tool.say("election", "compute-encrypted-tally"))
    share = tool.say("election", "decrypt", "--privkey", key.name, "--trustee-id", "1")
    tool.event("PartialDecryption", share)
    tool.event("Result", tool.say("election", "compute-result"))
    assert tool.accepts()
    assert board.verify(read(tool)) == TOTALS


def test_an_election_wholly_by_us_is_verified_by_the_tool(tool):
    here = sitting(QUESTIONS).cast(*VOTES)
    assert here.count(1) == TOTALS
    hand_over(tool, here.archive, here.setup.election.uuid)
    assert tool.accepts()
    assert json.loads(here.archive.payload(here.archive.events[-1])) == {"result": TOTALS}


def test_ballots_of_both_stand_side_by_side_and_the_tool_counts_them_with_weights(tool):
    here = sitting(QUESTIONS, voters=3, weights=[3])
    hand_over(tool, here.archive, here.setup.election.uuid)
    for credential, vote, ours in zip(here.credentials, VOTES, (True, False, True), strict=True):
        ballot = make_ballot(here.setup.election, credential, vote) if ours else tool.ballot(credential, vote)
        tool.event("Ballot", ballot)
    assert tool.accepts()
    tool.event("EndBallots")
    theirs = tool.say("election", "compute-encrypted-tally")
    tool.event("EncryptedTally", theirs)
    archive = read(tool)
    ballots = board.check_ballots(archive, here.setup)
    tally = board.read_tally(archive, here.setup, ballots)
    assert (tally.num_tallied, tally.total_weight) == (3, 5)
    assert tally.serialise() in archive.data.values()


def test_two_of_three_by_the_tool_and_the_shares_by_us(tool):
    names = tool_key_ceremony(tool)
    credentials = tool_election(tool)
    archive = read(tool)
    setup = board.read_setup(archive)
    for credential, vote in zip(credentials, VOTES, strict=False):
        archive.add(bel.BALLOT, make_ballot(setup.election, credential, vote))
    archive.add_event(bel.END_BALLOTS)
    ballots = board.check_ballots(archive, setup)
    tally = encrypted_tally(setup.election, (one.ballot for one in ballots), setup.voters)
    board.close(archive, tally)
    certs = setup.trustees[0].certs
    for owner in (1, 3):
        identity = pki.derive((tool.home / f"{names[owner - 1]}.key").read_text().strip())
        key = threshold.decryption_key(identity, certs, (tool.home / f"{names[owner - 1]}.dkey").read_text())
        share = partial_decryption(setup.election.fingerprint, key, tally.ciphertexts)
        board.add_partial_decryption(archive, owner, share.serialise())
    hand_over(tool, archive, setup.election.uuid)
    tool.event("Result", tool.say("election", "compute-result"))
    assert tool.accepts()
    assert board.verify(read(tool)) == TOTALS


def test_two_of_three_by_us_and_every_choice_of_two_agrees(tool):
    pedersen, shares = ceremony(2, 3)
    for owners in ((1, 2), (1, 3), (2, 3)):
        here = sitting((PER_ITEM,), trustees=(pedersen,), private_keys=shares).cast([[1, 0, 0]], [[0, 0, 1]])
        assert here.count(*owners) == [[1, 0, 1]]
    hand_over(tool, here.archive, here.setup.election.uuid)
    assert tool.accepts()


def test_a_mandatory_server_key_beside_the_threshold(tool):
    pedersen, shares = ceremony(2, 3)
    server = keys.generate_private_key()
    trustees = (keys.Single(keys.trustee_public_key(server)), pedersen)
    here = sitting((PER_ITEM,), trustees=trustees, private_keys=[server, *shares]).cast([[0, 1, 0]])
    assert here.count(1, 2, 4) == [[0, 1, 0]]
    hand_over(tool, here.archive, here.setup.election.uuid)
    assert tool.accepts()


def test_a_key_ceremony_with_stations_of_both_kinds(tool):
    """Trustee 1 is the tool, trustees 2 and 3 are ours; shares of one kind are read by the other."""
    step = ("setup", "generate-trustee-key-threshold", *GROUP)
    tool.say(*step, "--step", "1")
    (cert,) = tool.home.glob("*.cert")
    name = cert.stem
    ours = [pki.derive(pki.generate_seed()) for _ in range(2)]
    lines = [cert.read_text().strip(), *(json.dumps(pki.certificate(one).as_json()) for one in ours)]
    tool.write("certs.jsons", "\n".join(lines) + "\n")
    certs = threshold.parse_certificates([json.loads(line) for line in lines])
    with_certs = (*step, "--certs", "certs.jsons", "--key", f"{name}.key")
    theirs = json.loads(tool.say(*with_certs, "--step", "3", "--threshold", "2"))
    polynomials = [theirs, *(threshold.polynomial(one, certs, 2) for one in ours)]
    inputs = threshold.vinputs(certs, polynomials)
    output = json.loads(tool.say(*with_certs, "--step", "5", given=json.dumps(inputs[0])))
    outputs = [output, *(threshold.voutput(one, certs, i, 2) for one, i in zip(ours, inputs[1:], strict=True))]
    tool.write("polynomials.jsons", "\n".join(map(json.dumps, polynomials)) + "\n")
    given = "\n".join(map(json.dumps, outputs)) + "\n"
    made = tool.say(*with_certs[:-2], "--step", "6", "--polynomials", "polynomials.jsons", given=given)
    assert json.loads(made) == threshold.threshold_parameters(certs, polynomials, outputs).as_json()[1]
