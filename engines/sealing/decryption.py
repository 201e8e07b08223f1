"""Partial decryptions: what one trustee contributes (specification §4.18), and the strong proof beside it.

The proof of §4.18 hashes (φ, X, A, B), neither the ciphertext nor the factor. So a trustee can give a wrong factor
whose proof passes. That blocks the result, though it cannot steer it. `strong_proofs` hash both too; they travel in
`guardian_proofs.json` beside the archive, whose format stays untouched.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from gmpy2 import mpz

from .encoding import challenge, compact, element, fields, items, numbers, parse, text
from .errors import SealingError
from .group import FixedBase, P, Q, power, random_scalar, secret_power, table_of_g
from .proofs import Proof, parse_proof, prove_factor, verify_factor
from .tally import Ciphertexts


class PartialDecryption(NamedTuple):
    """partial_decryption of §4.18, factors and proofs per question and answer."""

    decryption_factors: tuple[tuple[mpz, ...], ...]
    decryption_proofs: tuple[tuple[Proof, ...], ...]

    def serialise(self) -> str:
        return compact(
            {
                "decryption_factors": [[str(x) for x in row] for row in self.decryption_factors],
                "decryption_proofs": [[proof.as_json() for proof in row] for row in self.decryption_proofs],
            }
        )


def partial_decryption(phi: str, private_key: mpz, tally: Ciphertexts) -> PartialDecryption:
    """A trustee's factors alpha^x with their proofs (§4.18). phi: the election's fingerprint.

    Only for a tally that was recomputed from a complete copy of the board: decrypting anything else opens votes.
    """
    public = table_of_g().power(private_key)
    factors = tuple(tuple(secret_power(c.alpha, private_key) for c in row) for row in tally)
    proofs = tuple(tuple(prove_factor(phi, private_key, public, c.alpha) for c in row) for row in tally)
    return PartialDecryption(factors, proofs)


def parse_partial_decryption(value: Any, tally: Ciphertexts) -> PartialDecryption:
    """A partial decryption of the tally's shape, its factors in the group, proofs not yet checked (§4.18)."""
    factors, proofs = fields(value, "decryption_factors", "decryption_proofs")
    shape = [len(row) for row in tally]
    rows = zip(items(factors, len(shape)), items(proofs, len(shape)), shape, strict=True)
    parsed = [(tuple(map(element, items(f, n))), tuple(map(parse_proof, items(p, n)))) for f, p, n in rows]
    return PartialDecryption(tuple(f for f, _ in parsed), tuple(p for _, p in parsed))


def check_partial_decryption(phi: str, public_key: mpz, tally: Ciphertexts, value: Any) -> PartialDecryption:
    """The partial decryption if all its proofs hold for that verification key (§4.18); raises SealingError."""
    partial = parse_partial_decryption(value, tally)
    table = FixedBase(public_key, 5)
    for row, factors, proofs in zip(tally, *partial, strict=True):
        for c, factor, proof in zip(row, factors, proofs, strict=True):
            if not verify_factor(phi, table, c.alpha, factor, proof):
                raise SealingError("监票人的解密份额证明不成立，请该监票人重新计算份额。")
    return partial


def _strong_challenge(phi: str, public: mpz, alpha: mpz, factor: mpz, a: mpz, b: mpz) -> mpz:
    return challenge("strong-decrypt", phi, str(public), numbers(alpha, factor), numbers(a, b))


def strong_proofs(phi: str, private_key: mpz, tally: Ciphertexts) -> list[list[dict[str, str]]]:
    """Proofs of the same factors whose hash covers ciphertext and factor, as JSON rows (§4.18)."""
    public = table_of_g().power(private_key)
    rows = []
    for row in tally:
        proofs = []
        for c in row:
            w = random_scalar()
            factor = secret_power(c.alpha, private_key)
            h = _strong_challenge(phi, public, c.alpha, factor, table_of_g().power(w), secret_power(c.alpha, w))
            proofs.append(Proof(h, (w - private_key * h) % Q).as_json())
        rows.append(proofs)
    return rows


def handed_in(phi: str, private_key: mpz, tally: Ciphertexts) -> dict[str, Any]:
    """What a trustee hands in (§4.18): {"share": the partial decryption as text, "strong": its strong proofs}."""
    share = partial_decryption(phi, private_key, tally).serialise()
    return {"share": share, "strong": strong_proofs(phi, private_key, tally)}


def check_handed_in(phi: str, public_key: mpz, tally: Ciphertexts, value: Any) -> str:
    """The text of the partial decryption if it and its strong proofs hold (§4.18); raises SealingError.

    A wrong share whose proof of §4.18 passes would spoil the archive for everybody who checks it, so it stays outside.
    """
    given, strong = fields(value, "share", "strong")
    share = text(given)
    partial = check_partial_decryption(phi, public_key, tally, parse(share))
    if not strong_proofs_hold(phi, public_key, tally, partial.decryption_factors, strong):
        raise SealingError(
            "解密份额与监票人的钥匙不符（强证明不成立），没有收下。请在监票台重新计算份额，仍不行就报告总监票人。"
        )
    return share


def strong_proofs_hold(
    phi: str, public_key: mpz, tally: Ciphertexts, factors: Sequence[Sequence[mpz]], value: Any
) -> bool:
    """Whether the strong proofs hold for those factors (§4.18): if not, the trustee gave wrong ones."""
    for row, given, proofs in zip(tally, factors, items(value, len(tally)), strict=True):
        for c, factor, one in zip(row, given, items(proofs, len(row)), strict=True):
            proof = parse_proof(one)
            a = table_of_g().power(proof.response) * power(public_key, proof.challenge) % P
            b = power(c.alpha, proof.response) * power(factor, proof.challenge) % P
            if proof.challenge != _strong_challenge(phi, public_key, c.alpha, factor, a, b):
                return False
    return True
