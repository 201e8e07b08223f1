"""Menu of 送阅 and 审议."""

from piaojue.commons.web.menu import Entry
from piaojue.commons.years.road import RoadKind
from piaojue.stages.deliberate.moves import MOVES


def entries(seat, year) -> list[Entry]:
    if year is None or year.road != RoadKind.CONGRESS:
        return []
    shown = [Entry("并排比较", year.page("compare"), 42), Entry("代表提问", year.page("questions"), 43)]
    if MOVES.entitled("read", year.place, seat):
        shown.append(Entry("我的研读", year.page("reading"), 40))
    if MOVES.entitled("read_receipts", year.place, seat):
        shown.append(Entry("会前送阅", year.page("circulation"), 41))
    if MOVES.entitled("read_minutes", year.place, seat):
        shown.append(Entry("分组审议", year.page("deliberation"), 44))
    return shown
