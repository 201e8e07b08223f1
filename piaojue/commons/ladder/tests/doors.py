"""Doors of 催办."""

from datetime import date

from engines.pacing import Rung
from piaojue.commons.ladder.models import Pending
from piaojue.commons.roles import Role as R
from tests import cast as the_cast
from tests.doors import door


def a_year(cast) -> dict:
    the_cast.year(cast.xincheng)
    return {}


def something_overdue(cast) -> dict:
    chen, day = cast.department_chen, date(2026, 3, 2)
    row = Pending(place=chen.place, role=chen.role, body=chen.body, label="整改问题", url="/today/", since=day, due=day)
    row.rung, row.superior = Rung.SUPERIOR, R.GOV_OFFICE
    row.save()
    return {"pending": row.pk}


DOORS = [
    door(
        "overdue",
        "/overdue/",
        {R.CONGRESS_CLERK, R.CONGRESS_CHAIR, R.STREET_CLERK, R.STREET_CHAIR, R.GOV_OFFICE, R.LEADING_GROUP},
        setup=a_year,
        neighbour=True,
    ),
    door(
        "prompt",
        "/overdue/{pending}/prompt/",
        {R.CONGRESS_CLERK, R.CONGRESS_CHAIR, R.GOV_OFFICE, R.LEADING_GROUP},
        setup=something_overdue,
        method="post",
    ),
    door("set_ladder", "/150102/2026/ladder/", {R.CONGRESS_CHAIR, R.GOV_OFFICE}, setup=a_year),
]
