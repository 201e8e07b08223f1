"""Maps across rooms: where each region stands, where projects are."""

from collections.abc import Iterable, Mapping

from piaojue.commons.evidence.models import Upload
from piaojue.commons.places.drawing import Drawing, Look, draw
from piaojue.commons.places.maps import borders_of
from piaojue.commons.places.models import Place
from piaojue.commons.words import said
from piaojue.journey.regions import Region
from piaojue.stages.deliver.public import Project, pin_of

TONES = [  # (tone, words, stages)
    ("early", "征集、归并、初定", {"soliciting", "grouping", "screening"}),
    ("ready", "会商、候选、送阅", {"consulting", "nominating", "circulating"}),
    ("vote", "审议、票决、公布", {"deliberating", "voting", "announcing"}),
    ("good", "实施、评价、归档", {"delivering", "evaluating", "archived"}),
]
SAID = 2
"""Years of a region whose stages stand on the map."""
ON_TOP = ("green", "yellow", "red")
"""Pins drawn later lie on top: those in trouble are seen."""
LEGEND = [(tone, words) for tone, words, _stages in TONES]
"""What the colours say."""


def stage_map(
    place: Place,
    regions: Iterable[Region],
    projects: Iterable[Project] = (),
    photos: Mapping[int, Upload] | None = None,
    *,
    to_projects: bool = False,
) -> Drawing | None:
    """The regions below a place, each in the colour of its year's stage; None where nobody has put the borders.

    projects:    shown as pins in the colour of their lamps, where their newest photos (project id → photo) say where
    to_projects: a region leads to its year with lamps, where it has one, else to its newest year
    """
    borders = borders_of(place.pk)
    if borders is None:
        return None
    looks = {region.place.pk: _look(region, to_projects=to_projects) for region in regions}
    newest = photos or {}
    pins = [pin for row in projects if (pin := pin_of(row, newest.get(row.pk), row.get_absolute_url()))]
    return draw(borders, looks, sorted(pins, key=lambda pin: ON_TOP.index(pin.tone)))


def _look(region: Region, *, to_projects: bool) -> Look:
    if region.year is None:
        return Look()
    tone = next((tone for tone, _words, stages in TONES if region.year.stage in stages), "plain")
    stages = [said(line.year.get_stage_display()) for line in region.lines[:SAID]]
    goal = region.lit.year if to_projects and region.lit else region.year
    return Look(tone, "、".join(dict.fromkeys(stages)), goal.get_absolute_url())
