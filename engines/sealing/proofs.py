"""Zero-knowledge proofs: knowledge (§4.5, §4.14), interval membership (§4.12), blank votes (§4.13), decryption (§4.18).

A proof is a pair (challenge, response) of scalars. Wherever the specification names H_x, the function here takes the
same arguments in the same order.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from gmpy2 import invert, mpz

from . import group
from .encoding import challenge, fields, items, numbers, scalar
from .group import FixedBase, G, P, Q, power, random_scalar, table_of_g

INVERSE_OF_G = invert(G, P)


class Proof(NamedTuple):
    """proof of §4.3."""

    challenge: mpz
    response: mpz

    def as_json(self) -> dict[str, str]:
        return {"challenge": str(self.challenge), "response": str(self.response)}


class Ciphertext(NamedTuple):
    """ciphertext of §4.3: (g^r, y^r·g^m)."""

    alpha: mpz
    beta: mpz

    def as_json(self) -> dict[str, str]:
        return {"alpha": str(self.alpha), "beta": str(self.beta)}

    def times(self, other: "Ciphertext") -> "Ciphertext":
        """The pointwise product, which adds the plaintexts."""
        return Ciphertext(self.alpha * other.alpha % P, self.beta * other.beta % P)

    def minus(self, plain: int) -> "Ciphertext":
        """The same with `plain` (small) taken from the plaintext: beta/g^plain."""
        beta = self.beta
        for _ in range(plain):
            beta = beta * INVERSE_OF_G % P
        return Ciphertext(self.alpha, beta)


NOTHING = Ciphertext(mpz(1), mpz(1))


def product(ciphertexts: Sequence[Ciphertext]) -> Ciphertext:
    """The pointwise product of all (§4.16)."""
    total = NOTHING
    for one in ciphertexts:
        total = total.times(one)
    return total


def parse_proof(value: Any) -> Proof:
    """A proof from JSON (§4.3)."""
    return Proof(*map(scalar, fields(value, "challenge", "response")))


def parse_proofs(value: Any, length: int) -> tuple[Proof, ...]:
    """An iproof (or proof2) of exactly that many proofs (§4.12)."""
    return tuple(map(parse_proof, items(value, length)))


def prove_key(secret: mpz, public: mpz) -> Proof:
    """Proof of knowledge of a private key (§4.5)."""
    w = random_scalar()
    c = challenge("pok", group.NAME, str(public), str(table_of_g().power(w)))
    return Proof(c, (w - secret * c) % Q)


def verify_key(proof: Proof, public: mpz) -> bool:
    """Check of `prove_key` (§4.5)."""
    commitment = table_of_g().power(proof.response) * power(public, proof.challenge) % P
    return proof.challenge == challenge("pok", group.NAME, str(public), str(commitment))


def sign_hash(secret: mpz, digest: str) -> Proof:
    """The signature of a ballot's hash with the secret credential (§4.14)."""
    w = random_scalar()
    c = challenge("sig", digest, str(table_of_g().power(w)))
    return Proof(c, (w - secret * c) % Q)


def verify_hash(proof: Proof, credential: mpz, digest: str) -> bool:
    """Check of `sign_hash` (§4.14)."""
    commitment = table_of_g().power(proof.response) * power(credential, proof.challenge) % P
    return proof.challenge == challenge("sig", digest, str(commitment))


def sign_message(secret: mpz, message: str) -> Proof:
    """Signature of a trustee's message (§4.6.1). The tool reduces the challenge modulo Q, so this does too."""
    w = random_scalar()
    c = challenge("sigmsg", message, str(table_of_g().power(w)))
    return Proof(c, (w - secret * c) % Q)


def verify_message(proof: Proof, key: mpz, message: str) -> bool:
    """Check of `sign_message` (§4.6.1)."""
    commitment = table_of_g().power(proof.response) * power(key, proof.challenge) % P
    return proof.challenge == challenge("sigmsg", message, str(commitment))


def _commitment(y: FixedBase, c: Ciphertext, proof: Proof) -> tuple[mpz, mpz]:
    """A = g^response·alpha^challenge and B = y^response·beta^challenge."""
    return (
        table_of_g().power(proof.response) * power(c.alpha, proof.challenge) % P,
        y.power(proof.response) * power(c.beta, proof.challenge) % P,
    )


class Known(NamedTuple):
    """What the prover knows of a ciphertext (§4.12): its randomness and its plaintext, 0 where the statement is true."""

    r: mpz
    plain: int


def _prove_one_of(label: Sequence[str], y: FixedBase, true: int, statements: Sequence[Known]) -> tuple[Proof, ...]:
    """Proof that some statement encrypts 0, without telling that it is number `true`.

    The commitments of the others, g^response·alpha^challenge and y^response·beta^challenge, are computed from the
    known randomness with tables alone.
    """
    g = table_of_g()
    proofs, commitments = [], []
    for j, (r, plain) in enumerate(statements):
        if j == true:
            w = random_scalar()
            proofs.append(Proof(mpz(0), w))
            commitments.append(numbers(g.power(w), y.power(w)))
            continue
        proof = Proof(random_scalar(), random_scalar())
        exponent = (proof.response + r * proof.challenge) % Q
        b = y.power(exponent) * g.power(plain * proof.challenge % Q) % P
        proofs.append(proof)
        commitments.append(numbers(g.power(exponent), b))
    c = (challenge(*label, ",".join(commitments)) - sum(proof.challenge for proof in proofs)) % Q
    proofs[true] = Proof(c, (proofs[true].response - statements[true].r * c) % Q)
    return tuple(proofs)


def _verify_one_of(
    label: Sequence[str], y: FixedBase, statements: Sequence[Ciphertext], proofs: Sequence[Proof]
) -> bool:
    commitments = ",".join(numbers(*_commitment(y, c, proof)) for c, proof in zip(statements, proofs, strict=True))
    return challenge(*label, commitments) == sum(proof.challenge for proof in proofs) % Q


def iprove(s: str, y: FixedBase, c: Ciphertext, r: mpz, i: int, values: Sequence[int]) -> tuple[Proof, ...]:
    """iprove(S, r, i, M0…Mk) of §4.12: c encrypts values[i]."""
    statements = [Known(r, values[i] - m) for m in values]
    return _prove_one_of(("prove", s, numbers(*c)), y, i, statements)


def iverify(s: str, y: FixedBase, c: Ciphertext, values: Sequence[int], proofs: Sequence[Proof]) -> bool:
    """Check of an iproof (§4.12). Membership of c in the group is checked elsewhere."""
    return _verify_one_of(("prove", s, numbers(*c)), y, [c.minus(m) for m in values], proofs)


def prove_blank(s: str, y: FixedBase, blank: Known, total: Known) -> tuple[Proof, ...]:
    """blank_proof of §4.13: m0 = 0 or the sum is 0."""
    return _prove_one_of(("bproof0", s), y, int(blank.plain != 0), [blank, total])


def verify_blank(s: str, y: FixedBase, blank: Ciphertext, total: Ciphertext, proofs: Sequence[Proof]) -> bool:
    """Check of `prove_blank` (§4.13.3)."""
    return _verify_one_of(("bproof0", s), y, [blank, total], proofs)


def prove_overall(s: str, y: FixedBase, blank: Known, total: Known, values: Sequence[int]) -> tuple[Proof, ...]:
    """overall_proof of §4.13: m0 = 1 or the sum is one of the values."""
    statements = [Known(blank.r, blank.plain - 1), *(Known(total.r, total.plain - m) for m in values)]
    true = 0 if blank.plain else 1 + values.index(total.plain)
    return _prove_one_of(("bproof1", s), y, true, statements)


def verify_overall(
    s: str, y: FixedBase, blank: Ciphertext, total: Ciphertext, values: Sequence[int], proofs: Sequence[Proof]
) -> bool:
    """Check of `prove_overall` (§4.13.3)."""
    return _verify_one_of(("bproof1", s), y, [blank.minus(1), *(total.minus(m) for m in values)], proofs)


def prove_factor(phi: str, secret: mpz, public: mpz, alpha: mpz) -> Proof:
    """Proof that a decryption factor is alpha^secret (§4.18); phi is the election's fingerprint."""
    w = random_scalar()
    c = challenge("decrypt", phi, str(public), numbers(table_of_g().power(w), group.secret_power(alpha, w)))
    return Proof(c, (w - secret * c) % Q)


def verify_factor(phi: str, public: FixedBase, alpha: mpz, factor: mpz, proof: Proof) -> bool:
    """Check of `prove_factor` (§4.18); `public` is the trustee's key with its table."""
    a = table_of_g().power(proof.response) * public.power(proof.challenge) % P
    b = power(alpha, proof.response) * power(factor, proof.challenge) % P
    return proof.challenge == challenge("decrypt", phi, str(public.base), numbers(a, b))
