"""Words that are written from right to left, among words that are written from left to right (Unicode Standard Annex 9)."""

import re

_LEFTWARD = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff"
RIGHT_TO_LEFT = re.compile(f"[{_LEFTWARD}](?:[{_LEFTWARD}\u200c\u200d ]*[{_LEFTWARD}])?")
"""Words of Arabic script (Uyghur, Kazakh) and others that are written from right to left, with the blanks between them."""
_MARK = "\u200e"
"""The left-to-right mark: nobody sees it, and what stands behind it goes on from left to right."""


def anchored(text: str) -> str:
    """The text for where no page isolates words (papers, messages): what stands beside a right-to-left word stays in its order.

    >>> anchored("东街 3 号")
    '东街 3 号'
    """
    return RIGHT_TO_LEFT.sub(rf"{_MARK}\g<0>{_MARK}", text)
