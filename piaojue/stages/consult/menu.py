"""Menu of 会商."""

from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.commons.web.menu import Entry
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import RoadKind, Stage

COMING = frozenset({Role.COUNCIL_MEMBER, Role.LEADING_GROUP, Role.STREET_CHAIR})


def entries(seat: Seat | None, year: Year | None) -> list[Entry]:
    if year is None or year.road != RoadKind.STREET:
        return []
    about = "议事会的会议、意见和推荐结果"
    stages = (Stage.CONSULTING,)
    return [Entry("会商", year.page("consultations"), 30, "会商", stages=stages, cards=COMING, about=about)]
