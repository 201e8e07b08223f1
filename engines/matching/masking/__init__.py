"""Personal data in words that others will read: covered where it is sure, doubted where a person has to look (个保法 6、51 条).

`cover_numbers` is for what is never kept: numbers that lead to one person. `mask` is for what is shown.
"""

from collections.abc import Iterable

from engines.writing import simplified

from .contacts import HALF, doubt_contacts, find_contacts
from .names import find_names
from .numbers import cover_numbers, is_bank_card, is_id_card
from .spans import Kind, Masked, Span, covered

__all__ = ["Kind", "Masked", "Span", "cover_numbers", "is_bank_card", "is_id_card", "mask"]


def mask(text: str) -> Masked:
    """A message as anybody may read it: numbers, accounts, plates, flats and names of persons covered.

    Names stay where nothing but their look tells that they are names. They are doubts then, and so are rooms without a house.

    >>> mask("请找欧阳书记，我叫王秀英，住3号楼2单元501").text
    '请找＊＊书记，我叫＊＊＊，住3号楼＊单元＊＊＊'
    """
    numbers = cover_numbers(text)
    hits = list(numbers.hits)
    read = simplified(numbers.text.translate(HALF))
    hits += (contacts := list(_fresh(find_contacts(read), hits)))
    read = covered(read, contacts)
    doubts = list(doubt_contacts(read))
    sure: list[Span] = []
    for span, is_sure in find_names(read):
        (sure if is_sure else doubts).append(span)
    hits += (names := list(_fresh(sure, hits)))
    text = covered(numbers.text, [*contacts, *names])
    return Masked(text, tuple(sorted(hits, key=_place)), tuple(sorted(_fresh(doubts, hits), key=_place)))


def _fresh(spans: Iterable[Span], known: list[Span]) -> Iterable[Span]:
    """Those that meet none that is known, nor one before them."""
    taken = list(known)
    for span in spans:
        if not any(span.meets(other) for other in taken):
            taken.append(span)
            yield span


def _place(span: Span) -> int:
    return span.start
