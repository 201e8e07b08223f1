"""Phone, ID card, bank card and e-mail: numbers that lead to one person."""

import re
import unicodedata
from itertools import pairwise

from .spans import Kind, Masked, Span

_GAP = r"[\s\-–—―－·.．_\u200b-\u200d\ufeff\ufe0f\u20e3]{0,3}"
_NOT_BEFORE = r"(?<![0-9A-Za-z])"
_NOT_AFTER = r"(?![0-9])"
_LETTER = "A-Za-z0-9Ａ-Ｚａ-ｚ０-９"
_SAID = "[:\uff1a号號码碼为為是,，(（) 　]{0,4}"
_PHONES = "电话|電話|座机|固话|拨打|致电|联系|聯繫|手机|手機"
_MAIL = re.compile(rf"[{_LETTER}._%+\-]{{1,64}}\s?[@＠]\s?[{_LETTER}\-]{{1,63}}(?:[.．][{_LETTER}\-]{{1,63}}){{1,4}}")
"""Parts of the lengths that RFC 5321 allows: a long run of letters is looked through once."""
_WRITTEN = (
    (Kind.EMAIL, True, _MAIL),
    (Kind.PHONE, True, re.compile(rf"[+＋]86{_GAP}1{_GAP}[3-9]{_GAP}(?:\d{_GAP}){{8}}\d{_NOT_AFTER}")),
    (Kind.ID_CARD, False, re.compile(rf"(?<!\d)(?:\d{_GAP}){{17}}[\dXxＸｘ](?!\d)")),
    (Kind.ID_CARD, False, re.compile(rf"{_NOT_BEFORE}(?:\d{_GAP}){{14}}\d(?![0-9A-Za-z])")),
    (Kind.ID_CARD, True, re.compile(rf"(?<=份证|份證|件号){_SAID}(?:\d{_GAP}){{14,18}}[\dXxＸｘ]{_NOT_AFTER}")),
    (
        Kind.ID_CARD,
        True,
        re.compile(rf"(?<=残疾证|殘疾證|疾人证){_SAID}(?:\d{_GAP}){{17}}[\dXxＸｘ]\d{{0,2}}{_NOT_AFTER}"),
    ),
    (Kind.ID_CARD, True, re.compile(rf"(?<=护照|護照|行证){_SAID}[A-Za-z]{{1,2}}\d{{7,9}}{_NOT_AFTER}")),
    (Kind.ID_CARD, True, re.compile(rf"(?<=保卡|诊卡|院号|历号|学籍){_SAID}[A-Za-z]?\d{{6,18}}{_NOT_AFTER}")),
    (
        Kind.ACCOUNT,
        True,
        re.compile(
            rf"(?<=卡号|账号|帐号|账户|帐户|行卡|存折|卡號|賬號|帳號){_SAID}(?:\d{_GAP}){{11,21}}\d{_NOT_AFTER}"
        ),
    ),
    (Kind.BANK_CARD, False, re.compile(rf"{_NOT_BEFORE}[3-69]{_GAP}(?:\d{_GAP}){{11,17}}\d{_NOT_AFTER}")),
    (Kind.BANK_CARD, False, re.compile(rf"(?<!\d)6{_GAP}2{_GAP}(?:\d{_GAP}){{13,16}}\d{_NOT_AFTER}")),
    (
        Kind.PHONE,
        False,
        re.compile(rf"(?<!\d)(?:[+＋]?86{_GAP})?1{_GAP}[3-9]{_GAP}(?:\d{_GAP}){{8}}\d{_NOT_AFTER}(?!元(?![旦宵]))"),
    ),
    (Kind.PHONE, True, re.compile(rf"(?<!\d)[(（]?0\d{{2,3}}[)）]?{_GAP}[2-9]\d{{2,3}}{_GAP}\d{{4}}{_NOT_AFTER}")),
    (Kind.PHONE, True, re.compile(rf"(?<={_PHONES}|回电){_SAID}0\d{{2,3}}{_GAP}[2-9](?:{_GAP}\d){{6,7}}{_NOT_AFTER}")),
    (Kind.PHONE, True, re.compile(rf"(?<={_PHONES}){_SAID}(?![48]00)[1-9]\d{{6,11}}{_NOT_AFTER}")),
)
"""(what it is, whether its surroundings say so, how it is written): of the others `_is` decides."""
_SPOKEN = (
    (Kind.ID_CARD, False, re.compile(rf"(?:\d{_GAP}){{17}}[\dXxＸｘ]{_NOT_AFTER}")),
    (Kind.BANK_CARD, False, re.compile(rf"6{_GAP}2{_GAP}(?:\d{_GAP}){{13,16}}\d{_NOT_AFTER}")),
    (Kind.PHONE, False, re.compile(rf"1{_GAP}[3-9]{_GAP}(?:\d{_GAP}){{8}}\d{_NOT_AFTER}")),
)
"""The same in 一三八 or 138一二三四; what stands before does not matter, it may be the end of 张三."""
_CHECKS = str.maketrans("Ｘｘx", "XXX") | {ord("X"): "X"}
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_DIGITS = {at: str(digit) for at in range(0x80, 0x20000) if (digit := unicodedata.digit(chr(at), None)) is not None}
_WORDS = str.maketrans("零〇○一壹幺二贰貳三叁參四肆五伍六陆陸七柒八捌九玖", "0001112223334455666778899")
_ALL = _DIGITS | _WORDS
_DIGIT = "[0-9" + "".join(map(chr, _ALL)) + "]"
_MANY = re.compile(rf"(?:{_DIGIT}[()（）]?{_GAP}){{6}}{_DIGIT}")
"""Seven digits: the shortest number has so many."""
_DATE = re.compile(r"(?<!\d)(?:19|20)\d\d\D{1,3}(?:0?[1-9]|1[0-2])(?!\d)")


def cover_numbers(text: str) -> Masked:
    """Every personal number covered; the first three digits stay so that its owner recognises it.

    Digits may be of any kind (１, ①, 壹, 一) and divided by blanks, dots or dashes. Numbers of 18 digits that fail the
    checksum of GB 11643 but have a possible birth date are covered too, and so are old ones of 15: a mistyped ID card is
    still somebody's. Bank numbers are covered where the text calls them so, where they begin with 62 as 银联 cards of
    16–19 digits do, or where they begin like a card and pass the Luhn check (13–19 digits). Other long numbers (file
    numbers, meter numbers, sums of money), dates (1971.12-1972.1) and lists (1-3-5-7栋) stay.
    """
    hits: list[Span] = []
    if not _MANY.search(text) and "@" not in text and "＠" not in text:
        return Masked(text)
    for table, patterns in ((_DIGITS, _WRITTEN), (_ALL, _SPOKEN)):
        read = text.translate(table)
        for kind, sure, pattern in patterns:
            for match in reversed(list(pattern.finditer(read))):
                here = text[match.start() : match.end()]
                meant = patterns is _WRITTEN or any(ord(character) in _WORDS for character in here)
                if meant and (sure or _is(kind, match.group())):
                    hits.append(Span(*match.span(), kind))
                    text = text[: match.start()] + _covered(here, kind) + text[match.end() :]
                    read = text.translate(table)
    return Masked(text, tuple(sorted(hits, key=lambda hit: hit.start)))


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


def _is(kind: Kind, written: str) -> bool:
    number = _plain(written)
    if kind is Kind.ID_CARD:
        return is_id_card(written) or _has_birth_date(number)
    if _DATE.search(written) or _is_list(written):
        return False
    if kind is Kind.BANK_CARD:
        return is_bank_card(written) or bool(re.fullmatch(r"62\d{14,17}", number))
    return True


def _is_list(written: str) -> bool:
    """Whether it counts up in small steps: numbers of houses, of bus lines."""
    numbers = re.findall(r"\d+", written)
    return len(numbers) > 3 and max(map(len, numbers)) < 3 and all(int(a) < int(b) for a, b in pairwise(numbers))


def _has_birth_date(number: str) -> bool:
    day = r"(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])"
    return bool(re.fullmatch(rf"[1-8]\d{{5}}((19|20)\d\d{day}\d{{3}}[\dX]|\d\d{day}\d{{3}})", number))


def _plain(number: str) -> str:
    return re.sub(r"[^0-9X]", "", number.translate(_DIGITS).translate(_CHECKS))


def _covered(written: str, kind: Kind) -> str:
    if kind is Kind.EMAIL:
        return written[0] + "".join(c if c in "@＠" else "＊" for c in written[1:])
    characters, shown = [], 0
    for character in written:
        if ord(character) in _CHECKS or character.translate(_DIGITS).translate(_WORDS).isdecimal():
            shown += 1
            characters.append(character if shown <= 3 else "＊")
        else:
            characters.append(character)
    return "".join(characters)
