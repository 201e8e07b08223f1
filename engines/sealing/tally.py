"""The encrypted tally (specification §4.15 "Tallied ballots", §4.16)."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from gmpy2 import mpz

from .ballot import Ballot
from .credential import Voter
from .election import Election
from .encoding import compact
from .group import power
from .proofs import NOTHING, Ciphertext

Ciphertexts = tuple[tuple[Ciphertext, ...], ...]


class EncryptedTally(NamedTuple):
    """encrypted_tally with the numbers that sized_encrypted_tally adds (§4.16): ballots counted and their total weight."""

    ciphertexts: Ciphertexts
    num_tallied: int
    total_weight: int

    def serialise(self) -> str:
        """The encrypted_tally structure."""
        return compact([[c.as_json() for c in row] for row in self.ciphertexts])

    def sized(self, encrypted_tally_hash: str) -> str:
        """The sized_encrypted_tally structure."""
        return compact(
            {
                "num_tallied": self.num_tallied,
                "total_weight": self.total_weight,
                "encrypted_tally": encrypted_tally_hash,
            }
        )


def last(ballots: Iterable[Ballot]) -> list[Ballot]:
    """Of every credential its last ballot, in the order of §4.15."""
    by_credential: dict[mpz, Ballot] = {}
    for ballot in ballots:
        by_credential.pop(ballot.credential, None)
        by_credential[ballot.credential] = ballot
    return list(by_credential.values())


def encrypted_tally(election: Election, ballots: Iterable[Ballot], voters: Mapping[mpz, Voter]) -> EncryptedTally:
    """Π: for every answer the product of the ballots' ciphertexts, each to the power of its voter's weight (§4.16)."""
    totals = [[NOTHING] * question.width for question in election.questions]
    counted, weights = 0, 0
    for ballot in last(ballots):
        weight = voters[ballot.credential].weight
        counted, weights = counted + 1, weights + weight
        for row, answer in zip(totals, ballot.answers, strict=True):
            for j, choice in enumerate(answer.choices):
                row[j] = row[j].times(_weighted(choice, weight))
    return EncryptedTally(tuple(map(tuple, totals)), counted, weights)


def _weighted(choice: Ciphertext, weight: int) -> Ciphertext:
    return choice if weight == 1 else Ciphertext(power(choice.alpha, mpz(weight)), power(choice.beta, mpz(weight)))
