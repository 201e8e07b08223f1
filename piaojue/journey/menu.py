"""Side rail: the year's public pages and the city's board."""

from piaojue.commons.web.menu import Entry


def entries(seat, year) -> list[Entry]:
    found = []
    if year is not None:
        root = year.get_absolute_url()
        found += [
            Entry("年度首页", root, order=1),
            Entry("看板", f"{root}board/", order=2),
            Entry("回音壁", f"{root}echo/", order=16),
            Entry("开放数据", f"{root}data/", order=95),
        ]
    if seat is not None:
        found.append(Entry("各地看板", f"/city/{_city(seat)}/", order=200, section="本级事务"))
    return found


def _city(seat) -> str:
    """The code of the city a seat lies in (four digits), or its own."""
    return seat.place_id[:4] if len(seat.place_id) >= 4 else seat.place_id
