"""The group BELENIOS-2048 (specification §5.1): a subgroup of prime order Q of the integers modulo P.

Elements are `mpz` in [1, P), scalars `mpz` in [0, Q). Half of all powers in the
protocol have the base G or the election key; `FixedBase` keeps tables for them.
"""

import secrets
from collections.abc import Sequence

from gmpy2 import mpz, powmod, powmod_sec

from .openssl import powers

NAME = "BELENIOS-2048"
P = mpz(
    "2069478569142254640101364365750500806492298929575110409710088478705737421924271740192223725449768433"
    "8129066633138078958404960054389636289796393038773905722803605973749427671376777618898589872735865049"
    "0811670993105358677809800307904916540637771737641986785272734744763418356000356983051931442845617019"
    "1100078673730733356412397173289791324047457883446826065232797464795113767265869358218004631792207366"
    "8860052627186363386088796882120769432366149491002923444346373222145884100586421050242120365433561201"
    "3204811188524087310770141516662001623131771693721892480785077118278423174980732765988288251691831031"
    "25680162072880719"
)
G = mpz(
    "2402352677501852209227687703532399932712287657378364916510075318787663274146353219320285676155269678"
    "7996946682987493890950838965734256019006010684771644917354741372831046104586813145117816467554005274"
    "0288984613986453266121505579709716201616827031288643245666383486363578210615491841998253431518974065"
    "8186868651151358576410138882215396016043228843603930989333662772848406593138406010231675095763777982"
    "6651036068224066350766977640253462537730851331734951942489677540525736590494924776314759915751987751"
    "7771148149092045660020547812705472823814097251863985833411570056835369555342378147558249189605029668"
    "0037745308460627"
)
Q = mpz("78571733251071885079927659812671450121821421258408794611510081919805623223441")
ONE = mpz(1)
ROUNDS = 64
"""Coin-flip rounds of `all_members`: an intruder stays unseen with probability at most 2**-ROUNDS."""


_by_openssl = powers(P)


def power(base: mpz, exponent: mpz) -> mpz:
    """base**exponent mod P, for public values (§5.1)."""
    if _by_openssl and 0 <= base < P and 0 <= exponent < P:
        return _by_openssl(base, exponent)
    return powmod(base, exponent, P)


def secret_power(base: mpz, exponent: mpz) -> mpz:
    """base**exponent mod P in time that does not depend on the exponent's bits (§5.1): for keys, shares, credentials."""
    return powmod_sec(base, exponent, P) if exponent else ONE


def random_scalar() -> mpz:
    """A uniform scalar in [0, Q) from the operating system (§5.1)."""
    return mpz(secrets.randbelow(int(Q)))


def is_member(element: mpz) -> bool:
    """Whether the element lies in the subgroup (§5.1): element**Q = 1 mod P."""
    return 0 < element < P and power(element, Q) == 1


def all_members(elements: Sequence[mpz], rounds: int = ROUNDS) -> bool:
    """Whether all elements lie in the subgroup (§5.1); wrongly True with probability at most 2**-rounds.

    Each round multiplies a fresh random subset and tests the product. Let one element lie outside: whatever the
    others are, of the two subsets that differ only in it at most one product can be a member, so a round misses it
    with probability at most 1/2. This holds for cofactors of any order: (P-1)/Q = 6·m here, and the cheaper test
    with one random linear combination would let elements of order 2 and 3 through too often. The coins are drawn
    after the elements are fixed and are never reused. Subset products of five neighbours are tabulated once, so that
    a round costs a fifth of a multiplication per element; below about 70 elements plain powers are cheaper.
    """
    if not all(0 < x < P for x in elements):
        return False
    if len(elements) <= rounds + 8:
        return all(power(x, Q) == 1 for x in elements)
    products = [ONE] * rounds
    for start in range(0, len(elements), 5):
        table = [ONE]
        for x in elements[start : start + 5]:
            table += [entry * x % P for entry in table]
        mask = len(table) - 1
        coins = secrets.token_bytes(rounds)
        for j, coin in enumerate(coins):
            products[j] = products[j] * table[coin & mask] % P
    return all(power(x, Q) == 1 for x in products)


class FixedBase:
    """Powers of one base from a table of windows (§5.1): 256/width multiplications instead of 300.

    width: bits of a window. 8 takes 2 MB and 13 ms to build, 12 takes 26 MB and 0.15 s; wider pays off after some
    hundred ballots.
    """

    def __init__(self, base: mpz, width: int = 8) -> None:
        self.base, self.width = base, width
        self._rows: list[list[mpz]] = []
        for _ in range(-(-Q.bit_length() // width)):
            row = [ONE]
            for _ in range((1 << width) - 1):
                row.append(row[-1] * base % P)
            self._rows.append(row)
            base = row[-1] * base % P

    def power(self, exponent: mpz) -> mpz:
        """base**exponent mod P; the exponent lies in [0, Q)."""
        width, mask = self.width, (1 << self.width) - 1
        product = ONE
        for row in self._rows:
            digit = exponent & mask
            if digit:
                product = product * row[digit] % P
            exponent >>= width
        return product


_of_g: FixedBase | None = None


def table_of_g() -> FixedBase:
    """The table of G, built when first needed and shared (§5.1)."""
    global _of_g
    if _of_g is None:
        _of_g = FixedBase(G)
    return _of_g
