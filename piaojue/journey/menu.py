"""Side rail: the year's public pages and the city's board."""

from functools import partial

from django.urls import reverse

from piaojue.commons.people.models import Seat
from piaojue.commons.roles import LEADERS
from piaojue.commons.web.menu import Entry
from piaojue.commons.years.models import Year
from piaojue.journey.leading import READERS

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
        city = _city(seat)
        shown.append(aside("各地看板", reverse("city_board", args=[city]), order=200))
        shown.append(aside("历年对比", reverse("city_years", args=[city]), order=201))
        if seat.role in READERS:
            led = reverse("leader", args=[seat.place_id])
            shown.append(aside("领导看这一页", led, order=3, cards=LEADERS, about="红灯、谁来答、定了什么、居民怎么说"))
    return shown


def _city(seat: Seat) -> str:
    """The code of the city a seat lies in (four digits), or its own."""
    return seat.place_id[:4] if len(seat.place_id) >= 4 else seat.place_id
