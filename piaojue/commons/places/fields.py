"""Choosing a place: a select grouped by town; with scripts, one select a level and a map to tap (ui/places.js)."""

from itertools import groupby

from django import forms
from django.db.models import QuerySet

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

    def within(self, region: Place) -> None:
        """Offer `region` and what lies below it."""
        self.queryset = inside = Place.objects.filter(code__startswith=region.pk)
        shown = inside if inside.count() <= MOST else inside.exclude(level=Level.VILLAGE)
        self.choices = [("", "---------"), *_grouped(region, shown)]
        self.widget.attrs |= {"data-places": region.pk, "lang": "zh-Hans"}


def _grouped(region: Place, places: QuerySet[Place]) -> list[tuple]:
    """(code, name), or (name, [(code, name), …]) where something lies below."""
    digits = BELOW.get(len(region.pk), 12)
    groups = [
        list(rows)
        for _, rows in groupby(places.order_by("code").values_list("code", "name"), lambda row: row[0][:digits])
    ]
    return [(rows[0][1], rows) if len(rows) > 1 else rows[0] for rows in groups]
