"""Menu of 会商."""

from piaojue.commons.people.models import Seat
from piaojue.commons.web.menu import Entry
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import RoadKind


def entries(seat: Seat | None, year: Year | None) -> list[Entry]:
    if year is None or year.road != RoadKind.STREET:
        return []
    return [Entry("会商", year.page("consultations"), 30)]
