"""Side rail of 评价."""

from functools import partial

from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.commons.web.menu import Entry
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import Stage
from piaojue.stages.evaluate.moves import MOVES

RATERS = frozenset({Role.DEPUTY, Role.COMMITTEE, Role.VOLUNTEER, Role.RESIDENT, Role.COUNCIL_MEMBER, Role.EVALUATOR})
here = partial(Entry, section="评价与归档", stages=(Stage.EVALUATING, Stage.ARCHIVED))


def entries(seat: Seat | None, year: Year | None) -> list[Entry]:
    if year is None:
        return []
    about = "办得怎么样，满意不满意"
    links = [here("测评与整改", year.page("evaluations"), order=80, cards=RATERS, about=about)]
    if MOVES.entitled("read_archive", year.place, seat):
        links.append(here("总结归档", year.page("archive"), order=90))
    return links
