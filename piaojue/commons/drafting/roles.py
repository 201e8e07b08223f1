"""Whose a paper is: what its kind's house says of the seat that acts (piaojue.commons.issuing)."""

from collections.abc import Callable
from typing import Any

from piaojue.commons.draftable import DOCUMENTS
from piaojue.commons.draftable import Document as Line
from piaojue.commons.drafting.models import SIGNED, Document
from piaojue.commons.issuing import FILERS as FILERS
from piaojue.commons.issuing import SIGNERS as SIGNERS
from piaojue.commons.issuing import WRITERS as WRITERS
from piaojue.commons.issuing import House
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.commons.years.models import Year


def house_of(document: Document) -> House | None:
    """The house of its kind; None: no room declares the kind any more, and nobody touches it."""
    line = DOCUMENTS.get(document.code)
    return line.house if line else None


def of_unit(line: Line, thing: Any, by: Seat) -> bool:
    """Whether a seat of a house of many units is of the unit that this paper speaks for."""
    if not line.house.of_unit or by.role == Role.GOV_OFFICE:
        return True
    return line.unit is not None and thing is not None and line.unit(thing) in by.speaks_for


def _is_of_the_unit(document: Document, by: Seat) -> bool:
    line = DOCUMENTS[document.code]
    if not line.house.of_unit:
        return True
    thing = next((one for one in line.about(document.year) if one.pk == document.about), None)
    return of_unit(line, thing, by)


def _of_the_house(document: Document, by: Seat | None, roles: Callable[[House], frozenset[Role]]) -> bool:
    house = house_of(document)
    return house is not None and by is not None and by.role in roles(house) and _is_of_the_unit(document, by)


def _entered_in_its_stead(document: Document, by: Seat | None) -> bool:
    """Whether the office that keeps the year's papers drew it up itself, for a house that gave it out on paper."""
    house, author = house_of(document), document.created_by or by
    if house is None or by is None or author is None or document.issued_by_id is not None:
        return False
    return by.role in house.registrars and author.role in house.registrars


def writes(document: Document, by: Seat | None) -> bool:
    """Who writes in it, reviews it and sends it back: its house."""
    return _of_the_house(document, by, lambda house: house.writers)


def draws_up(document: Document, by: Seat | None) -> bool:
    """Who draws it up from the data and keeps its scan: its house, and the desk as long as that one alone had it in hand."""
    return writes(document, by) or _entered_in_its_stead(document, by)


def keeps_its_file(thing: Document | Year, by: Seat | None) -> bool:
    """Who sends it out and adds points: who files it, and the desk once it is signed or filed. A Year: judged by the act."""
    if not isinstance(thing, Document):
        return True
    house = house_of(thing)
    at_the_desk = house is not None and by is not None and by.role in house.registrars and thing.state in SIGNED
    return at_the_desk or replaces(thing, by)


def replaces(document: Document, by: Seat | None) -> bool:
    """Who files a draft and puts another in the place of a filed paper: its house; the desk what the desk has entered."""
    return _of_the_house(document, by, lambda house: house.filers) or _entered_in_its_stead(document, by)


def signs(document: Document, by: Seat | None) -> bool:
    """Who signs it and gives it a number: the house itself, nobody in its stead."""
    return _of_the_house(document, by, lambda house: house.signers)


def withdraws(document: Document, by: Seat | None) -> bool:
    """Who takes it back: who signs such papers; the desk's heads what the desk has entered."""
    return signs(document, by) or _entered_in_its_stead(document, by)


def may_draw_up(line: Line, thing: Any, by: Seat | None) -> bool:
    """Whether the seat can draw such a paper up at all; role alone, before there is a row."""
    if by is None:
        return False
    house = line.house
    return by.role in house.registrars or (by.role in house.writers and of_unit(line, thing, by))


def may_file(line: Line, thing: Any, by: Seat | None) -> bool:
    """Whether the seat can draw such a paper up and file it in one act."""
    if by is None:
        return False
    house = line.house
    return by.role in house.registrars or (by.role in house.filers and of_unit(line, thing, by))
