"""查询码 and other codes as people copy them from a slip, a message or a loudspeaker."""

import re
import unicodedata

from .text import clean_line, clean_text

_LABEL = re.compile(r"^.*[:∶]", re.DOTALL)
_BETWEEN = re.compile(r"[\W_㐀-䶿一-鿿]+")


def read_code(s: str) -> str:
    """The code's letters and digits in half width and capitals, without its label and what stands between; else empty.

    Whether such a code exists, and how long it is, its room knows.

    >>> read_code("查询码：ａｂｃｄ－２３ ４５。")
    'ABCD2345'
    """
    code = _BETWEEN.sub("", _LABEL.sub("", unicodedata.normalize("NFKC", clean_text(s)))).upper()
    return code if re.fullmatch("[0-9A-Z]+", code) else ""


def half_width(s: str) -> str:
    """A number of a card or a ticket as it is compared: one line, half width.

    >>> half_width(" 第１２号－Ａ ")
    '第12号-A'
    """
    return clean_line(unicodedata.normalize("NFKC", clean_line(s)))
