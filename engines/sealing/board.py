"""A whole election read from its archive: set-up, ballots, tally, result (specification §3, §4.10).

For those who act on a board: a trustee's station before it decrypts, the server when it counts. Outsiders use the
stand-alone verifier.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from gmpy2 import mpz

from . import archive as bel
from .archive import Archive
from .ballot import Checked, check_texts
from .credential import Voter, parse_public_credentials, public_credentials
from .decryption import PartialDecryption, check_partial_decryption
from .election import Election, parse_election
from .encoding import compact, fields, hexdigest, items, parse, small
from .errors import BallotRefused, SealingError
from .keys import Kind, election_key, verification_keys
from .result import Counts, compute_result
from .result import serialise as serialise_result
from .tally import EncryptedTally, encrypted_tally
from .trustees import parse_trustees


@dataclass(frozen=True)
class Setup:
    """The election, its trustees and its voters (§4.10): the payload of the Setup event, checked."""

    election: Election
    trustees: tuple[Kind, ...]
    voters: dict[mpz, Voter]

    @property
    def keys(self) -> tuple[mpz, ...]:
        """Verification keys; a partial decryption's owner counts them from 1."""
        return verification_keys(self.trustees)


def parse_setup(election: str, trustees: str, public_credentials: str) -> Setup:
    """The three structures of a set-up from their serialisations (§4.10); the election key must be the trustees' product."""
    setup = Setup(
        parse_election(election),
        parse_trustees(parse(trustees)),
        parse_public_credentials(parse(public_credentials)),
    )
    if setup.election.public_key != election_key(setup.trustees):
        raise SealingError("选举公钥与监票人的公钥不符。")
    return setup


def read_setup(archive: Archive) -> Setup:
    """The set-up an archive begins with (§4.10)."""
    if not archive.events:
        raise SealingError("档案中还没有设立选举。")
    hashes = fields(parse(archive.payload(archive.events[0])), "election", "trustees", "credentials")
    if any(one not in archive.data for one in hashes):
        raise SealingError("档案缺少选举文件、监票人密钥或凭据名单。")
    return parse_setup(*(archive.data[one] for one in hashes))


def check_ballots(
    archive: Archive,
    setup: Setup,
    progress: Callable[[int, int], None] | None = None,
    run: Callable[..., Iterable[list[Checked | BallotRefused]]] = map,
) -> list[Checked]:
    """All ballots of the board, each with every proof (§3.5.1); raises BallotRefused at the first bad one.

    progress: called with (checked, all).
    run:      `map`, or the `map` of a process pool to use all cores.
    """
    texts = [archive.payload(event) for event in archive.of_type(bel.BALLOT)]
    listed = compact(public_credentials(setup.voters.values()))
    batches = [texts[start : start + 16] for start in range(0, len(texts), 16)]
    checked: list[Checked] = []
    for outcomes in run(partial(check_texts, setup.election.serialised, listed), batches):
        for outcome in outcomes:
            if isinstance(outcome, BallotRefused):
                raise outcome
            checked.append(outcome)
        if progress:
            progress(len(checked), len(texts))
    return checked


def close(archive: Archive, tally: EncryptedTally) -> bytes:
    """Append EncryptedTally with its two data files (§4.16); the archive must have ended its ballots."""
    digest, data = archive.add_data(tally.serialise())
    return data + archive.add(bel.ENCRYPTED_TALLY, tally.sized(digest))


def read_tally(archive: Archive, setup: Setup, ballots: list[Checked]) -> EncryptedTally:
    """The tally recomputed from the board's ballots (§4.16); raises SealingError when the archive says another one."""
    tally = encrypted_tally(setup.election, (one.ballot for one in ballots), setup.voters)
    events = archive.of_type(bel.ENCRYPTED_TALLY)
    if not events:
        raise SealingError("档案中还没有密文合计。")
    (event,) = events
    if archive.payload(event) != tally.sized(hexdigest(tally.serialise())):
        raise SealingError("档案中的密文合计与选票不符：请勿解密，立即报告总监票人。")
    return tally


def add_partial_decryption(archive: Archive, owner: int, serialised: str) -> bytes:
    """Append a partial decryption that was checked, as owned_partial_decryption of that owner (from 1, §4.18)."""
    digest, data = archive.add_data(serialised)
    return data + archive.add(bel.PARTIAL_DECRYPTION, compact({"owner": owner, "payload": digest}))


def read_partial_decryptions(archive: Archive, setup: Setup, tally: EncryptedTally) -> dict[int, PartialDecryption]:
    """All shares by owner, with every proof checked (§4.18); an owner may give one share only."""
    shares: dict[int, PartialDecryption] = {}
    for event in archive.of_type(bel.PARTIAL_DECRYPTION):
        owner, digest = fields(parse(archive.payload(event)), "owner", "payload")
        if not 1 <= small(owner, 1) <= len(setup.keys) or owner in shares or digest not in archive.data:
            raise SealingError("解密份额的归属有误。")
        value = parse(archive.data[digest])
        key = setup.keys[owner - 1]
        shares[owner] = check_partial_decryption(setup.election.fingerprint, key, tally.ciphertexts, value)
    return shares


def add_result(archive: Archive, setup: Setup, tally: EncryptedTally) -> tuple[Counts, bytes]:
    """Combine the shares on the board and append Result (§4.19)."""
    shares = read_partial_decryptions(archive, setup, tally)
    factors = {owner: share.decryption_factors for owner, share in shares.items()}
    counts = compute_result(setup.trustees, tally, factors)
    return counts, archive.add(bel.RESULT, serialise_result(counts))


def verify(
    archive: Archive,
    progress: Callable[[int, int], None] | None = None,
    run: Callable[..., Iterable[list[Checked | BallotRefused]]] = map,
) -> Counts | None:
    """Everything that an archive holds so far (§3.5.2); the counts if it holds a result. Raises SealingError."""
    setup = read_setup(archive)
    ballots = check_ballots(archive, setup, progress, run)
    if not archive.of_type(bel.ENCRYPTED_TALLY):
        return None
    tally = read_tally(archive, setup, ballots)
    shares = read_partial_decryptions(archive, setup, tally)
    if not archive.of_type(bel.RESULT):
        return None
    counts = compute_result(setup.trustees, tally, {o: s.decryption_factors for o, s in shares.items()})
    (event,) = archive.of_type(bel.RESULT)
    (given,) = fields(parse(archive.payload(event)), "result")
    if items(given) != counts:
        raise SealingError("公布的结果与解密所得不符。")
    return counts
