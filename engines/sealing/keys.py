"""Trustee keys: one private key and its proof (specification §4.5), and the trustees of an election (§4.7)."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from gmpy2 import mpz

from .encoding import element, fields
from .errors import SealingError
from .group import P, random_scalar, table_of_g
from .pki import Certificate, SignedMessage
from .proofs import Proof, parse_proof, prove_key, verify_key


class TrusteePublicKey(NamedTuple):
    """trustee_public_key of §4.5."""

    pok: Proof
    public_key: mpz

    def as_json(self) -> dict[str, Any]:
        return {"pok": self.pok.as_json(), "public_key": str(self.public_key)}


def generate_private_key() -> mpz:
    """A private key x for the "Single" protocol (§3.1.1)."""
    return random_scalar()


def trustee_public_key(private_key: mpz) -> TrusteePublicKey:
    """The public key g^x with the proof that x is known (§4.5)."""
    public = table_of_g().power(private_key)
    return TrusteePublicKey(prove_key(private_key, public), public)


def parse_trustee_public_key(value: Any) -> TrusteePublicKey:
    """A trustee_public_key whose proof holds (§4.5)."""
    pok, key = fields(value, "pok", "public_key")
    parsed = TrusteePublicKey(parse_proof(pok), element(key))
    if not verify_key(parsed.pok, parsed.public_key):
        raise SealingError("监票人公钥的持有证明不成立，请该监票人重新生成。")
    return parsed


class Single(NamedTuple):
    """A trustee whose share is always needed (§4.7)."""

    key: TrusteePublicKey

    @property
    def verification_keys(self) -> tuple[mpz, ...]:
        return (self.key.public_key,)

    @property
    def threshold(self) -> int:
        return 1

    @property
    def sub_key(self) -> mpz:
        """The factor of the election key (§3.1.1)."""
        return self.key.public_key

    def as_json(self) -> list[Any]:
        return ["Single", self.key.as_json()]


class Pedersen(NamedTuple):
    """threshold_parameters of §4.6.7: any `threshold` of the verification keys decrypt."""

    threshold: int
    certs: tuple[Certificate, ...]
    coefexps: tuple[SignedMessage, ...]
    keys: tuple[TrusteePublicKey, ...]
    sub_key: mpz

    @property
    def verification_keys(self) -> tuple[mpz, ...]:
        return tuple(key.public_key for key in self.keys)

    def as_json(self) -> list[Any]:
        return [
            "Pedersen",
            {
                "threshold": self.threshold,
                "certs": [cert.as_json() for cert in self.certs],
                "coefexps": [one.as_json() for one in self.coefexps],
                "verification_keys": [key.as_json() for key in self.keys],
            },
        ]


Kind = Single | Pedersen


def verification_keys(trustees: Sequence[Kind]) -> tuple[mpz, ...]:
    """All verification keys in order; the `owner` of a partial decryption counts them from 1 (§4.18)."""
    return tuple(key for kind in trustees for key in kind.verification_keys)


def election_key(trustees: Sequence[Kind]) -> mpz:
    """The election's public key y: the product of all sub-keys (§3.1.1)."""
    y = mpz(1)
    for kind in trustees:
        y = y * kind.sub_key % P
    return y
