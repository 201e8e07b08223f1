"""Menu of 归并."""

from piaojue.commons.web.menu import Entry
from piaojue.stages.group.moves import MOVES


def entries(seat, year) -> list[Entry]:
    if year is None:
        return []
    found = [Entry("诉求", f"{year.get_absolute_url()}demands/", 15)]
    if MOVES.entitled("read_board", year.place, seat):
        found.append(Entry("归并审核", f"{year.get_absolute_url()}grouping/queue/", 14))
    return found
