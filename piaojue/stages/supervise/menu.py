"""Menu of 监督."""

from functools import partial

from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.commons.web.menu import Entry
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import Stage

LOOKERS = frozenset({Role.DEPUTY, Role.VOLUNTEER, Role.COMMITTEE})
here = partial(Entry, section="实施与监督", stages=(Stage.ANNOUNCING, Stage.DELIVERING))


def entries(seat: Seat | None, year: Year | None) -> list[Entry]:
    if year is None:
        return []
    kind = year.place.kind
    found, asked = "发现的问题交给谁、办得怎样", "代表提出的建议和承办单位的答复"
    lines = [
        here("监督活动", year.page("activities"), 70),
        here("问题整改", year.page("findings"), 72, cards=LOOKERS, about=found),
        here("代表建议", year.page("deputy_suggestions"), 74, cards=frozenset({Role.DEPUTY}), about=asked),
    ]
    if kind.has_congress:
        lines.append(here("质询", year.page("interpellations"), 76))
    if kind.has_standing_committee:
        lines.append(here("审议意见", year.page("review_opinions"), 78))
    return lines
