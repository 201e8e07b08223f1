"""Menu of the year."""

from django.urls import reverse

from piaojue.commons.web.menu import Entry
from piaojue.commons.years.models import Year
from piaojue.commons.years.moves import MOVES


def entries(seat, year) -> list[Entry]:
    shown = [Entry("各地年度", reverse("years"), 5, "公开与看板")]
    if year is not None:
        shown.append(Entry("过程与依据", year.page("year_road"), 2))
        if MOVES.entitled("read_checkpoints", year.place, seat):
            shown.append(Entry("四问看板", year.page("checkpoints"), 95, "公开与看板"))
    elif seat is not None:
        mine = Year.real.filter(place=seat.place).select_related("place").first()
        if mine:
            shown.append(Entry(f"{mine.place.name} {mine.number}", mine.page("year_road"), 1))
    return shown
