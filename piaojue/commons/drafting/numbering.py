"""发文字号: the 机关代字 belongs to the house that issues, and a number is given once (docs/domain.md#whose-papers)."""

from engines.papers.numbers import same, taken_from, word_of
from piaojue.commons.draftable import DOCUMENTS
from piaojue.commons.drafting.models import SIGNED, Document
from piaojue.commons.drafting.roles import house_of
from piaojue.commons.issuing import House


def wrong_number(row: Document) -> list[str]:
    """Why a paper cannot have its number, as sentences; empty: it can."""
    house, number = house_of(row), row.number
    if not number or house is None:
        return []
    if other := taken_from(number, house.sides):
        return [f"“{number}”用的是{other}的机关代字；{row.label}由{house.name}发文，请用自己的机关代字"]
    used = _numbered_at(row)
    if other := _whose_word(number, house, used):
        return [f"“{word_of(number)}”是{other}在用的机关代字；{row.label}由{house.name}发文，请用自己的机关代字"]
    if (taken := next((one for one in used if same(one.number, number)), None)) is not None:
        return [f"“{number}”已经给了《{taken.title}》，请用下一个号"]
    return []


def _numbered_at(row: Document) -> list[Document]:
    """Signed and filed papers of the place that have a number, without earlier versions of this one."""
    rows = Document.objects.filter(place=row.place, year__standing=row.year.standing, state__in=SIGNED)
    rows = rows.exclude(number="").exclude(year=row.year, code=row.code, about=row.about)
    return list(rows.only("number", "title", "code"))


def _whose_word(number: str, house: House, used: list[Document]) -> str:
    """The house of another side that writes this 机关代字 on its papers; empty: nobody does."""
    word = word_of(number)
    if not word:
        return ""
    others = (DOCUMENTS[one.code].house for one in used if one.code in DOCUMENTS and word_of(one.number) == word)
    return next((one.name for one in others if one.sides and not one.sides & house.sides), "")
