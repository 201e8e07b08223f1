"""发文字号: 机关代字, year and number (GB/T 9704-2012, 7.2.5). The 机关代字 says who issues, so nobody takes another's."""

import re
import unicodedata

CONGRESS, GOVERNMENT, PARTY = "congress", "government", "party"
SIDES = {CONGRESS: "人大", GOVERNMENT: "政府", PARTY: "党委"}
MARKS = {
    CONGRESS: re.compile("人(?![社防武才口力事民医])|常"),
    GOVERNMENT: re.compile("(?<![民财行邮])政(?![协法数务研])|府"),
    PARTY: re.compile("党|(?<![改健建])委"),
}
"""What stands in the 机关代字 of each side. 人社, 民政, 政法 are no marks: units have them in their names."""
NUMBER = re.compile(r"^([^\d第〔\[【(]+)[〔\[【(]?(\d{4})[〕\]】)]?年?第?0*(\d+)号?$")


def tidy(number: str) -> str:
    """In one form: full-width characters and blanks do not make another number.

    >>> tidy(" 新人常［２０２６］ 3 号")
    '新人常[2026]3号'
    """
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", number))


def word_of(number: str) -> str:
    """The 机关代字; empty where a number has none.

    >>> word_of("新城人常〔2026〕99号"), word_of("第1号")
    ('新城人常', '')
    """
    word = re.split(r"[\d〔\[【(]", tidy(number), maxsplit=1)[0]
    return "" if word == "第" else word


def same(one: str, other: str) -> bool:
    """Whether two numbers are one: 机关代字, year and number agree, however they are written. 第1号 has no 机关代字 and is none."""
    first, second = NUMBER.match(tidy(one)), NUMBER.match(tidy(other))
    return first is not None and second is not None and first.groups() == second.groups()


def taken_from(number: str, sides: frozenset[str]) -> str:
    """Whose 机关代字 a number of these sides has, in Chinese, where it is another's; empty: it may be theirs.

    >>> taken_from("新城人常〔2026〕99号", frozenset()), taken_from("新城住建〔2026〕3号", frozenset())
    ('人大', '')
    >>> taken_from("新城人工委〔2026〕9号", frozenset({CONGRESS}))
    ''
    """
    word = word_of(number)
    marked = [side for side, mark in MARKS.items() if mark.search(word)]
    if not marked or sides.intersection(marked):
        return ""
    return SIDES[marked[0]]
