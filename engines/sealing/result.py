"""The result: partial decryptions combined, discrete logarithms taken (specification §4.19)."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product
from math import isqrt

from gmpy2 import invert, mpz

from .encoding import compact
from .errors import SealingError
from .group import G, P, Q, power
from .keys import Kind
from .tally import EncryptedTally

Factors = Sequence[Sequence[mpz]]
Counts = list[list[int]]


class NotALogarithm(SealingError):
    """A total is not a number of votes (§4.19): some share is wrong although its proof passed."""


def lagrange(chosen: Sequence[int], index: int) -> mpz:
    """λ of §4.19 for trustee `index` among the chosen ones (numbers from 1 within their group)."""
    numerator, denominator = mpz(1), mpz(1)
    for k in chosen:
        if k != index:
            numerator = numerator * k % Q
            denominator = denominator * (k - index) % Q
    return numerator * invert(denominator, Q) % Q


class Logarithms:
    """log_g of g^n for 0 ≤ n ≤ bound, by baby steps and giant steps (§4.19)."""

    def __init__(self, bound: int) -> None:
        self._bound, self._step = bound, isqrt(bound) + 1
        self._baby: dict[mpz, int] = {}
        x = mpz(1)
        for i in range(self._step):
            self._baby[x] = i
            x = x * G % P
        self._giant = invert(x, P)

    def of(self, element: mpz) -> int:
        """n with g^n = element; raises NotALogarithm beyond the bound."""
        for j in range(self._step + 1):
            if element in self._baby:
                n = j * self._step + self._baby[element]
                if n <= self._bound:
                    return n
            element = element * self._giant % P
        raise NotALogarithm("解密结果不是有效的票数：至少有一份解密份额是错的。")


def subsets(trustees: Sequence[Kind], owners: Sequence[int]) -> Iterator[tuple[tuple[int, ...], ...]]:
    """Every way to take just enough of the available owners (§4.19): per trustee item a tuple of numbers within it."""
    ways, start = [], 1
    for kind in trustees:
        n = len(kind.verification_keys)
        present = [owner - start + 1 for owner in sorted(set(owners)) if start <= owner < start + n]
        ways.append(list(combinations(present, kind.threshold)))
        start += n
    yield from product(*ways)


def _synthetic(trustees: Sequence[Kind], chosen: Sequence[Sequence[int]], shares: Mapping[int, Factors]) -> Factors:
    """F of §4.19, per question and answer."""
    parts: list[tuple[Factors, mpz]] = []
    start = 1
    for kind, indices in zip(trustees, chosen, strict=True):
        parts += [(shares[start + i - 1], lagrange(indices, i)) for i in indices]
        start += len(kind.verification_keys)
    rows = []
    for i, row in enumerate(parts[0][0]):
        combined = []
        for j in range(len(row)):
            f = mpz(1)
            for factors, weight in parts:
                f = f * power(factors[i][j], weight) % P
            combined.append(f)
        rows.append(combined)
    return rows


def decrypt(
    trustees: Sequence[Kind],
    chosen: Sequence[Sequence[int]],
    tally: EncryptedTally,
    shares: Mapping[int, Factors],
    logarithms: Logarithms | None = None,
) -> Counts:
    """The counts from one choice of trustees (see `subsets`) (§4.19). shares: owner (from 1) → decryption factors."""
    logs = logarithms or Logarithms(tally.total_weight)
    factors = _synthetic(trustees, chosen, shares)
    return [
        [logs.of(c.beta * invert(f, P) % P) for c, f in zip(row, given, strict=True)]
        for row, given in zip(tally.ciphertexts, factors, strict=True)
    ]


def compute_result(trustees: Sequence[Kind], tally: EncryptedTally, shares: Mapping[int, Factors]) -> Counts:
    """The counts per question and answer (§4.19). Tries other trustees when a wrong share spoils one choice.

    Raises SealingError when too few shares are there, NotALogarithm when every choice is spoiled.
    """
    spoiled: NotALogarithm | None = None
    logarithms = Logarithms(tally.total_weight)
    for chosen in subsets(trustees, list(shares)):
        try:
            return decrypt(trustees, chosen, tally, shares, logarithms)
        except NotALogarithm as why:
            spoiled = why
    raise spoiled or SealingError("解密份额还不够，请等更多监票人提交。")


def serialise(counts: Counts) -> str:
    """The result structure (§4.19)."""
    return compact({"result": counts})
