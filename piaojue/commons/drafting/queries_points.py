"""What resolutions bind somebody to: a year's points, a unit's, those that were not carried out."""

from collections import Counter
from datetime import date

from django.db.models import QuerySet
from django.http import Http404

from piaojue.commons.drafting.models import Document, Point, PointState
from piaojue.commons.drafting.models.point import UNFINISHED
from piaojue.commons.drafting.moves import MOVES
from piaojue.commons.moves import NotYours
from piaojue.commons.people.models import Seat
from piaojue.commons.places.models import Place
from piaojue.commons.years.models import Year, not_voided

OF_POINT = ("place", "year__place", "document", "body", "replied_by__body", "judged_by__body", "created_by")


def points_of(year: Year) -> QuerySet[Point]:
    """A year's points, paper by paper."""
    return Point.objects.filter(year=year).select_related(*OF_POINT)


def of_document(document: Document) -> list[Point]:
    """The points of one paper, in its order."""
    return list(document.points.select_related("body", "year__place", "place").order_by("number", "pk"))


def point_for(by: Seat | None, pk: int) -> Point:
    """One point, for the congress and whose work it is. Raises Http404, NotYours."""
    row = Point.objects.select_related(*OF_POINT).filter(pk=pk).first()
    if row is None:
        raise Http404("no such point")
    if not MOVES.entitled("read_points", row.place, by):
        raise NotYours("read_points")
    return row


def to_answer(by: Seat) -> QuerySet[Point]:
    """What the seat's unit has to carry out and answer for, the most urgent first."""
    rows = Point.objects.filter(not_voided(), body__in=by.speaks_for, state__in=[PointState.OPEN, PointState.UNDONE])
    return rows.select_related("document", "year__place").order_by("due", "pk")


def to_judge(place: Place) -> QuerySet[Point]:
    """What was answered and nobody has judged yet."""
    rows = Point.objects.filter(not_voided(), place=place, state=PointState.ANSWERED)
    return rows.select_related("document", "year__place").order_by("replied_at", "pk")


def not_carried_out(place: Place, today: date) -> QuerySet[Point]:
    """What should have been carried out by now, or was found not to be."""
    rows = Point.objects.filter(not_voided(), place=place, state__in=UNFINISHED)
    late = rows.filter(due__lt=today) | rows.filter(state=PointState.UNDONE)
    return late.select_related("year__place").order_by("due", "pk")


def tally_of(year: Year, today: date) -> dict[str, int]:
    """How many points of a year there are, are carried out, are late, were not carried out."""
    rows = list(Point.objects.filter(year=year).exclude(state=PointState.LAPSED).values_list("state", "due"))
    states = Counter(state for state, _ in rows)
    late = sum(state in UNFINISHED and due is not None and due < today for state, due in rows)
    return {"all": len(rows), "done": states[PointState.DONE], "late": late, "undone": states[PointState.UNDONE]}
