"""Encrypted tally, shares, result: checks 12 to 15 (specification §4.16–4.19)."""

from itertools import combinations, product

from .election import Trustees
from .protocol import Base, G, P, Q, challenge, demand, element, fields, load, mpz, pair, powmod, proof, rows, whole


def read_tally(data: dict, payload: str, totals: list, counted: int, weight: int) -> list:
    """The encrypted tally; it must be the product of the counted ballots."""
    number, total_weight, digest = fields(load(data[payload], "合计"), "num_tallied total_weight encrypted_tally")
    demand(12, digest in data, "档案中没有密文合计")
    value = rows(load(data[digest], "密文合计"), len(totals))
    tally = [[pair(c) for c in rows(row, len(mine))] for row, mine in zip(value, totals, strict=True)]
    demand(12, tally == totals, "密文合计不是各张选票之积")
    demand(12, (whole(number), whole(total_weight)) == (counted, weight), "张数或总权重有误")
    return tally


def read_share(data: dict, payload: str, tally: list, trustees: Trustees, phi: str, strong: dict) -> tuple[int, list]:
    """Owner (from 1) and factors of a partial decryption whose proofs hold.

    The proof of §4.18 does not cover the factor itself, so that a wrong one can pass. guardian_proofs.json brings
    stronger ones, over H("strong-decrypt", φ, X, (alpha, factor), (A, B)).
    """
    owner, digest = fields(load(data[payload], "解密份额"), "owner payload")
    demand(13, 1 <= whole(owner) <= len(trustees.keys) and digest in data, "份额的归属有误")
    factors, proofs = fields(load(data[digest], "解密份额"), "decryption_factors decryption_proofs")
    key, g = trustees.keys[owner - 1], Base(G, 6)
    table = Base(key, 6)
    extra = rows(strong[str(owner)], len(tally)) if str(owner) in strong else [None] * len(tally)
    found = []
    for ciphertexts, row, given, more in zip(
        tally, rows(factors, len(tally)), rows(proofs, len(tally)), extra, strict=True
    ):
        n = len(ciphertexts)
        found.append([element(x) for x in rows(row, n)])
        proofs_of = zip(ciphertexts, found[-1], rows(given, n), more or [None] * n, strict=True)
        for (alpha, _), factor, one, two in proofs_of:
            for label, value in ((("decrypt", phi, key), one), (("strong-decrypt", phi, key, (alpha, factor)), two)):
                if value is None:
                    continue
                c, r = proof(value)
                a, b = g.power(r) * table.power(c) % P, powmod(alpha, r, P) * powmod(factor, c, P) % P
                demand(13, c == challenge(*label, (a, b)), f"第 {owner} 位监票人的份额证明不成立")
    return owner, found


def choices_of(trustees: Trustees, shares: dict) -> list[list[tuple[int, mpz]]]:
    """Every way to take just enough shares: owners with their Lagrange coefficients (§4.19)."""
    ways, start = [], 1
    for n, threshold in trustees.groups:
        present = [i for i in range(1, n + 1) if start + i - 1 in shares]
        way = []
        for chosen in combinations(present, threshold):
            part = []
            for i in chosen:
                top = bottom = mpz(1)
                for k in chosen:
                    if k != i:
                        top, bottom = top * k % Q, bottom * (k - i) % Q
                part.append((start + i - 1, top * powmod(bottom, -1, Q) % Q))
            way.append(part)
        ways.append(way)
        start += n
    return [[one for part in parts for one in part] for parts in product(*ways)]


def check_result(counts: list, tally: list, shares: dict, choice: list) -> None:
    """g^count · F = beta for every answer, with F combined from this choice of shares."""
    g = Base(G, 6)
    for i, (row, given) in enumerate(zip(tally, counts, strict=True)):
        for j, ((_, beta), count) in enumerate(zip(row, given, strict=True)):
            f = mpz(1)
            for owner, weight in choice:
                f = f * powmod(shares[owner][i][j], weight, P) % P
            owners = "、".join(str(owner) for owner, _ in choice)
            demand(14, g.power(mpz(count)) * f % P == beta, f"监票人 {owners} 解得的结果与公布的不同")


def check_sums(questions: list, counts: list, weight: int) -> None:
    """Shape and range of the counts; without it a count could be too large by a multiple of q (check 14)."""
    for number, (q, row) in enumerate(zip(questions, rows(counts, len(questions)), strict=True), 1):
        demand(15, all(whole(count) <= weight for count in rows(row, q.width)), f"第 {number} 题有票数超过总票数")
        marks, blank = sum(row[q.blank :]), row[0] if q.blank else 0
        low, high = q.min * (weight - blank), q.max * (weight - blank)
        demand(15, low <= marks <= high, f"第 {number} 题的合计超出范围")
