"""A message in words, as the dictionary and the name model of jieba (rjieba) cut it."""

from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

import rjieba


class Token(NamedTuple):
    start: int
    end: int
    word: str
    tag: str

    @property
    def named(self) -> bool:
        return self.tag[:2] == "nr"


class Reading:
    """A message in words, read when it is first asked for."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def words(self) -> list[tuple[str, str]]:
        """Words with their tags."""
        return rjieba.tag(self.text)

    @cached_property
    def ends(self) -> list[int]:
        """Where each word ends."""
        return list(accumulate(len(word) for word, _ in self.words))

    def token(self, number: int) -> Token:
        word, tag = self.words[number]
        return Token(self.ends[number] - len(word), self.ends[number], word, tag)

    def around(self, at: int) -> Token:
        """The word that the character belongs to."""
        return self.token(bisect_right(self.ends, at))

    def before(self, at: int, most: int) -> list[Token]:
        """Up to so many words that end there, the nearest last; none where a word stretches across."""
        number = bisect_left(self.ends, at)
        if number == len(self.ends) or self.ends[number] != at:
            return []
        return [self.token(n) for n in range(max(0, number - most + 1), number + 1)]


def tokens_of(text: str, start: int = 0) -> list[Token]:
    """Words of the text with their places, counted from start."""
    words = rjieba.tag(text)
    ends = list(accumulate((len(word) for word, _ in words), initial=start))
    return [Token(a, b, word, tag) for (word, tag), a, b in zip(words, ends, ends[1:], strict=False)]
