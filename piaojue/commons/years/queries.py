"""Finding years; the address of a year is /<区划代码>/<年度>/."""

from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.expressions import Combinable
from django.http import Http404

from piaojue.commons.people.models import Seat
from piaojue.commons.places.models import Place
from piaojue.commons.roles import STAFF
from piaojue.commons.web.request import Request
from piaojue.commons.years.asking import answers_to
from piaojue.commons.years.models import IN_PRACTICE, Answer, Checkpoint, Paper, Standing, Year


def year_at(request: Request, place: str, number: int, **more: Combinable) -> Year:
    """The year an address speaks of; also put on the request for the page's furniture. Raises Http404.

    more: what the page wants to know beside it, asked for with the same question and set on the year
    """
    practice, plain = divmod(number, IN_PRACTICE)
    standing = Standing.PRACTICE if practice else Standing.REAL
    rows = Year.objects.select_related("place", "place__parent").filter(place_id=place, number=plain, standing=standing)
    year = rows.annotate(**more).first() if practice <= 1 else None
    if year is None:
        raise Http404("no such year")
    request.year_row = year
    return year


def years_for(by: Seat | None) -> QuerySet[Year]:
    """All years that count; staff see the practice years of their own place and below, too."""
    rows = Year.objects.select_related("place")
    shown = Q(standing=Standing.REAL)
    if by is not None and by.role in STAFF:
        shown |= Q(standing=Standing.PRACTICE, place__code__startswith=by.place_id)
    return rows.filter(shown)


def on_page(request: Request, thing: Any) -> None:
    """Tell the page's furniture which year a thing belongs to. Raises Http404 for what a voided year left, but to its staff."""
    year = thing if isinstance(thing, Year) else thing.year
    seat = request.seat
    if year.is_voided and not (seat and seat.role in STAFF and year.place_id.startswith(seat.place_id)):
        raise Http404("voided")
    request.year_row = None if year.is_voided else year


def asked_of(place: Place) -> list[Place]:
    """The regions below that answer its 四问: 旗县区, or 乡镇街道; neither zones without a congress nor villages."""
    return [below for below in place.children.all() if answers_to(below, place)]


def paper(pk: int) -> Paper | None:
    """One document, with what its page shows."""
    return Paper.objects.select_related("year__place", "upload", "seat__body").filter(pk=pk).first()


def answer(pk: int) -> Answer | None:
    """One answer to the 四问, with its question."""
    return Answer.objects.select_related("checkpoint__year__place", "place").filter(pk=pk).first()


def checkpoint(pk: int) -> Checkpoint | None:
    """One of the 四问, with its year."""
    return Checkpoint.objects.select_related("year__place").filter(pk=pk).first()
