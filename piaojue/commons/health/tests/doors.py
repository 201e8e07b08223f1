"""Doors of 运行状况: machines ask two of them, the administrator sees the third."""

from piaojue.commons.roles import ANYONE, Role
from tests.doors import door

READY = {
    Role.ADMIN,
    Role.CONGRESS_CLERK,
    Role.CONGRESS_CHAIR,
    Role.STREET_CLERK,
    Role.STREET_CHAIR,
    Role.GOV_OFFICE,
}

DOORS = [
    door("healthz", "/healthz", ANYONE, neighbour=True),
    door("metrics", "/metrics", ANYONE, neighbour=True),
    door("health", "/health/", {Role.ADMIN}),
    door("ready", "/ready/", READY, neighbour=True),
    door("try_message", "/ready/message/", READY, method="post", neighbour=True),
]
