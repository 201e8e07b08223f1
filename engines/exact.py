"""Exact shares: reading, printing and naming fractions in Chinese. No floating point anywhere."""

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

DIGITS = "零一二三四五六七八九十"
WRITTEN = re.compile(r"-?[0-9]{1,15}(?:/[0-9]{1,15}|\.[0-9]{1,15})?%?")
NAMED: Mapping[Fraction, str] = MappingProxyType({Fraction(1, 2): "半数", Fraction(1): "全部"})


def fraction_from(value: object) -> Fraction:
    """Read a share written as "1/2", "0.5", "50%", an int or a Fraction.

    raises: ValueError, in Chinese, for anything else; a float is refused because 0.1 is not one tenth, and so are
            exponents, since 1e999999999 takes hours to write out.
    """
    if isinstance(value, bool) or not isinstance(value, int | str | Fraction | Decimal):
        raise ValueError(f"{value!r} 不是分数，请写成 1/2、0.5 或 50% 这样的文字")
    text = str(value).strip()
    try:
        if not WRITTEN.fullmatch(text):
            raise ValueError
        return Fraction(text.removesuffix("%")) / 100 if text.endswith("%") else Fraction(text)
    except (ValueError, ZeroDivisionError):
        raise ValueError(f"“{value}”不是分数，请写成 1/2、0.5 或 50% 这样的文字") from None


def number_in_chinese(number: int) -> str:
    """0–99 in Chinese numerals: 2 → 二, 13 → 十三, 25 → 二十五. Larger or negative numbers stay in digits."""
    if not 0 <= number <= 99:
        return str(number)
    if number <= 10:
        return DIGITS[number]
    tens, ones = divmod(number, 10)
    return (DIGITS[tens] if tens > 1 else "") + "十" + (DIGITS[ones] if ones else "")


def share_in_chinese(share: Fraction) -> str:
    """1/2 → 半数, 2/3 → 三分之二, 1 → 全部; shares with an unwieldy denominator as a percentage."""
    if share in NAMED:
        return NAMED[share]
    if share.denominator <= 10:
        return f"{number_in_chinese(share.denominator)}分之{number_in_chinese(share.numerator)}"
    return percent(share)


def rounded(value: Fraction, places: int = 2) -> str:
    """Decimal text of an exact value, half rounded away from zero, trailing zeros dropped: 8.50 → 8.5."""
    scale = 10**places
    units = int(abs(value) * scale + Fraction(1, 2))
    whole, rest = divmod(units, scale)
    tail = f".{rest:0{places}d}".rstrip("0").rstrip(".") if places else ""
    return ("-" if value < 0 and units else "") + f"{whole}{tail}"


def percent(share: Fraction, places: int = 2) -> str:
    """A share as a percentage: 42/45 → 93.33%. Half is rounded away from zero."""
    return rounded(share * 100, places) + "%"
