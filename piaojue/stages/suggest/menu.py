"""Menu of 征集."""

from piaojue.commons.web.menu import Entry
from piaojue.stages.suggest.moves import MOVES
from piaojue.stages.suggest.queries import open_alarms


def entries(seat, year) -> list[Entry]:
    mine = [Entry("我的建议", "/my/suggestions/", 8, "本级事务")] if seat else []
    if year is None:
        return mine
    urgent = []
    if seat and MOVES.entitled("read_alarms", year.place, seat):
        waiting = open_alarms(seat).filter(year=year).count()
        urgent = [Entry("紧急事项", f"{year.get_absolute_url()}alarms/", 9, badge=waiting or None)]
    return [
        *mine,
        *urgent,
        Entry("征集", f"{year.get_absolute_url()}campaign/", 10),
        Entry("建议", f"{year.get_absolute_url()}suggestions/", 11),
    ]
