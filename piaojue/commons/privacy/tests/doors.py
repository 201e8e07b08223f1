"""Doors of personal data and of the policy table."""

from piaojue.commons.roles import Role as R
from tests.doors import door, everybody

OFFICE = {R.CONGRESS_CLERK, R.CONGRESS_CHAIR, R.STREET_CLERK, R.STREET_CHAIR}
DOORS = [
    door("policy", "/policy/", everybody()),
    door("privacy", "/150102/privacy/", everybody()),
    door("set_controller", "/privacy/controller/", OFFICE, neighbour=True),
    door("close_account", "/me/close/", {R.RESIDENT}),
    door("closed_account", "/me/closed/", everybody()),
]
