"""Menu of 初定 and 候选."""

from piaojue.commons.web.menu import Entry
from piaojue.stages.shortlist.moves import MOVES


def entries(seat, year) -> list[Entry]:
    if year is None:
        return []
    at = year.get_absolute_url()
    found = [Entry("去向与答复", f"{at}outcomes/", 21), Entry("候选项目", f"{at}candidates/", 26)]
    if MOVES.entitled("read_screenings", year.place, seat):
        found.append(Entry("初定工作台", f"{at}screening/", 20))
    if MOVES.entitled("read_dossiers", year.place, seat):
        found.append(Entry("项目材料", f"{at}dossiers/", 25))
    return found
