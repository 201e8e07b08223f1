"""Numbers, JSON, the group BELENIOS-2048 and the proofs (specification §4.1–4.3, §4.5, §4.12–4.14, §5.1)."""

import base64
import hashlib
import json
import re
import secrets
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from .powers import powers

if TYPE_CHECKING:
    from gmpy2 import mpz as mpz
    from gmpy2 import powmod as powmod
else:
    try:
        from gmpy2 import mpz, powmod
    except ImportError:
        mpz, powmod = int, pow

WITH_GMPY2 = mpz.__module__ == "gmpy2"

Ciphertext = tuple[mpz, mpz]  # alpha, beta
Proof = tuple[mpz, mpz]  # challenge, response

NAME = "BELENIOS-2048"
P = mpz(
    "A3EF2D011FEFB1B6E39E568FCCDFFB0FB7DC7EF3A791B6862791811D21FC35F21E6D36856B428030421F514ED40BFD4C06E092A4"
    "95AF8D79A2F85E0FB11C0EDE07DD973F9C53E50930C6E82AC36DE1AE3FB8C3AABFFF12CE27A5022DDD8912D107435012768A2CDD"
    "0A4091D8FA447F6C7EBC15A349FA318A6B4FE17D8D47E843A3E14DFA9B2162F4D7229ABE93A188B46B006517D6F6747EBBB29C9E"
    "C3099B607F18FB1A8BC858279AA8599411D998D3E3FADA9E010840D082D8C31911ACDD4A0E7992D0F18CC759CB5DE0ACF66A3882"
    "555BC810941E021B6A4CCFA04EE4008F878AFFA2375E2999B44F6CEF17D707301E59E0E6351E051ED9CEC4157646E64F",
    16,
)
G = mpz(
    "1307C1AB5F295885D7CAA3A78A42415E31FD1C5807B61FB1E781878A52230A51988B98C259597F9C5A9DFD001D26BA31D9D8976F"
    "01D95A1C8262EE68A0E92CEA541E5219E0D0D094301B894236823FE1D4BC04E29F3748AEFD4F10D5B1A356A8643E673FD9D215FC"
    "8FE5FB9CF9FDB8EA88FDB1A3381A697FDF9C2458570B06D26AEF1BE365FDD90165F397C6B870DF8C1B9E519EDCEE8BB0F74B7A16"
    "15A274BA60A7EA574A61F552D2DDE0CE514E0927C4FF49B1964C4A913731AE4268D60D7F22127B6CBBA44D453AC8B72FD04E0991"
    "B7AEFF04867D8724AC638F5F34100D2D47AA680D43771902743D663F42D853C041E1C91FE3823F4BCF284308F1D7E653",
    16,
)
Q = mpz("ADB6066A73522565F4DAA0F2579DB7F2F0FA90C2168BC709E20263387D55C491", 16)
INVERSE_OF_G = powmod(G, -1, P)
_by_openssl = powers(int(P))
SLOW = not WITH_GMPY2 and _by_openssl is None
"""Nothing but Python itself computes: a ballot takes a second and more."""


def power(base: mpz, exponent: mpz) -> mpz:
    """base^exponent mod p. base: a group element; exponent: from 0, below p"""
    if _by_openssl is None:
        return powmod(base, exponent, P)
    return mpz(int.from_bytes(_by_openssl(int(base), int(exponent)), "big"))


class Broken(Exception):
    """Check number `args[0]` does not hold, because `args[1]`."""


def demand(number: int, holds: bool, reason: str) -> None:
    if not holds:
        raise Broken(number, reason)


def compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def load(text: str, where: str) -> Any:
    """The value of `text`, which must be the compact JSON of that value: one value has one writing, one hash."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as why:
        raise Broken(4, f"{where}不是 JSON") from why
    demand(4, compact(value) == text, f"{where}不是规定的紧凑写法")
    return value


def fields(value: object, names: str, optional: str = "") -> list[Any]:
    """The values of an object that has exactly the fields `names`, in this order; `optional` ones may miss (None)."""
    if not isinstance(value, dict):
        raise Broken(4, "应当是对象")
    allowed = [name for name in names.split() if value.get(name) is not None or name not in optional.split()]
    demand(4, list(value) == allowed, f"字段应为 {names}")
    return [value.get(name) for name in names.split()]


def rows(value: object, length: int | None = None) -> list[Any]:
    if not (isinstance(value, list) and length in (None, len(value))):
        raise Broken(4, f"列表长度应为 {length}")
    return value


def text_of(value: object) -> str:
    if not isinstance(value, str):
        raise Broken(4, "应当是文字")
    return value


def whole(value: object, least: int = 0) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < least:
        raise Broken(4, f"应当是不小于 {least} 的整数")
    return value


def natural(value: object) -> mpz:
    if not (isinstance(value, str) and re.fullmatch("0|[1-9][0-9]{0,616}", value)):
        raise Broken(4, "大数写法有误")
    return mpz(value)


def scalar(value: object) -> mpz:
    number = natural(value)
    demand(6, number < Q, "指数超出范围")
    return number


def unchecked(value: object) -> mpz:
    """An element whose membership is tested later, together with many others."""
    number = natural(value)
    demand(6, 0 < number < P, "群元素超出范围")
    return number


def element(value: object) -> mpz:
    number = unchecked(value)
    demand(6, power(number, Q) == 1, "群元素不在子群内")
    return number


def pair(value: object) -> Ciphertext:
    alpha, beta = fields(value, "alpha beta")
    return unchecked(alpha), unchecked(beta)


def proof(value: object) -> Proof:
    challenge, response = fields(value, "challenge response")
    return scalar(challenge), scalar(response)


def sha(text: str | bytes) -> str:
    return hashlib.sha256(text.encode() if isinstance(text, str) else text).hexdigest()


def b64(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()


def challenge(*parts: object) -> mpz:
    """SHA-256 of the parts joined by bars, modulo q; tuples of numbers are joined by commas."""
    joined = "|".join(",".join(map(str, part)) if isinstance(part, tuple) else str(part) for part in parts)
    return mpz(int(sha(joined), 16)) % Q


class Base:
    """A base that is used often, with a table of windows: base^(digit · 2^(width·row))."""

    def __init__(self, base: mpz, width: int = 6) -> None:
        self.base, self.width = base, width
        self.table: list[list[mpz]] = []
        for _ in range(-(-256 // width)):
            row = [mpz(1)]
            for _ in range(2**width - 1):
                row.append(row[-1] * base % P)
            self.table.append(row)
            base = row[-1] * base % P

    def power(self, exponent: mpz) -> mpz:
        result, mask = mpz(1), (1 << self.width) - 1
        for row in self.table:
            result = result * row[exponent & mask] % P
            exponent >>= self.width
        return result


def all_members(elements: list[mpz], repeats: int = 8) -> bool:
    """Whether every element lies in the subgroup of order q; a wrong yes has probability at most 2^-(8·repeats).

    A round multiplies a random subset and tests whether the product's q-th power is 1. Suppose x lies outside. Any
    subset without x and the same subset with x give products that cannot both lie inside. The coin for x is tossed
    independently. So a round is fooled with probability at most 1/2, whatever the orders of the elements are. (The
    cofactor is 6·m. One random combination of all elements would be fooled by orders 2 and 3.) The coins are the
    verifier's own. They are fresh, and tossed when the elements are fixed.

    Eight rounds run at once. Each element is thrown into one of 256 buckets. The rounds are the eight bits of the
    bucket's number, read by folding the row in the middle.
    """
    if len(elements) <= 8 * repeats:
        return all(power(x, Q) == 1 for x in elements)
    for _ in range(repeats):
        buckets = [mpz(1)] * 256
        for x, number in zip(elements, secrets.token_bytes(len(elements)), strict=True):
            buckets[number] = buckets[number] * x % P
        while len(buckets) > 1:
            low, high = buckets[: len(buckets) // 2], buckets[len(buckets) // 2 :]
            subset = mpz(1)
            for product in high:
                subset = subset * product % P
            if power(subset, Q) != 1:
                return False
            buckets = [a * b % P for a, b in zip(low, high, strict=True)]
    return True


def knows(label: tuple[object, ...], g: Base, key: mpz, given: Proof) -> bool:
    """A Schnorr proof or signature: challenge = H(label, g^response · key^challenge)."""
    c, r = given
    return c == challenge(*label, g.power(r) * power(key, c) % P)


def one_of(
    label: tuple[object, ...], g: Base, y: Base, statements: Sequence[Ciphertext], given: Sequence[Proof]
) -> bool:
    """One of the ciphertexts encrypts zero: the challenges add up to the hash of all commitments."""
    commitments: tuple[mpz, ...] = ()
    for (alpha, beta), (c, r) in zip(statements, given, strict=True):
        commitments += (g.power(r) * power(alpha, c) % P, y.power(r) * power(beta, c) % P)
    return challenge(*label, commitments) == sum((c for c, _ in given), mpz(0)) % Q


def minus(ciphertext: Ciphertext, m: int) -> Ciphertext:
    return ciphertext[0], ciphertext[1] * powmod(INVERSE_OF_G, m, P) % P


def product_of(ciphertexts: Sequence[Ciphertext]) -> Ciphertext:
    alpha = beta = mpz(1)
    for a, b in ciphertexts:
        alpha, beta = alpha * a % P, beta * b % P
    return alpha, beta
