"""Menu of the year."""

from piaojue.commons.web.menu import Entry
from piaojue.commons.years.moves import MOVES


def entries(seat, year) -> list[Entry]:
    found = [Entry("各地年度", "/years/", 5, "本级事务")]
    if year is not None:
        found.append(Entry("过程与依据", f"{year.get_absolute_url()}road/", 2))
        if MOVES.entitled("read_checkpoints", year.place, seat):
            found.append(Entry("四问看板", f"{year.get_absolute_url()}checkpoints/", 95))
    elif seat is not None:
        mine = seat.place.years.first()
        if mine:
            found.append(Entry(f"{mine.place.name} {mine.number}", f"{mine.get_absolute_url()}road/", 1))
    return found
