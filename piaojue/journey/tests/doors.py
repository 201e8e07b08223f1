"""Doors of the city's pages: everybody's."""

from engines.law import Matter
from piaojue.commons.roles import STAFF
from piaojue.commons.roles import Role as R
from piaojue.commons.years.road import Stage
from piaojue.journey.tests import make
from piaojue.stages.deliver.models import Project
from tests import cast as the_cast
from tests.decided import decided
from tests.doors import door, everybody

YEAR = "/150102/2026"
LEAD = {R.CONGRESS_CHAIR, R.LEADING_GROUP, R.GUIDANCE, R.CONGRESS_CLERK, R.COMMITTEE, R.GOV_OFFICE}


def life(cast) -> dict:
    suggestion = make.whole_life(cast)
    return {"pk": suggestion.pk, "demand": suggestion.links.get().demand_id, "code": Project.objects.get().code}


def a_session(cast) -> dict:
    year = the_cast.year(cast.xincheng, stage=Stage.DELIBERATING)
    return {"sitting": decided(Matter.AGENDA, year=year).sitting_id}


def a_city_year(cast) -> None:
    the_cast.year(cast.places["1501"])


DOORS = [
    door("session_order", "/sittings/{sitting}/order/", everybody(), setup=a_session),
    door("home", "/", everybody(), setup=life),
    door("choose", "/choose/projects/", everybody(), setup=life),
    door("search", "/search/?q=电梯", everybody(), setup=life),
    door("echo_wall", "/echo/", everybody(), setup=life),
    door("city_board", "/city/1501/", everybody(), setup=life),
    door("city_wall", "/city/1501/wall/", everybody(), setup=life),
    door("questions_slides", "/1501/2026/checkpoints.pdf", {R.GUIDANCE, R.ADMIN}, setup=a_city_year),
    door("city_years", "/city/1501/years/", everybody(), setup=life),
    door("city_years_file", "/city/1501/years.xlsx", everybody(), setup=life),
    door("leader", "/city/150102/leader/", LEAD, setup=life),
    door("measures", "/measures/", everybody()),
    door("project", "/p/{code}/", everybody(), setup=life),
    door("way", "/s/{pk}/way/", everybody(), setup=life),
    door("demand_ways", "/d/{demand}/from/", everybody(), setup=life),
    door("year", f"{YEAR}/", everybody(), setup=life),
    door("board", f"{YEAR}/board/", everybody(), setup=life),
    door("board_slides", f"{YEAR}/board.pdf", STAFF, setup=life, neighbour=True),
    door("board_file", f"{YEAR}/board.xlsx", everybody(), setup=life),
    door("coverage", f"{YEAR}/coverage/", everybody(), setup=life),
    door("coverage_file", f"{YEAR}/coverage.xlsx", everybody(), setup=life),
    door("echo", f"{YEAR}/echo/", everybody(), setup=life),
    door("open_data", f"{YEAR}/data/", everybody(), setup=life),
    door("data_file", f"{YEAR}/data/suggestions.csv", everybody(), setup=life),
]
