"""Telephone numbers as people write them in a field or a cell."""

import re
import unicodedata
from dataclasses import dataclass

_GAP = r"[\s\-.·()]{0,3}"
_NUMBER = re.compile(
    rf"(?<!\d)(?:(?:\+|00)?86{_GAP}|0)?(?P<mobile>1(?:{_GAP}\d){{10}})(?!\d)"
    rf"|(?<!\d)(?P<service>[48]00{_GAP}\d(?:{_GAP}\d){{6}})(?!\d)"
    rf"|(?<!\d)(?:(?:(?:\+|00)86{_GAP}\(?0?|\(?0)(?P<area>10|2\d|[3-9]\d\d)\)?{_GAP})?"
    rf"(?P<local>[2-9]\d{{2,3}}[\s\-]?\d{{4}})(?!\d)(?:\s*(?:转|分机|ext\.?|#|\*|-)[\s:]*(?P<extension>\d{{1,6}})(?!\d))?",
    re.IGNORECASE,
)
_WHOLE_FLOAT = re.compile(r"(\d+)\.0+")
_ROUNDED = re.compile(r"\d(?:\.\d+)?e\+?\d+", re.IGNORECASE)
_APART = re.compile(r"[\s、,;/|]+")
LONGEST = 400
"""A field of numbers is no longer; what is has to be looked at by a person."""
_DASHES = re.compile("[‐‑‒–—―−ー]")


@dataclass(frozen=True)
class Phones:
    """Numbers in the order they were written, each once.

    mobiles:   11 digits; can receive a message and sign in
    landlines: 0471-6660509, 0471-6660509-12 with its extension, 6660509 without area, 4001234567; a contact, never a sign-in
    doubtful:  as written: what has digits and is no number that can be dialled
    """

    mobiles: tuple[str, ...] = ()
    landlines: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()

    @property
    def mobile(self) -> str:
        """The first mobile number, or empty."""
        return self.mobiles[0] if self.mobiles else ""

    @property
    def contact(self) -> str:
        """The number to call: the first mobile, else the first landline, else empty."""
        return self.mobile or (self.landlines[0] if self.landlines else "")

    @property
    def is_clear(self) -> bool:
        """Whether exactly one number was written, or none, and nothing is doubtful."""
        return len(self.mobiles) + len(self.landlines) <= 1 and not self.doubtful


def read_phones(s: str) -> Phones:
    """The numbers in a field or a cell, digits of any script and width, with +86 or without, several in one cell.

    A number that a spreadsheet shows as 1.38E+10 is doubtful, for its last digits may be lost.

    >>> read_phones("+86 138-0013-8000／０４７１-6660509转12")
    Phones(mobiles=('13800138000',), landlines=('0471-6660509-12',), doubtful=())
    """
    if len(s) > LONGEST:
        return Phones(doubtful=(s.strip()[:LONGEST],))
    text = _in_ascii(s)
    if _ROUNDED.fullmatch(text):
        return Phones(doubtful=(s.strip(),))
    mobiles: dict[str, None] = {}
    landlines: dict[str, None] = {}
    for found in _NUMBER.finditer(text):
        if found["mobile"]:
            mobiles[_digits(found["mobile"])] = None
        else:
            landlines[_fixed(found)] = None
    rest = _APART.split(_NUMBER.sub(" ", text))
    doubtful = dict.fromkeys(part for part in rest if any(character.isdigit() for character in part))
    return Phones(tuple(mobiles), tuple(landlines), tuple(doubtful))


def _in_ascii(s: str) -> str:
    text = unicodedata.normalize("NFKC", "".join(c for c in s if unicodedata.category(c) not in ("Cf", "Mn", "Me")))
    text = "".join(c if c.isascii() or (digit := unicodedata.digit(c, None)) is None else str(digit) for c in text)
    text = _DASHES.sub("-", text).strip()
    whole = _WHOLE_FLOAT.fullmatch(text)
    return whole[1] if whole else text


def _fixed(found: re.Match[str]) -> str:
    if found["service"]:
        return _digits(found["service"])
    parts = (f"0{found['area']}" if found["area"] else "", _digits(found["local"]), found["extension"] or "")
    return "-".join(filter(None, parts))


def _digits(s: str) -> str:
    return re.sub(r"\D", "", s)
