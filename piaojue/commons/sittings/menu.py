"""Menu of sittings."""

from django.urls import reverse

from piaojue.commons.web.menu import Entry


def entries(seat, year) -> list[Entry]:
    return [Entry("会议", reverse("sittings"), 7, "本级事务")]
