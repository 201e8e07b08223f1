"""Pedersen's key ceremony for k-of-n trustees (specification §3.1.1, §4.6.4–4.6.7).

In order:
1. Each trustee makes a certificate (`pki.certificate`). All see all certificates.
2. Each makes a `polynomial`.
3. The server routes them (`vinputs`).
4. Each trustee checks its input and answers with a `voutput`.
5. The server checks the answers and fills in the threshold parameters (`threshold_parameters`).

Trustees are numbered from 1 as in the list of certificates.
"""

from collections.abc import Sequence
from typing import Any

from gmpy2 import mpz

from .encoding import compact, element, fields, items, natural, parse, scalar, small, text
from .errors import SealingError
from .group import P, Q, power, random_scalar, table_of_g
from .keys import Pedersen, TrusteePublicKey, parse_trustee_public_key, trustee_public_key
from .pki import Certificate, Identity, SignedMessage, parse_certificate, parse_signed, receive, send, sign


def parse_certificates(values: Any) -> tuple[Certificate, ...]:
    """Γ (§4.6.2): all certificates, each valid, no two trustees with the same keys."""
    certs = tuple(parse_certificate(value) for value in items(values))
    keys = [key for cert in certs for key in (cert.verification, cert.encryption)]
    if len(set(keys)) != len(keys):
        raise SealingError("两位监票人的证书相同，请其中一位重新生成。")
    return certs


def own_index(identity: Identity, certs: Sequence[Certificate]) -> int:
    """The trustee's number, from 1 (§3.1.1); refuses when its certificate is not in the list (step 3a, 5a)."""
    for index, cert in enumerate(certs, 1):
        if (cert.verification, cert.encryption) == (identity.verification, identity.encryption):
            return index
    raise SealingError("名单中没有本机监票人的证书，请核对后再继续。")


def polynomial(identity: Identity, certs: Sequence[Certificate], threshold: int) -> dict[str, Any]:
    """polynomial structure of step 3 (§4.6.4): `threshold` coefficients, a share for every trustee."""
    if not 1 <= threshold <= len(certs):
        raise SealingError(f"门限应在 1 到 {len(certs)} 之间。")
    own_index(identity, certs)
    coefficients = [random_scalar() for _ in range(threshold)]
    raw = compact({"polynomial": [str(a) for a in coefficients]})
    shares = [compact({"secret": str(_evaluate(coefficients, j))}) for j in range(1, len(certs) + 1)]
    exponents = compact({"coefexps": [str(table_of_g().power(a)) for a in coefficients]})
    return {
        "polynomial": send(identity.signing, identity.encryption, raw),
        "secrets": [send(identity.signing, cert.encryption, share) for cert, share in zip(certs, shares, strict=True)],
        "coefexps": sign(identity.signing, exponents).as_json(),
    }


def _evaluate(coefficients: Sequence[mpz], x: int) -> mpz:
    total = mpz(0)
    for a in reversed(coefficients):
        total = (total * x + a) % Q
    return total


def _evaluate_in_exponent(coefexps: Sequence[mpz], x: int) -> mpz:
    """∏ A_k^(x^k) by Horner's rule: small exponents only."""
    total = mpz(1)
    for a in reversed(coefexps):
        total = power(total, mpz(x)) * a % P
    return total


def _coefexps(signed: SignedMessage, cert: Certificate, threshold: int | None = None) -> tuple[mpz, ...]:
    if not signed.signed_by(cert.verification):
        raise SealingError("监票人多项式承诺的签名不成立。")
    (listed,) = fields(parse(signed.message), "coefexps")
    return tuple(map(element, items(listed, threshold)))


def vinputs(certs: Sequence[Certificate], polynomials: Sequence[Any]) -> list[dict[str, Any]]:
    """Step 4 (§4.6.5): checks every polynomial's signed commitments and sorts the shares by receiver."""
    if len(polynomials) != len(certs):
        raise SealingError("多项式的份数与监票人人数不符。")
    unpacked = [fields(one, "polynomial", "secrets", "coefexps") for one in polynomials]
    lengths = {len(_coefexps(parse_signed(c), cert)) for (_, _, c), cert in zip(unpacked, certs, strict=True)}
    if len(lengths) != 1:
        raise SealingError("监票人使用了不同的门限，请重新进行这一步。")
    for _, shares, _ in unpacked:
        items(shares, len(certs))
    return [
        {
            "polynomial": unpacked[j][0],
            "secrets": [shares[j] for _, shares, _ in unpacked],
            "coefexps": [coefexps for _, _, coefexps in unpacked],
        }
        for j in range(len(certs))
    ]


def voutput(identity: Identity, certs: Sequence[Certificate], vinput: Any, threshold: int) -> dict[str, Any]:
    """Step 5 (§4.6.6): checks every share against its commitments, answers with the encrypted key and its public half.

    Refuses when any trustee cheated, when the own polynomial came back changed, or when the threshold is another one
    than agreed in the room.
    """
    j = own_index(identity, certs)
    own, shares, commitments = fields(vinput, "polynomial", "secrets", "coefexps")
    items(shares, len(certs))
    signed = [parse_signed(one) for one in items(commitments, len(certs))]
    coefexps = [_coefexps(one, cert, threshold) for one, cert in zip(signed, certs, strict=True)]
    (mine,) = fields(parse(receive(identity, identity.verification, text(own))), "polynomial")
    if [table_of_g().power(scalar(a)) for a in items(mine, threshold)] != list(coefexps[j - 1]):
        raise SealingError("服务器送回的多项式不是本机的那一份。")
    key = mpz(0)
    for i, (share, cert) in enumerate(zip(shares, certs, strict=True), 1):
        (value,) = fields(parse(receive(identity, cert.verification, text(share))), "secret")
        value = natural(value) % Q  # the tool sends some shares not reduced
        if table_of_g().power(value) != _evaluate_in_exponent(coefexps[i - 1], j):
            raise SealingError(f"第 {i} 位监票人给出的份额与其承诺不符，请重新进行密钥仪式。")
        key = (key + value) % Q
    return {
        "private_key": send(identity.signing, identity.encryption, compact({"decryption_key": str(key)})),
        "public_key": trustee_public_key(key).as_json(),
    }


def threshold_parameters(certs: Sequence[Certificate], polynomials: Sequence[Any], voutputs: Sequence[Any]) -> Pedersen:
    """Step 6 (§4.6.7): checks the answers of all trustees and fills in the public parameters."""
    coefexps = [one["coefexps"] for one in polynomials]
    keys = [fields(one, "private_key", "public_key")[1] for one in voutputs]
    (first,) = fields(parse(parse_signed(coefexps[0]).message), "coefexps")
    return parse_threshold_parameters(
        {
            "threshold": len(first),
            "certs": [cert.as_json() for cert in certs],
            "coefexps": coefexps,
            "verification_keys": keys,
        }
    )


def parse_threshold_parameters(value: Any) -> Pedersen:
    """threshold_parameters with certificates, signatures, proofs checked and every key derived from the commitments (§4.6.7)."""
    threshold, certs, coefexps, keys = fields(value, "threshold", "certs", "coefexps", "verification_keys")
    threshold, certs = small(threshold, 1), parse_certificates(certs)
    if threshold > len(certs):
        raise SealingError("门限大于监票人人数。")
    signed = tuple(parse_signed(one) for one in items(coefexps, len(certs)))
    commitments = [_coefexps(one, cert, threshold) for one, cert in zip(signed, certs, strict=True)]
    parsed: tuple[TrusteePublicKey, ...] = tuple(map(parse_trustee_public_key, items(keys, len(certs))))
    for j, key in enumerate(parsed, 1):
        expected = mpz(1)
        for one in commitments:
            expected = expected * _evaluate_in_exponent(one, j) % P
        if key.public_key != expected:
            raise SealingError(f"第 {j} 位监票人的公钥与各方承诺不符。")
    sub_key = mpz(1)
    for one in commitments:
        sub_key = sub_key * one[0] % P
    return Pedersen(threshold, certs, signed, parsed, sub_key)


def decryption_key(identity: Identity, certs: Sequence[Certificate], encrypted: str) -> mpz:
    """The trustee's share S_j, read from the `private_key` of its own voutput (§4.6.6).

    The specification does not say how S_j is serialised; the tool writes {"decryption_key": S_j}, at times not reduced.
    """
    own_index(identity, certs)
    (key,) = fields(parse(receive(identity, identity.verification, encrypted)), "decryption_key")
    return natural(key) % Q
