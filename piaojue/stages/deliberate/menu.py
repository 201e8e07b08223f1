"""Menu of 送阅 and 审议."""

from piaojue.commons.ui.menu import Entry
from piaojue.commons.years.road import RoadKind
from piaojue.stages.deliberate.moves import MOVES


def entries(seat, year) -> list[Entry]:
    if year is None or year.road != RoadKind.CONGRESS:
        return []
    at = year.get_absolute_url()
    found = [Entry("并排比较", f"{at}compare/", 42), Entry("代表提问", f"{at}questions/", 43)]
    if MOVES.entitled("read", year.place, seat):
        found.append(Entry("我的研读", f"{at}reading/", 40))
    if MOVES.entitled("read_receipts", year.place, seat):
        found.append(Entry("会前送阅", f"{at}circulation/", 41))
    if MOVES.entitled("read_minutes", year.place, seat):
        found.append(Entry("分组审议", f"{at}deliberation/", 44))
    return found
