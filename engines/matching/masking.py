"""Phone, ID card, bank card and e-mail are covered before anyone but the writer sees a message (个保法 6、51 条)."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What was covered."""

    ID_CARD = "身份证号"
    BANK_CARD = "银行卡号"
    ACCOUNT = "银行账号"
    PHONE = "电话号码"
    EMAIL = "电子邮箱"


@dataclass(frozen=True)
class Masked:
    """text: the message with digits covered by ＊; kinds: what was found, in order, each once."""

    text: str
    kinds: tuple[Kind, ...]


_GAP = r"[\s\-–—―－·.．_\u200b-\u200d\ufeff]{0,3}"
_D = r"[0-9０-９]"
_NOT_BEFORE = r"(?<![0-9０-９A-Za-z])"
_NOT_AFTER = r"(?![0-9０-９])"
_LETTER = "A-Za-z0-9Ａ-Ｚａ-ｚ０-９"
_SAID = "[:\uff1a号码为是 \u3000]{0,4}"
_PATTERNS = (
    (Kind.EMAIL, re.compile(rf"[{_LETTER}._%+\-]+\s?[@＠]\s?[{_LETTER}\-]+(?:[.．][{_LETTER}\-]+)+")),
    (Kind.PHONE, re.compile(rf"[+＋](?:86|８６){_GAP}[1１]{_GAP}[3-9３-９]{_GAP}(?:{_D}{_GAP}){{8}}{_D}{_NOT_AFTER}")),
    (Kind.ID_CARD, re.compile(rf"{_NOT_BEFORE}(?:{_D}{_GAP}){{17}}[0-9０-９XxＸｘ](?![0-9０-９A-Za-z])")),
    (Kind.ID_CARD, re.compile(rf"{_NOT_BEFORE}(?:{_D}{_GAP}){{14}}{_D}(?![0-9０-９A-Za-z])")),
    (Kind.ACCOUNT, re.compile(rf"(?<=卡号|账号|帐号|账户|帐户|行卡|存折){_SAID}(?:{_D}{_GAP}){{11,21}}{_D}{_NOT_AFTER}")),
    (Kind.BANK_CARD, re.compile(rf"{_NOT_BEFORE}(?:{_D}{_GAP}){{12,18}}{_D}{_NOT_AFTER}")),
    (Kind.PHONE, re.compile(rf"(?<![0-9０-９])(?:[+＋]?(?:86|８６){_GAP})?[1１]{_GAP}[3-9３-９]{_GAP}(?:{_D}{_GAP}){{8}}{_D}{_NOT_AFTER}")),
    (Kind.PHONE, re.compile(rf"(?<![0-9０-９])[(（]?[0０]{_D}{{2,3}}[)）]?{_GAP}[2-9２-９]{_D}{{6,7}}{_NOT_AFTER}")),
    (Kind.PHONE, re.compile(rf"(?<=电话|座机|固话|拨打|致电|联系|手机){_SAID}[2-9２-９]{_D}{{6,7}}{_NOT_AFTER}")),
    (Kind.PHONE, re.compile("(?<![零〇一二三四五六七八九])[一幺][三四五六七八九][零〇一二三四五六七八九幺]{9}(?![零〇一二三四五六七八九幺])")),
)  # fmt: skip
_WIDTHS = str.maketrans("０１２３４５６７８９Ｘｘx", "0123456789XXX")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def mask(text: str) -> Masked:
    """Every personal number covered; the first three characters stay so that its owner recognises it.

    Numbers of 18 digits that fail the checksum of GB 11643 but have a possible birth date are covered too, and so are
    old ones of 15: a mistyped ID card is still somebody's. Bank numbers are covered where the text calls them so, where
    they begin with 62 as 银联 cards of 16–19 digits do, or where they pass the Luhn check (13–19 digits). Other long
    numbers (file numbers, meter numbers) stay.
    """
    found: dict[Kind, None] = {}
    for kind, pattern in _PATTERNS:

        def cover(match: re.Match, kind: Kind = kind) -> str:
            if not _is(kind, match.group()):
                return match.group()
            found[kind] = None
            return _covered(match.group(), kind)

        text = pattern.sub(cover, text)
    order = list(Kind)
    return Masked(text, tuple(sorted(found, key=order.index)))


def is_id_card(number: str) -> bool:
    """Whether 18 characters satisfy the checksum of GB 11643-1999 (ISO 7064 MOD 11-2)."""
    number = _plain(number)
    if not re.fullmatch(r"\d{17}[\dX]", number):
        return False
    return "10X98765432"[sum(w * int(d) for w, d in zip(_WEIGHTS, number, strict=False)) % 11] == number[17]


def is_bank_card(number: str) -> bool:
    """Whether 13 to 19 digits satisfy the Luhn check (ISO/IEC 7812-1) and are not one digit repeated."""
    digits = [int(d) for d in reversed(_plain(number)) if d.isdigit()]
    if not 13 <= len(digits) <= 19 or len(set(digits)) == 1:
        return False
    return sum(d if at % 2 == 0 else d * 2 - 9 * (d > 4) for at, d in enumerate(digits)) % 10 == 0


def _is(kind: Kind, found: str) -> bool:
    number = _plain(found)
    if kind is Kind.ID_CARD:
        return is_id_card(found) or _has_birth_date(number)
    if kind is Kind.BANK_CARD:
        return is_bank_card(found) or bool(re.fullmatch(r"62\d{14,17}", number))
    return True


def _has_birth_date(number: str) -> bool:
    day = r"(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])"
    return bool(re.fullmatch(rf"[1-8]\d{{5}}((19|20)\d\d{day}\d{{3}}[\dX]|\d\d{day}\d{{3}})", number))


def _plain(number: str) -> str:
    return re.sub(r"[^0-9X]", "", number.translate(_WIDTHS))


def _covered(found: str, kind: Kind) -> str:
    if kind is Kind.EMAIL:
        return found[0] + "＊＊＊@＊＊＊"
    kept, shown = [], 0
    for character in found:
        if not character.isalnum():
            kept.append(character)
            continue
        shown += 1
        kept.append(character if shown <= 3 else "＊")
    return "".join(kept)
