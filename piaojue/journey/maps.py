"""Maps across rooms: where each region stands, where projects are."""

from collections.abc import Iterable

from piaojue.commons.places.drawing import Drawing, Look, draw
from piaojue.commons.places.maps import borders_of
from piaojue.commons.places.models import Place
from piaojue.commons.words import said
from piaojue.journey.queries import Region
from piaojue.stages.deliver.public import Project, latest_photos, pin_of

TONES = [  # (tone, words, stages)
    ("early", "征集、归并、初定", {"soliciting", "grouping", "screening"}),
    ("ready", "会商、候选、送阅", {"consulting", "nominating", "circulating"}),
    ("vote", "审议、票决、公布", {"deliberating", "voting", "announcing"}),
    ("good", "实施、评价、归档", {"delivering", "evaluating", "archived"}),
]
ON_TOP = ("green", "yellow", "red")
"""Pins drawn later lie on top: those in trouble are seen."""
LEGEND = [(tone, words) for tone, words, _stages in TONES]
"""What the colours say."""


def stage_map(place: Place, regions: Iterable[Region], projects: Iterable[Project] = ()) -> Drawing | None:
    """The regions below a place, each in the colour of its year's stage; None where nobody has put the borders.

    projects: shown as pins in the colour of their lamps, where their photos say where
    """
    borders = borders_of(place.pk)
    if borders is None:
        return None
    looks = {region.place.pk: _look(region) for region in regions}
    rows = list(projects)
    photos = latest_photos(rows) if rows else {}
    pins = [pin for row in rows if (pin := pin_of(row, photos.get(row.pk), row.get_absolute_url()))]
    return draw(borders, looks, sorted(pins, key=lambda pin: ON_TOP.index(pin.tone)))


def _look(region: Region) -> Look:
    if region.year is None:
        return Look()
    stage = region.year.stage
    tone = next((tone for tone, _words, stages in TONES if stage in stages), "plain")
    return Look(tone, said(region.year.get_stage_display()), region.year.get_absolute_url())
