"""Credentials: what a voter holds, and what the board lists (specification §4.8)."""

import re
import secrets
from collections.abc import Iterable
from hashlib import pbkdf2_hmac
from typing import NamedTuple

from gmpy2 import mpz

from .encoding import items, text, unchecked_element
from .errors import SealingError
from .group import Q, all_members, table_of_g

DIGITS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
READABLE = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without 0, 1, I, L, O and small letters."""
FORM = re.compile(f"[{DIGITS}]{{15}}|[{DIGITS}]{{3}}(-[{DIGITS}]{{3}}){{4}}")


def _checksum(first: str) -> str:
    number = 0
    for digit in first:
        number = number * 58 + DIGITS.index(digit)
    return DIGITS[53 - number % 53]


def generate() -> str:
    """A new secret credential XXX-XXX-XXX-XXX-XXX (§4.8): 14 random digits and a checksum.

    Of the specification's base 58 only capital letters and digits that look like no other are drawn: people type them from
    paper, in either case. 31 digits leave 68 bits of chance (docs/ballot.md#slip-numbers).
    """
    whole = ""
    while whole[-1:] not in READABLE or not whole:
        first = "".join(secrets.choice(READABLE) for _ in range(14))
        whole = first + _checksum(first)
    return "-".join(whole[i : i + 3] for i in range(0, 15, 3))


def check(credential: str) -> str:
    """The credential as given, if it is well formed and its checksum agrees (§4.8)."""
    if not FORM.fullmatch(credential):
        raise SealingError("票签码应为 15 个字符（可用横线分成五组），请对照票签重新输入。")
    plain = credential.replace("-", "")
    if _checksum(plain[:14]) != plain[14]:
        raise SealingError("票签码有错字，请对照票签重新输入。")
    return credential


def secret(credential: str, uuid: str) -> mpz:
    """secret(c) (§4.8): PBKDF2-HMAC-SHA256 of the credential, salted with the election's uuid, 1,000 rounds, modulo Q.

    The specification allows both writings of a credential; the tool derives from the one with dashes, so this does too.
    """
    plain = check(credential).replace("-", "")
    dashed = "-".join(plain[i : i + 3] for i in range(0, 15, 3))
    return mpz(int.from_bytes(pbkdf2_hmac("sha256", dashed.encode(), uuid.encode(), 1000))) % Q


def public(credential: str, uuid: str) -> mpz:
    """public(c) = g^secret(c) (§4.8)."""
    return table_of_g().power(secret(credential, uuid))


class Voter(NamedTuple):
    """One line of public_credentials (§4.8): the key and its weight (votes). The board never lists names or slip numbers."""

    credential: mpz
    weight: int = 1

    def line(self) -> str:
        """`key` or `key,weight`."""
        return str(self.credential) if self.weight == 1 else f"{self.credential},{self.weight}"


def public_credentials(voters: Iterable[Voter]) -> list[str]:
    """public_credentials of §4.8, in the order of the keys, which tells nothing about printing or drawing."""
    return [voter.line() for voter in sorted(voters)]


def parse_public_credentials(value: object) -> dict[mpz, Voter]:
    """The listed voters by key (§4.8); refuses a key listed twice, out of order or outside the group, a weight below 1."""
    voters: dict[mpz, Voter] = {}
    for line in items(value):
        key, comma, weight = text(line).partition(",")
        if comma and not re.fullmatch(r"[1-9][0-9]{0,17}", weight):
            raise SealingError("公开凭据名单中有无效的权重，或多余的内容。")
        voter = Voter(unchecked_element(key), int(weight or 1))
        if voter.credential in voters:
            raise SealingError("公开凭据名单中有重复的凭据。")
        voters[voter.credential] = voter
    if list(voters) != sorted(voters):
        raise SealingError("公开凭据名单没有按大小排列，次序可能泄露印制顺序，请重新生成名单。")
    if not all_members(list(voters)):
        raise SealingError("公开凭据名单中有不属于规定群的数。")
    return voters
