"""Traditional characters read as simplified ones, one for one: what people write on a phone set to 繁體 is the same wish."""

from functools import cache

from opencc import OpenCC

_BOTH = {"後": "后", "於": "于", "徵": "征", "夥": "伙", "妳": "你", "牠": "它"}
"""Rare in simplified writing, common in traditional, so read as such."""


def simplified(text: str) -> str:
    """The text with as many characters, each at its place. A character that simplified writing knows, too (乾隆), stays.

    >>> simplified("屋頂要塌了,東街社區")
    '屋顶要塌了,东街社区'
    """
    return text.translate(_table())


def traditional(text: str) -> str:
    """The usual traditional spelling, for a search in what was typed on a phone set to 繁體.

    >>> traditional("公园")
    '公園'
    """
    return str(_writer().convert(text))


@cache
def _writer() -> OpenCC:
    return OpenCC("s2t")


@cache
def _table() -> dict[int, str]:
    """OpenCC's characters without those of GB 2312, the set of simplified writing."""
    written = [chr(code) for code in range(0x4E00, 0xA000)]
    read = OpenCC("t2s").convert("\n".join(written)).split("\n")
    pairs = {
        a: b for a, b in zip(written, read, strict=True) if a != b and len(b) == 1 and not a.encode("gb2312", "ignore")
    }
    return str.maketrans(pairs | _BOTH)
