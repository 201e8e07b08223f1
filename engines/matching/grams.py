"""The terms that an index of words keeps and is asked for: pairs of neighbouring characters, in one spelling.

Most Chinese words have two characters, so pairs find what whole words or runs of three do not. A word is asked for by all
of its pairs. The index knows pairs only, no text and no person.
"""

import math
import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from .synonyms import also_called, one_word
from .wording import normalise

_RUNS = re.compile(r"[^\W_]+")
_END = "·"
"""Stands behind the last character of a run, so that each character begins one pair."""
_ANY = "*"
_EVERYWHERE, _LARGE = 0.2, 1000
"""Pairs that more than this share of a large index holds tell nothing."""
_OPENING = re.compile("建议|希望|请求|恳请|请问|咨询|反映|投诉|关于|尽快|解决|领导|您好|你好|谢谢|盼望|问题")
"""How wishes are put, whatever is wished: no reason to show another one."""

Terms = tuple[str, ...]


def kept_terms(text: str) -> list[str]:
    """What an index keeps of a text, each once; of several words for one thing also the one that stands for all.

    >>> kept_terms("加装電梯，3樓")
    ['加装', '装电', '电梯', '梯·', '3楼', '楼·']
    """
    plain = normalise(text)
    one = one_word(plain)
    found: dict[str, None] = {}
    for written in (plain,) if one == plain else (plain, one):
        for run in _RUNS.findall(written):
            found.update(dict.fromkeys(map(str.__add__, run, run[1:])))
            found[run[-1] + _END] = None
    return list(found)


def asked_terms(word: str) -> list[Terms]:
    """What a word that is looked for asks of an index: one of these, each with all of its terms.

    A term that ends in * is any that begins so: a character by itself. Nothing that could be read asks for nothing.

    >>> asked_terms("梯"), asked_terms("电视塔"), asked_terms("！")
    ([('梯*',)], [('电视', '视塔')], [])
    """
    ways = dict.fromkeys(_in_order(normalise(way)) for way in also_called(word))
    return [terms for terms in ways if terms]


def is_beginning(term: str) -> bool:
    """Whether any term that begins so is meant."""
    return term.endswith(_ANY)


def beginning(term: str) -> str:
    """What such a term begins with."""
    return term.removesuffix(_ANY)


def _in_order(text: str) -> Terms:
    found: dict[str, None] = {}
    for run in _RUNS.findall(text):
        found.update(dict.fromkeys([a + b for a, b in pairwise(run)] or [run + _ANY]))
    return tuple(found)


def weighed(text: str, held: Callable[[str], int], total: int) -> dict[str, float]:
    """The terms of what is typed, and what each says of its likeness to another message; the sum is 1. Empty: nothing does.

    held:  in how many messages of the index a term stands; total: how many messages there are
    """
    terms = _in_order(wish(one_word(normalise(text))))
    terms = tuple(term for term in terms if not is_beginning(term)) or terms
    number = {term: held(term) for term in terms}
    if total > _LARGE:
        telling = [term for term in terms if number[term] <= total * _EVERYWHERE]
        terms = tuple(telling) or terms
    weights = {term: _rarity(number[term], total) for term in terms}
    whole = sum(weights.values())
    return {term: weight / whole for term, weight in weights.items()}


def _rarity(number: int, total: int) -> float:
    """What nobody wrote tells none from another: it must not drown what somebody did."""
    rarity = 1 + max(0.0, math.log((total + 1) / (number + 1)))
    return rarity if number else rarity / 2


def wish(text: str) -> str:
    """What is typed without how it is put, if anything remains."""
    bare = _OPENING.sub(" ", text)
    return bare if re.search(r"\w\w", bare) else text


def answered(weights: dict[str, float], stands: Callable[[str], bool]) -> float:
    """How much of what was typed a message answers, 0…1. stands: whether it has a term."""
    return sum(weight for term, weight in weights.items() if stands(term))


def joined(terms: Sequence[str]) -> str:
    """Terms as one text, with a blank on each side of each."""
    return f" {' '.join(terms)} "


def stands_in(term: str, text: str) -> bool:
    """Whether a term stands in a text that was `joined`."""
    return f" {beginning(term)}" in text if is_beginning(term) else f" {term} " in text
