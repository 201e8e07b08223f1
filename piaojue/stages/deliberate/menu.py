"""Menu of 送阅 and 审议."""

from functools import partial

from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.commons.web.menu import Entry
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import RoadKind, Stage
from piaojue.stages.deliberate.moves import MOVES, READERS

here = partial(Entry, section="送阅与审议", stages=(Stage.CIRCULATING, Stage.DELIBERATING))


def entries(seat: Seat | None, year: Year | None) -> list[Entry]:
    if year is None or year.road != RoadKind.CONGRESS:
        return []
    asked = "代表问了什么，部门怎样答复"
    shown = [
        here("并排比较", year.page("compare"), 42),
        here("代表提问", year.page("questions"), 43, cards=frozenset({Role.DEPUTY}), about=asked),
    ]
    if MOVES.entitled("read", year.place, seat):
        about = "候选项目材料、提问和自己的发言提纲"
        shown.append(here("我的研读", year.page("reading"), 40, cards=frozenset(READERS), about=about))
    if MOVES.entitled("read_receipts", year.place, seat):
        shown.append(here("会前送阅", year.page("circulation"), 41))
    if MOVES.entitled("read_minutes", year.place, seat):
        shown.append(here("分组审议", year.page("deliberation"), 44))
    return shown
