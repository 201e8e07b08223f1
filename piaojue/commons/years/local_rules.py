"""What local rules say of a year's parameters: they are its beginning, and nothing may be set below them."""

from dataclasses import replace
from typing import Any

from piaojue.commons.instruments.queries import local_settings, short
from piaojue.commons.places.models import Place
from piaojue.commons.years.parameters import YearSettings

NUMBERS = ("min_surplus_percent", "circulate_days")
"""Parameters of a year that a local rule may set, under the same names (engines.law.LOCAL_PARAMETERS)."""
WORD = "票决"


def with_local(settings: YearSettings, place: Place) -> YearSettings:
    """The settings of a year that begins: what it does not say itself it has from the local rules."""
    local = local_settings(place)
    unsaid: dict[str, Any] = {
        name: int(local[name].value) for name in NUMBERS if name in local and getattr(settings, name) is None
    }
    if "vote_word" in local and WORD not in settings.terms:
        unsaid["terms"] = {**settings.terms, WORD: local["vote_word"].value}
    return replace(settings, **unsaid) if unsaid else settings


def below_local(settings: YearSettings, place: Place) -> list[str]:
    """What the settings ask less of than the local rules do, as Chinese sentences."""
    local = local_settings(place)
    said = {"min_surplus_percent": settings.surplus_percent, "circulate_days": settings.days_to_circulate}
    return [short(local[name]) for name in NUMBERS if name in local and said[name] < int(local[name].value)]
