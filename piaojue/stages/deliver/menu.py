"""Menu of 实施."""

from functools import partial

from piaojue.commons.people.models import Seat
from piaojue.commons.roles import LEADERS, Role
from piaojue.commons.web.menu import Entry
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import Stage

LOOKERS = frozenset({Role.DEPUTY, Role.VOLUNTEER, Role.COMMITTEE, Role.COUNCIL_MEMBER})
here = partial(Entry, section="实施与监督", stages=(Stage.ANNOUNCING, Stage.DELIVERING))


def entries(seat: Seat | None, year: Year | None) -> list[Entry]:
    if year is None:
        return []
    return [
        here("项目实施", year.page("projects"), 60, cards=LOOKERS | LEADERS, about="每个项目的进度、红黄绿灯和照片"),
        here("进度大屏", year.page("wall"), 62, cards=LEADERS, about="挂在墙上看的全年进度"),
    ]
