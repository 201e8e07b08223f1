"""Menu of 对外接口."""

from django.urls import reverse

from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.commons.web.menu import Entry
from piaojue.commons.years.models import Year
from piaojue.world.moves import MOVES


def entries(seat: Seat | None, year: Year | None) -> list[Entry]:
    if seat is None:
        return []
    of_work = "" if seat.role in (Role.RESIDENT, Role.DEPUTY) else "记录与数据"
    shown = [Entry("我关注的", reverse("follows"), order=41, section=of_work)]
    if MOVES.entitled("read_partners", seat.place, seat):
        shown.append(Entry("接入单位", reverse("partners"), order=245, section="记录与数据"))
    if year is not None and MOVES.entitled("read_budget_codes", year.place, seat):
        shown.append(Entry("预算项目代码", year.page("budget_codes"), order=246, section="记录与数据"))
    return shown
