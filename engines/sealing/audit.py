"""Test-or-cast: opening a sealed ballot to see that the device encrypted what was chosen.

The randomness of every ciphertext comes from a seed of 32 bytes; showing the seed opens the ballot. Not part of the
specification, whose ballots stay as they are. A challenged ballot is unsigned and is never cast; nonces of proofs and
signatures must not come from the seed, or opening would reveal the credential.
"""

import hmac
import secrets
from collections.abc import Callable

from gmpy2 import invert, mpz

from .ballot import ciphertexts_of_unsigned
from .election import Election
from .errors import SealingError
from .group import G, P, Q, table_of_g


def new_seed() -> bytes:
    """32 random bytes, one seed for each sealing."""
    return secrets.token_bytes(32)


def scalar_at(seed: bytes, uuid: str, question: int, answer: int) -> mpz:
    """r of that ciphertext, counted from 0: HMAC-SHA512(seed, "uuid|question|answer") as a big-endian number mod Q."""
    code = hmac.digest(seed, f"{uuid}|{question}|{answer}".encode(), "sha512")
    return mpz(int.from_bytes(code)) % Q


def randomness(seed: bytes, uuid: str) -> Callable[[int, int], mpz]:
    """The `draw` that `ballot.seal` takes."""
    return lambda question, answer: scalar_at(seed, uuid, question, answer)


def open_ballot(election: Election, unsigned: str, seed: bytes) -> list[list[int]]:
    """The choices in an unsigned ballot; raises SealingError when ciphertexts and seed do not belong together."""
    g, y = table_of_g(), election.table()
    opened: list[list[int]] = []
    for i, choices in enumerate(ciphertexts_of_unsigned(election, unsigned)):
        row = []
        for j, c in enumerate(choices):
            r = scalar_at(seed, election.uuid, i, j)
            plain = c.beta * invert(y.power(r), P) % P
            if c.alpha != g.power(r) or plain not in (1, G):
                raise SealingError("打开的选票与种子不符：这台设备没有如实封票，请停止使用并报告监票人。")
            row.append(int(plain == G))
        opened.append(row)
    return opened
