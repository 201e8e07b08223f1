"""Menu of 实施."""

from piaojue.commons.people.models import Seat
from piaojue.commons.web.menu import Entry
from piaojue.commons.years.models import Year


def entries(seat: Seat | None, year: Year | None) -> list[Entry]:
    if year is None:
        return []
    return [Entry("项目实施", year.page("projects"), 60), Entry("进度大屏", year.page("wall"), 62)]
