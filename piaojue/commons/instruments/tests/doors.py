"""Doors of law and local rules."""

from datetime import date

from piaojue.commons.instruments.actions import Draft, load_instrument
from piaojue.commons.instruments.values import Provision
from piaojue.commons.roles import Role as R
from tests.doors import door, everybody

OFFICE = {R.CONGRESS_CLERK, R.CONGRESS_CHAIR}


def a_rule(cast) -> dict:
    draft = Draft(
        kind="measures",
        title="新城区民生实事项目票决办法",
        issuer="新城区人大常委会",
        starts_on=date(2025, 1, 1),
        provisions=(Provision("第五条", "差额比例不低于百分之二十五", {"min_surplus_percent": "25"}),),
    )
    return {"pk": load_instrument(place=cast.xincheng, draft=draft).pk}


DOORS = [
    door("law", "/150102/law/", everybody()),
    door("instrument", "/instruments/{pk}/", everybody(), setup=a_rule),
    door("enter_instrument", "/instruments/new/", OFFICE, neighbour=True),
    door("check_instrument", "/instruments/{pk}/check/", OFFICE, method="post", setup=a_rule),
    door("end_instrument", "/instruments/{pk}/end/", OFFICE, setup=a_rule),
]
