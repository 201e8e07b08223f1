"""What a new year takes from an earlier one, or from another place's."""

from dataclasses import replace

from django.db.models import QuerySet

from piaojue.commons.places.models import Place
from piaojue.commons.years.models import Year
from piaojue.commons.years.parameters import YearSettings


def models_for(place: Place) -> QuerySet[Year]:
    """Years whose parameters can be taken over: the place's own first, the newest first."""
    same_kind = Year.real.filter(place__level=place.level) | Year.real.filter(place=place)
    return same_kind.select_related("place").order_by("-number", "place")


def usual_model(place: Place) -> Year | None:
    """The place's newest year; None: it never had one."""
    return Year.real.filter(place=place).first()


def like(year: Year, place: Place) -> YearSettings:
    """The parameters of a year for a new one in `place`. A seat in whose name things are grouped stays in its own place."""
    settings = year.settings
    return settings if year.place_id == place.pk else replace(settings, auto_group=None)
