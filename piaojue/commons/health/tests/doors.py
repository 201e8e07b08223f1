"""Doors of 运行状况: machines ask two of them, the administrator sees the third."""

from piaojue.commons.roles import ANYONE, Role
from tests.doors import door

DOORS = [
    door("healthz", "/healthz", ANYONE, neighbour=True),
    door("metrics", "/metrics", ANYONE, neighbour=True),
    door("health", "/health/", {Role.ADMIN}),
]
