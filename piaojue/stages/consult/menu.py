"""Menu of 会商."""

from piaojue.commons.web.menu import Entry
from piaojue.commons.years.road import RoadKind


def entries(seat, year) -> list[Entry]:
    return (
        [Entry("会商", f"{year.get_absolute_url()}consultations/", 30)]
        if year is not None and year.road == RoadKind.STREET
        else []
    )
