"""A word in a search box, in the spellings in which it may have been kept."""

import unicodedata

from .text import clean_line
from .traditional import simplified, traditional

_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


def spellings(word: str) -> tuple[str, ...]:
    """The word as it was typed; then without marks and accents, half width: in simplified, in traditional, in wide characters.

    >>> spellings("公園"), spellings("ＰＭ2.5")
    (('公園', '公园'), ('ＰＭ2.5', 'PM2.5', 'ＰＭ２．５'))
    """
    typed = clean_line(word)
    letters = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", typed))
    plain = unicodedata.normalize("NFC", "".join(c for c in letters if not "\u0300" <= c <= "\u036f"))
    simple = simplified(plain)
    wide = (plain.translate(_WIDE), plain.upper().translate(_WIDE))  # a database folds the case of narrow letters alone
    return tuple(dict.fromkeys(filter(None, (typed, plain, simple, traditional(simple), *wide))))
