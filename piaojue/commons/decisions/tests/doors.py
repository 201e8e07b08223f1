"""Doors of decisions."""

from engines.law import Matter
from piaojue.commons.roles import Role as R
from piaojue.commons.years.road import Stage
from tests import cast as the_cast
from tests.decided import decided
from tests.doors import door, everybody

OFFICES = {
    R.CONGRESS_CLERK,
}


def a_year(cast) -> dict:
    the_cast.year(cast.xincheng, stage=Stage.PLANNED)
    return {}


def a_decision(cast) -> dict:
    year = the_cast.year(cast.xincheng, stage=Stage.PLANNED)
    return {"pk": decided(Matter.ANNUAL_PLAN, year=year).pk}


Y = "/150102/2026"
DOORS = [
    door("decisions", "/decisions/", everybody()),
    door("year_decisions", f"{Y}/decisions/", everybody(), setup=a_year),
    door("decide", f"{Y}/decisions/annual_plan/", OFFICES, setup=a_year),
    door("decision", "/decisions/{pk}/", everybody(), setup=a_decision),
    door("publish_decision", "/decisions/{pk}/publish/", OFFICES, method="post", setup=a_decision),
    door("take_back_decision", "/decisions/{pk}/take-back/", OFFICES, method="post", setup=a_decision),
]
