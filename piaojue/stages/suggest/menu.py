"""Menu of 征集."""

from django.urls import reverse

from piaojue.commons.people.models import Seat
from piaojue.commons.web.menu import Entry
from piaojue.commons.years.models import Year
from piaojue.stages.suggest.moves import MOVES
from piaojue.stages.suggest.publication import Publication
from piaojue.stages.suggest.queries import has_desk, on_desks, open_alarms


def entries(seat: Seat | None, year: Year | None) -> list[Entry]:
    mine = [Entry("我的建议", reverse("my_suggestions"), 8, "本级事务")] if seat else []
    if year is None:
        return mine
    urgent = []
    if seat and MOVES.entitled("read_alarms", year.place, seat):
        waiting = open_alarms(seat).filter(year=year).count()
        urgent = [Entry("紧急事项", year.page("alarms"), 9, badge=waiting or None)]
    desk = []
    if seat and has_desk(seat, year):
        n = on_desks(seat).filter(year=year, publication=Publication.WAITING).count()
        desk = [Entry("编发台", year.page("desk"), 12, badge=n or None)]
    return [
        *mine,
        *urgent,
        *desk,
        Entry("征集", year.page("campaign"), 10),
        Entry("建议", year.page("suggestions"), 11),
    ]
