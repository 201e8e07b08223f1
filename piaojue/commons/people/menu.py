"""Menu of people."""

from piaojue.commons.people.moves import MOVES
from piaojue.commons.web.menu import Entry


def entries(seat, year) -> list[Entry]:
    found = [Entry("权限表", "/policy/", 98, "系统")]
    if seat and MOVES.entitled("read_roll", seat.place, seat):
        found.append(Entry("名册与席位", "/people/", 6, "本级事务"))
    return found
