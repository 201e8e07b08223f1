"""Doors that belong to no room."""

from piaojue.commons.ladder.tests.doors import something_overdue
from piaojue.commons.roles import Role as R
from tests.doors import door

DOORS = [
    door(
        "many",
        "/many/ladder.pending/?key={pending}",
        {R.CONGRESS_CLERK, R.CONGRESS_CHAIR, R.GOV_OFFICE, R.LEADING_GROUP},
        setup=something_overdue,
    ),
]
