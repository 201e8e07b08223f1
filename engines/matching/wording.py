"""One spelling for one word: width, case, traditional characters and blanks are made equal."""

import re
import unicodedata

from engines.writing import simplified

_BLANKS = re.compile(r"\s+")


def normalise(text: str) -> str:
    """Half width, lower case, simplified characters, one blank between words, no invisible characters.

    >>> normalise("ＡＢ １２號　樓")
    'ab 12号 楼'
    """
    text = simplified(unicodedata.normalize("NFKC", text).lower())
    text = _BLANKS.sub(" ", text)
    if not text.isprintable():
        text = _BLANKS.sub(" ", "".join(c for c in text if unicodedata.category(c) not in {"Cc", "Cf", "Co", "Cs"}))
    return text.strip()
