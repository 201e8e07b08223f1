"""Encrypted tally, shares, result: checks 12 to 15 (specification §4.16–4.19)."""

from collections.abc import Mapping, Sequence
from math import comb
from typing import Any

from .election import Question, Trustees
from .protocol import (
    Base,
    Ciphertext,
    G,
    P,
    Q,
    challenge,
    demand,
    element,
    fields,
    load,
    mpz,
    pair,
    power,
    powmod,
    proof,
    rows,
    whole,
)

Tally = list[list[Ciphertext]]  # by question, by answer
Factors = list[list[mpz]]  # the same shape: what one trustee's share takes off each


def read_tally(data: Mapping[str, str], payload: str, totals: Tally, counted: int, weight: int) -> Tally:
    """The encrypted tally; it must be the product of the counted ballots."""
    number, total_weight, digest = fields(load(data[payload], "合计"), "num_tallied total_weight encrypted_tally")
    demand(12, digest in data, "档案中没有密文合计")
    value = rows(load(data[digest], "密文合计"), len(totals))
    tally = [[pair(c) for c in rows(row, len(mine))] for row, mine in zip(value, totals, strict=True)]
    demand(12, tally == totals, "密文合计不是各张选票之积")
    demand(12, (whole(number), whole(total_weight)) == (counted, weight), "张数或总权重有误")
    return tally


def read_share(
    data: Mapping[str, str], payload: str, tally: Tally, trustees: Trustees, phi: str, strong: Mapping[str, Any]
) -> tuple[int, Factors]:
    """Owner (from 1) and factors of a partial decryption whose proofs hold.

    The proof of §4.18 does not cover the factor itself, so that a wrong one can pass. guardian_proofs.json brings
    stronger ones, over H("strong-decrypt", φ, X, (alpha, factor), (A, B)).
    """
    owner, digest = fields(load(data[payload], "解密份额"), "owner payload")
    demand(13, 1 <= whole(owner) <= len(trustees.keys) and digest in data, "份额的归属有误")
    factors, proofs = fields(load(data[digest], "解密份额"), "decryption_factors decryption_proofs")
    key, g = trustees.keys[owner - 1], Base(G, 6)
    table = Base(key, 6)
    stronger = str(owner) in strong
    extra = rows(strong[str(owner)], len(tally)) if stronger else given_none(tally)
    taken: Factors = []
    for ciphertexts, row, given, more in zip(
        tally, rows(factors, len(tally)), rows(proofs, len(tally)), extra, strict=True
    ):
        n = len(ciphertexts)
        taken.append([element(x) for x in rows(row, n)])
        proofs_of = zip(ciphertexts, taken[-1], rows(given, n), rows(more, n), strict=True)
        for (alpha, _), factor, one, two in proofs_of:
            for label, value in ((("decrypt", phi, key), one), (("strong-decrypt", phi, key, (alpha, factor)), two)):
                if value is None and label[0] != "decrypt" and not stronger:
                    continue
                c, r = proof(value)
                a, b = g.power(r) * table.power(c) % P, power(alpha, r) * power(factor, c) % P
                demand(13, c == challenge(*label, (a, b)), f"第 {owner} 位监票人的份额证明不成立")
    return owner, taken


def given_none(tally: Tally) -> list[list[None]]:
    """No stronger proof for any answer."""
    return [[None] * len(row) for row in tally]


def lagrange(chosen: list[int], x: int) -> list[mpz]:
    """The factors by which a polynomial's values at `chosen` give its value at x (§4.19, where x is 0)."""
    factors = []
    for i in chosen:
        top = bottom = mpz(1)
        for k in chosen:
            if k != i:
                top, bottom = top * (x - k) % Q, bottom * (i - k) % Q
        factors.append(top * powmod(bottom, -1, Q) % Q)
    return factors


def combined(values: list[mpz], factors: list[mpz]) -> mpz:
    f = mpz(1)
    for value, factor in zip(values, factors, strict=True):
        f = f * powmod(value, factor, P) % P
    return f


def check_result(
    counts: Sequence[Sequence[int]], tally: Tally, shares: Mapping[int, Factors], trustees: Trustees
) -> int:
    """g^count · F = beta for every answer, whichever trustees one takes; how many choices of just enough there are.

    F comes from the first shares of each group; every further share must be what those say at its number. Then all
    lie on one polynomial, so that every choice gives the same F; if one did not, leaving out this or that trustee
    would give different ones. Work grows with the number of shares, not of choices.
    """
    ways, start, groups = 1, 1, []
    for n, threshold in trustees.groups:
        present = [i for i in range(1, n + 1) if start + i - 1 in shares]
        demand(14, len(present) >= threshold, "份额不够")
        ways, base = ways * comb(len(present), threshold), present[:threshold]
        groups.append((start - 1, base, lagrange(base, 0), [(i, lagrange(base, i)) for i in present[threshold:]]))
        start += n
    g = Base(G, 6)
    for q, (row, given) in enumerate(zip(tally, counts, strict=True)):
        for j, ((_, beta), count) in enumerate(zip(row, given, strict=True)):
            f = mpz(1)
            for before, base, at_zero, others in groups:
                values = [shares[before + i][q][j] for i in base]
                f = f * combined(values, at_zero) % P
                for i, factors in others:
                    same = shares[before + i][q][j] == combined(values, factors)
                    demand(14, same, f"第 {before + i} 位监票人的份额与其他人的不符，换一种组合会解出别的结果")
            demand(14, g.power(mpz(count)) * f % P == beta, f"第 {q + 1} 题解得的结果与公布的不同")
    return ways


def check_sums(questions: Sequence[Question], result: object, weight: int) -> list[list[int]]:
    """The counts, once their shape and range are right; without it a count could be too large by a multiple of q (check 14)."""
    counts: list[list[int]] = []
    for number, (q, given) in enumerate(zip(questions, rows(result, len(questions)), strict=True), 1):
        row = [whole(count) for count in rows(given, q.width)]
        demand(15, max(row) <= weight, f"第 {number} 题有票数超过总票数")
        marks, blank = sum(row[q.blank :]), row[0] if q.blank else 0
        low, high = q.min * (weight - blank), q.max * (weight - blank)
        demand(15, low <= marks <= high, f"第 {number} 题的合计超出范围")
        counts.append(row)
    return counts
