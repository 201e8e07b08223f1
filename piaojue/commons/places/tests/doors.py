"""Doors of the region tree."""

from piaojue.commons.roles import Role as R
from tests.doors import door, everybody

DOORS = [
    door("place_children", "/places/children/?of=1501", everybody()),
    door("place_map", "/places/150102/map.json", everybody()),
    door("populations", "/places/populations/", {R.CONGRESS_CLERK, R.GOV_OFFICE, R.STREET_CLERK}, neighbour=True),
]
