"""Menu of local rules."""

from django.urls import reverse

from piaojue.commons.web.menu import Entry


def entries(seat, year) -> list[Entry]:
    place = year.place_id if year is not None else seat.place_id if seat is not None else None
    return [Entry("法律与本地规定", reverse("law", args=[place]), 8, "名册与规定")] if place else []
