"""Menu of decisions."""

from django.urls import reverse

from piaojue.commons.web.menu import Entry


def entries(seat, year) -> list[Entry]:
    here = [Entry("会议决定", year.page("year_decisions"), 86)] if year is not None and not year.is_voided else []
    return [*here, Entry("会议决定", reverse("decisions"), 8, "会议与期限")] if seat else here
