"""Each place's own words, for texts that know only the place: the log."""

from piaojue.commons.places.models import Place
from piaojue.commons.years.models import Year

IN_A_STREET = {"票决": "票选"}
"""A 街道 has no congress: its council recommends, it never decides by vote (地方组织法 59 条)."""


def words_of_place(place_code: str) -> dict[str, str]:
    """{word: local word} of the place's newest year; a 街道 has its own whatever its years say."""
    place = Place.objects.filter(pk=place_code).first()
    newest = Year.real.filter(place_id=place_code).order_by("-number").first()
    terms = newest.settings.terms if newest else {}
    return {**terms, **(IN_A_STREET if place and place.is_subdistrict else {})}
