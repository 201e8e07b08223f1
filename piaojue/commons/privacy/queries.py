"""Who answers for personal data in a place."""

from datetime import date

from django.db.models import QuerySet

from piaojue.commons.moves import NotYours
from piaojue.commons.people.models import Body, BodyKind, Seat
from piaojue.commons.places.models import Place
from piaojue.commons.privacy.models import Assessment, Conclusion, Controller
from piaojue.commons.privacy.moves import MOVES

OFFICES = (BodyKind.STREET_COMMITTEE, BodyKind.STANDING_COMMITTEE, BodyKind.PRESIDIUM, BodyKind.CONGRESS)
"""Whose office answers where nobody was named: the first of these that the place has."""


def controller_of(place: Place) -> Controller:
    """The one that the place has named; else, unsaved and without a phone, the office of its congress side."""
    named = Controller.objects.filter(place=place).first()
    if named is not None:
        return named
    bodies = {body.kind: body.name for body in Body.objects.standing().filter(place=place, kind__in=OFFICES)}
    name = next((bodies[kind] for kind in OFFICES if kind in bodies), place.name)
    return Controller(place=place, name=name)


def nearest(place: Place | None) -> Controller | None:
    """The controller of a place, or of the region around it that has one; None: nobody has been named anywhere around it."""
    around = place.lineage if place else []
    return Controller.objects.filter(place__in=around).select_related("place").order_by("-place_id").first()


def named_controllers() -> QuerySet[Controller]:
    """Those of all places that have named one."""
    return Controller.objects.select_related("place").order_by("place_id")


def assessments_of(place: Place) -> QuerySet[Assessment]:
    """All of a place, the newest first."""
    return Assessment.objects.filter(place=place)


def assessment_in_force(place: Place, on: date) -> Assessment | None:
    """The newest that allows the handling on that day; None: none does."""
    rows = assessments_of(place).exclude(conclusion=Conclusion.NO)
    return rows.filter(made_on__lte=on, until__gte=on).first()


def assessment_for(seat: Seat | None, pk: int) -> Assessment:
    """One that this seat may read. Raises NotYours."""
    row = Assessment.objects.select_related("place", "created_by").filter(pk=pk).first()
    if row is None:
        raise NotYours("read_assessments")
    MOVES.require("read_assessments", row.place, seat)
    return row
