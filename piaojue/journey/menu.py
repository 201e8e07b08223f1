"""Side rail: the year's public pages and the city's board."""

from functools import partial

from django.urls import reverse

from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.commons.web.menu import Entry
from piaojue.commons.years.models import Year

LEADERS = frozenset({Role.LEADING_GROUP, Role.CONGRESS_CHAIR, Role.STREET_CHAIR, Role.GUIDANCE})
aside = partial(Entry, section="公开与看板")


def entries(seat: Seat | None, year: Year | None) -> list[Entry]:
    shown = []
    if year is not None:
        shown += [
            Entry("年度首页", year.get_absolute_url(), order=1),
            aside("看板", year.page("board"), order=2, cards=LEADERS, about="全年的数字和图"),
            aside("回音壁", year.page("echo"), order=16),
            aside("开放数据", year.page("open_data"), order=95),
        ]
    if seat is not None:
        shown.append(Entry("各地看板", reverse("city_board", args=[_city(seat)]), order=200, section="本级事务"))
    return shown


def _city(seat: Seat) -> str:
    """The code of the city a seat lies in (four digits), or its own."""
    return seat.place_id[:4] if len(seat.place_id) >= 4 else seat.place_id
