"""Side rail of 评价."""

from piaojue.commons.people.models import Seat
from piaojue.commons.web.menu import Entry
from piaojue.commons.years.models import Year
from piaojue.stages.evaluate.moves import MOVES


def entries(seat: Seat | None, year: Year | None) -> list[Entry]:
    if year is None:
        return []
    links = [Entry("测评与整改", year.page("evaluations"), order=80)]
    if MOVES.entitled("read_archive", year.place, seat):
        links.append(Entry("总结归档", year.page("archive"), order=90))
    return links
