"""Doors of tasks and notices."""

from piaojue.commons.roles import SIGNED_IN
from tests.doors import door

DOORS = [
    door("today", "/today/", SIGNED_IN, neighbour=True),
    door("notices", "/notices/", SIGNED_IN, neighbour=True),
    door("read_notices", "/notices/read/", SIGNED_IN, method="post", neighbour=True),
]
