"""Side rail of 评价."""

from piaojue.commons.web.menu import Entry
from piaojue.stages.evaluate.moves import MOVES


def entries(seat, year) -> list[Entry]:
    if year is None:
        return []
    found = [Entry("测评与整改", f"{year.get_absolute_url()}evaluation/", order=80)]
    if MOVES.entitled("read_archive", year.place, seat):
        found.append(Entry("总结归档", f"{year.get_absolute_url()}archive/", order=90))
    return found
