"""How a place is written in an address: its statistical code, 2 to 12 digits."""

from django.urls import register_converter
from django.urls.converters import StringConverter


class PlaceCode(StringConverter):
    """`<place:place>` in a path."""

    regex = r"\d{2,12}"


register_converter(PlaceCode, "place")
