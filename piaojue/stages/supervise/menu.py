"""Menu of 监督."""

from functools import partial

from django.urls import reverse

from piaojue.commons.people.models import Seat
from piaojue.commons.roles import LEADERS, Role
from piaojue.commons.web.menu import Entry
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import Stage

DEPUTIES = frozenset({Role.DEPUTY})
LOOKERS = frozenset({Role.DEPUTY, Role.VOLUNTEER, Role.COMMITTEE})
here = partial(Entry, section="实施与监督", stages=(Stage.ANNOUNCING, Stage.DELIVERING))


def entries(seat: Seat | None, year: Year | None) -> list[Entry]:
    if year is None:
        return []
    kind = year.place.kind
    still = "不管哪一年的，没有了结的都在这里"
    found, asked = "发现的问题交给谁、办得怎样", "代表提出的建议和承办单位的答复"
    lines = [
        Entry("监督计划", year.page("supervision_plans"), 69, section="实施与监督"),
        here("监督活动", year.page("activities"), 70),
        here("问题整改", year.page("findings"), 72, cards=LOOKERS, about=found),
        here("代表建议", year.page("deputy_suggestions"), 74, cards=frozenset({Role.DEPUTY}), about=asked),
    ]
    lines.append(here("未了事项", reverse("ledger", args=[year.place_id]), 79, cards=LEADERS, about=still))
    if seat is not None and seat.role == Role.DEPUTY:
        own = reverse("deputy_record", args=[seat.pk])
        lines.append(
            Entry("我的履职", own, 80, section="实施与监督", cards=DEPUTIES, about="做过什么，可以打印，可以公开")
        )
    if seat is not None and seat.role == Role.VOLUNTEER:
        lines.append(Entry("我的专长", reverse("state_expertise", args=[seat.pk]), 80, section="实施与监督"))
    if kind.has_congress:
        lines.append(here("质询", year.page("interpellations"), 76))
    if kind.has_standing_committee:
        lines.append(here("审议意见", year.page("review_opinions"), 78))
    return lines
