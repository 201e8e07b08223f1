"""Doors of sittings."""

from datetime import date

from piaojue.commons.people.models import Body
from piaojue.commons.roles import Role as R
from piaojue.commons.sittings import actions
from tests.doors import door, everybody

CALLERS = {R.CONGRESS_CLERK, R.SECRETARIAT, R.CONGRESS_CHAIR}


def a_sitting(cast) -> dict:
    sitting = actions.call_sitting(
        body=Body.objects.get(place=cast.xincheng, kind="congress"),
        kind="session",
        name="第五次会议",
        starts_on=date(2026, 1, 5),
        ends_on=date(2026, 1, 8),
        by=cast.clerk_li,
    )
    actions.check_in(sitting=sitting, seat=cast.deputy_dong, by=cast.clerk_li)
    return {"pk": sitting.pk}


DOORS = [
    door("sittings", "/sittings/", everybody()),
    door("call_sitting", "/sittings/new/", CALLERS | {R.STREET_CLERK, R.STREET_CHAIR}, neighbour=True),
    door("sitting", "/sittings/{pk}/", everybody(), setup=a_sitting),
    door("set_agenda", "/sittings/{pk}/agenda/", CALLERS, setup=a_sitting),
    door("check_in", "/sittings/{pk}/check-in/", CALLERS | {R.TELLER, R.CHIEF_TELLER}, setup=a_sitting),
    door("scan_cards", "/sittings/{pk}/check-in/scan/", CALLERS | {R.TELLER, R.CHIEF_TELLER}, setup=a_sitting),
    door("attendance_cards", "/sittings/{pk}/cards.pdf", CALLERS | {R.TELLER, R.CHIEF_TELLER}, setup=a_sitting),
    door("undo_check_in", "/sittings/{pk}/check-in/undo/", CALLERS | {R.TELLER, R.CHIEF_TELLER}, setup=a_sitting),
    door(
        "strike_off",
        "/sittings/{pk}/check-in/strike-off/",
        CALLERS | {R.TELLER, R.CHIEF_TELLER},
        method="post",
        setup=a_sitting,
    ),
    door("minutes", "/sittings/{pk}/minutes/", CALLERS, setup=a_sitting),
    door("close_sitting", "/sittings/{pk}/close/", CALLERS, method="post", setup=a_sitting),
]
