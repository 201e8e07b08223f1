"""Menu of sittings."""

from django.urls import reverse

from piaojue.commons.roles import Role
from piaojue.commons.web.menu import Entry

COMING = frozenset({Role.CHIEF_TELLER, Role.TELLER, Role.COUNTER, Role.COMMITTEE, Role.PRESIDIUM})


def entries(seat, year) -> list[Entry]:
    return [Entry("会议", reverse("sittings"), 7, "会议与期限", cards=COMING, about="会议、议程、签到和纪要")]
