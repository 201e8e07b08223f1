"""Menu of 监督."""

from piaojue.commons.people.models import Seat
from piaojue.commons.web.menu import Entry
from piaojue.commons.years.models import Year


def entries(seat: Seat | None, year: Year | None) -> list[Entry]:
    if year is None:
        return []
    kind = year.place.kind
    lines = [
        Entry("监督活动", year.page("activities"), 70),
        Entry("问题整改", year.page("findings"), 72),
        Entry("代表建议", year.page("deputy_suggestions"), 74),
    ]
    if kind.has_congress:
        lines.append(Entry("质询", year.page("interpellations"), 76))
    if kind.has_standing_committee:
        lines.append(Entry("审议意见", year.page("review_opinions"), 78))
    return lines
