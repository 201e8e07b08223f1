"""One spelling for one word: width, case, traditional characters and blanks are made equal, and search terms are cut."""

import re
import unicodedata
from itertools import pairwise

from engines.writing import simplified

_BLANKS = re.compile(r"\s+")
_WORDS = re.compile(r"[a-z0-9]+|[㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff]+")


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


def search_terms(text: str) -> list[str]:
    """The terms a text is indexed and searched by, in order of first appearance, each once.

    Chinese: every character and every pair of neighbours (so that a query of one or two characters is
    answered); letters and digits: whole words. Used alike for SQLite FTS5 and PostgreSQL.

    >>> search_terms("加装电梯 3号楼")
    ['加', '装', '电', '梯', '加装', '装电', '电梯', '3', '号', '楼', '号楼']
    """
    terms: dict[str, None] = {}
    for run in _WORDS.findall(normalise(text)):
        if run[0].isascii():
            terms[run] = None
        else:
            terms.update(dict.fromkeys(run))
            terms.update(dict.fromkeys(a + b for a, b in pairwise(run)))
    return list(terms)


def query_terms(query: str) -> list[str]:
    """The terms a query must all meet: pairs where there are pairs, the single character where it stands alone.

    >>> query_terms("电梯"), query_terms("梯"), query_terms("老年食堂")
    (['电梯'], ['梯'], ['老年', '年食', '食堂'])
    """
    terms: dict[str, None] = {}
    for run in _WORDS.findall(normalise(query)):
        if run[0].isascii() or len(run) == 1:
            terms[run] = None
        else:
            terms.update(dict.fromkeys(a + b for a, b in pairwise(run)))
    return list(terms)
