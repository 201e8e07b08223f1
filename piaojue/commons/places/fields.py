"""Choosing a place: a select grouped by town; with scripts, one select a level and a map to tap (ui/places.js)."""

from itertools import groupby
from typing import Any

from django import forms
from django.db.models import QuerySet

from piaojue.commons.places.known import known_place
from piaojue.commons.places.models import Level, Place

MOST = 600  # options that a page without scripts carries; larger regions offer their towns, scripts offer everything
BELOW = {2: 4, 4: 6, 6: 9, 9: 12}  # digits of a code → digits of the codes directly below


class PlaceSelect(forms.Select):
    """Keeps a chosen place that is not among the options offered at first."""

    def optgroups(self, name: str, value: list[str], attrs: dict | None = None) -> list:
        groups = super().optgroups(name, value, attrs)
        chosen = next(iter(value), "")
        if chosen and not any(option["selected"] for _, options, _ in groups for option in options):
            for place in Place.objects.filter(pk=chosen[:12]):
                option = self.create_option(name, place.pk, place.name, True, len(groups), attrs=attrs)
                groups.append((None, [option], len(groups)))
        return groups


class PlaceField(forms.ModelChoiceField):
    """A place inside a region: set by `within`."""

    widget = PlaceSelect

    def __init__(self, **kwargs) -> None:
        super().__init__(queryset=Place.objects.none(), **kwargs)
        self.region: str | None = None

    def to_python(self, value: Any) -> Place | None:
        """The place, where it is inside the region and stands."""
        if value in self.empty_values or self.region is None:
            return super().to_python(value)
        code = str(value.pk if isinstance(value, Place) else value)
        place = known_place(code) if code.startswith(self.region) else None
        return super().to_python(value) if place is None or place.ends else place

    def within(self, region: Place) -> None:
        """Offer `region` and what lies below it."""
        self.region = region.pk
        self.queryset = inside = Place.objects.standing().filter(code__startswith=region.pk)
        self.choices = lambda: [("", "---------"), *_offered(region, inside)]  # asked for only where the form is shown
        self.widget.attrs |= {"data-places": region.pk, "lang": "zh-Hans"}


def _offered(region: Place, inside: QuerySet[Place]) -> list[tuple]:
    shown = inside if inside.count() <= MOST else inside.exclude(level=Level.VILLAGE)
    return _grouped(region, shown)


def _grouped(region: Place, places: QuerySet[Place]) -> list[tuple]:
    """(code, name), or (name, [(code, name), …]) where something lies below."""
    digits = BELOW.get(len(region.pk), 12)
    groups = [
        list(rows)
        for _, rows in groupby(places.order_by("code").values_list("code", "name"), lambda row: row[0][:digits])
    ]
    return [(rows[0][1], rows) if len(rows) > 1 else rows[0] for rows in groups]
