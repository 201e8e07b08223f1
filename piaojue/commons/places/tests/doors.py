"""Door of the region tree."""

from tests.doors import door, everybody

DOORS = [door("place_children", "/places/children/?of=1501", everybody())]
