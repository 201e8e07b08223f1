"""Menu of 初定 and 候选."""

from functools import partial

from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.commons.web.menu import Entry
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import Stage
from piaojue.stages.shortlist.moves import MOVES

WEIGHING = frozenset({Role.DEPUTY, Role.COMMITTEE, Role.PRESIDIUM, Role.LEADING_GROUP, Role.COUNCIL_MEMBER})
REVIEWING = frozenset({Role.REVIEWER})
screening = partial(Entry, section="初定", stages=(Stage.SCREENING,))
nominating = partial(Entry, section="候选", stages=(Stage.NOMINATING,))


def entries(seat: Seat | None, year: Year | None) -> list[Entry]:
    if year is None:
        return []
    shown = [
        screening("去向与答复", year.page("outcomes"), 21),
        nominating(
            "候选项目", year.page("candidates"), 26, cards=WEIGHING, about="提交票决的项目，逐项写明办什么、花多少"
        ),
    ]
    if MOVES.entitled("read_screenings", year.place, seat):
        shown.append(screening("初定工作台", year.page("screening"), 20, cards=REVIEWING, about="逐条评审、答复诉求"))
    if MOVES.entitled("read_dossiers", year.place, seat):
        shown.append(nominating("项目材料", year.page("dossiers"), 25))
    return shown
