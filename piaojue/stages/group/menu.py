"""Menu of 归并."""

from functools import partial

from piaojue.commons.people.models import Seat
from piaojue.commons.web.menu import Entry
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import Stage
from piaojue.stages.group.moves import MOVES

here = partial(Entry, section="归并", stages=(Stage.GROUPING,))


def entries(seat: Seat | None, year: Year | None) -> list[Entry]:
    if year is None:
        return []
    demands = here("诉求", year.page("demands"), 15)
    if not MOVES.entitled("read_board", year.place, seat):
        return [demands]
    return [demands, here("归并审核", year.page("review_queue"), 14)]
