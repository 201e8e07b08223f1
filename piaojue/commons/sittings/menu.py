"""Menu of sittings."""

from piaojue.commons.web.menu import Entry


def entries(seat, year) -> list[Entry]:
    return [Entry("会议", "/sittings/", 7, "本级事务")]
