"""Menu of 初定 and 候选."""

from piaojue.commons.people.models import Seat
from piaojue.commons.web.menu import Entry
from piaojue.commons.years.models import Year
from piaojue.stages.shortlist.moves import MOVES


def entries(seat: Seat | None, year: Year | None) -> list[Entry]:
    if year is None:
        return []
    shown = [Entry("去向与答复", year.page("outcomes"), 21), Entry("候选项目", year.page("candidates"), 26)]
    if MOVES.entitled("read_screenings", year.place, seat):
        shown.append(Entry("初定工作台", year.page("screening"), 20))
    if MOVES.entitled("read_dossiers", year.place, seat):
        shown.append(Entry("项目材料", year.page("dossiers"), 25))
    return shown
