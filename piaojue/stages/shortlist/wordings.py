"""答复模板: how an answer with a given reason usually reads (reasons.py), or as the place words it."""

import re

from piaojue.commons.places.models import Place
from piaojue.stages.shortlist.models import Wording
from piaojue.stages.shortlist.reasons import REASONS

TITLE = "{诉求}"


def built_in(place: Place) -> dict[str, str]:
    """Reason code → how such an answer begins at this kind of place."""
    street = place.is_subdistrict
    return {code: (street and reason.street) or reason.usual for code, reason in REASONS.items()}


def wordings_of(place: Place) -> dict[str, str]:
    """Reason code → the place's own wording, else the built-in one."""
    return built_in(place) | dict(Wording.objects.filter(place=place).values_list("code", "text"))


def left_open(text: str) -> list[str]:
    """What stands in 【】 and is still to be filled in."""
    return re.findall("【[^】]*】", text)
