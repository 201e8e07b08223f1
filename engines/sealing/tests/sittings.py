"""Small elections for tests, made by this engine alone."""

import secrets
from dataclasses import dataclass, field

from engines.sealing import archive as bel
from engines.sealing import board, credential, keys, pki, threshold
from engines.sealing.archive import Archive
from engines.sealing.ballot import make_ballot
from engines.sealing.decryption import partial_decryption
from engines.sealing.election import Question, make_election
from engines.sealing.encoding import compact
from engines.sealing.tally import encrypted_tally

BEGIN = 1_790_000_000
PER_ITEM = Question("建“口袋公园”/绿道？", ("赞成", "反对", "弃权"), 1, 1)
AT_MOST_TWO = Question("从三项中至多选两项", ("甲", "乙", "丙"), 0, 2)
MAY_BE_BLANK = Question("可以空白", ("满意", "不满意"), 1, 1, blank=True)


def new_uuid() -> str:
    return "".join(secrets.choice(credential.DIGITS) for _ in range(14))


def ceremony(k: int, n: int) -> tuple[keys.Pedersen, list]:
    """Key ceremony k of n; the trustees' private shares in order."""
    return ceremony_of(k, n)[:2]


def ceremony_of(k: int, n: int) -> tuple[keys.Pedersen, list, list[pki.Identity]]:
    """As `ceremony`, with the trustees' identities."""
    people = [pki.derive(pki.generate_seed()) for _ in range(n)]
    certs = threshold.parse_certificates([pki.certificate(one).as_json() for one in people])
    polynomials = [threshold.polynomial(one, certs, k) for one in people]
    inputs = threshold.vinputs(certs, polynomials)
    outputs = [threshold.voutput(one, certs, given, k) for one, given in zip(people, inputs, strict=True)]
    shares = [
        threshold.decryption_key(one, certs, out["private_key"]) for one, out in zip(people, outputs, strict=True)
    ]
    return threshold.threshold_parameters(certs, polynomials, outputs), shares, people


@dataclass
class Sitting:
    """An election with its secrets, and the archive as it grows."""

    setup: board.Setup
    credentials: list[str]
    private_keys: list
    archive: Archive
    ballots: list[str] = field(default_factory=list)

    def cast(self, *choices: list[list[int]]) -> "Sitting":
        """One ballot each from the next unused credentials."""
        for one in choices:
            ballot = make_ballot(self.setup.election, self.credentials[len(self.ballots)], one)
            self.ballots.append(ballot)
            self.archive.add(bel.BALLOT, ballot)
        return self

    def count(self, *owners: int) -> list[list[int]]:
        """Close, tally, decrypt by those trustees (from 1), append the result."""
        self.archive.add_event(bel.END_BALLOTS)
        checked = board.check_ballots(self.archive, self.setup)
        tally = encrypted_tally(self.setup.election, (one.ballot for one in checked), self.setup.voters)
        board.close(self.archive, tally)
        for owner in owners:
            key = self.private_keys[owner - 1]
            share = partial_decryption(self.setup.election.fingerprint, key, tally.ciphertexts)
            board.add_partial_decryption(self.archive, owner, share.serialise())
        return board.add_result(self.archive, self.setup, tally)[0]


def sitting(
    questions=(PER_ITEM, AT_MOST_TWO),
    voters: int = 4,
    trustees=None,
    private_keys=None,
    weights=(),
    description: str = "第一次会议",
) -> Sitting:
    """An open election, by default with one single trustee."""
    if trustees is None:
        private_keys = [keys.generate_private_key()]
        trustees = (keys.Single(keys.trustee_public_key(private_keys[0])),)
    uuid = new_uuid()
    election = make_election(
        uuid=uuid,
        name="民生实事项目票决",
        description=description,
        questions=questions,
        public_key=keys.election_key(trustees),
        administrator="票务组",
        credential_authority="票签组",
    )
    codes = [credential.generate() for _ in range(voters)]
    weights = list(weights) + [1] * (voters - len(weights))
    listed = [
        credential.Voter(credential.public(code, uuid), weight) for code, weight in zip(codes, weights, strict=True)
    ]
    archive = Archive.begin(BEGIN)
    archive.set_up(
        election.serialised,
        compact([kind.as_json() for kind in trustees]),
        compact(credential.public_credentials(listed)),
    )
    return Sitting(board.read_setup(archive), codes, private_keys, archive)
