"""Menu of 征集."""

from functools import partial

from django.urls import reverse

from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.commons.web.menu import Entry
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import Stage
from piaojue.stages.suggest.moves import MOVES
from piaojue.stages.suggest.publication import Publication
from piaojue.stages.suggest.queries import has_desk, open_alarms, undecided

LISTENING = frozenset({Role.DEPUTY, Role.VOLUNTEER, Role.COUNCIL_MEMBER, Role.RESIDENT, Role.REVIEWER})
here = partial(Entry, section="征集", stages=(Stage.SOLICITING,))


def entries(seat: Seat | None, year: Year | None) -> list[Entry]:
    about = "提过的建议走到了哪一步"
    own = frozenset({Role.RESIDENT, Role.VOLUNTEER})
    mine = [Entry("我的建议", reverse("my_suggestions"), 8, "公开与看板", cards=own, about=about)] if seat else []
    if year is None:
        return mine
    urgent = []
    if seat and MOVES.entitled("read_alarms", year.place, seat):
        waiting = open_alarms(seat).filter(year=year).count()
        urgent = [Entry("紧急事项", year.page("alarms"), 9, badge=waiting or None)]
    desk = []
    if seat and has_desk(seat, year):
        n = undecided(seat).get((year.pk, Publication.WAITING), 0)
        desk = [here("编发台", year.page("desk"), 12, badge=n or None)]
    return [
        *mine,
        *urgent,
        *desk,
        here("征集", year.page("campaign"), 10),
        here("建议", year.page("suggestions"), 11, cards=LISTENING, about="大家提了什么，也可以自己提、代人登记"),
    ]
