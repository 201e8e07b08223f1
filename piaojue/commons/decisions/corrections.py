"""What of a decision can be corrected: what was typed, never whether it passed."""

from collections.abc import Iterable

from django.utils import timezone

from engines.law import Organ
from piaojue.commons.correctable import correctable
from piaojue.commons.decisions.majority import Hands, Show, wrong_hands
from piaojue.commons.decisions.models import Decision, DecisionItem
from piaojue.commons.decisions.moves import RECORDERS
from piaojue.commons.people.models import Seat
from piaojue.commons.sittings.organs import ORGANS


def rests(decision: Decision) -> str:
    """Why a correction needs a second person."""
    if decision.public:
        return "这项决定已经公开"
    return "已经按这项决定办理" if decision.passed else ""


def who_decided(decision: Decision) -> Iterable[int]:
    """Persons who were there."""
    return decision.came.values_list("person_id", flat=True)


def wrong_day(decision: Decision) -> Iterable[str]:
    if decision.decided_on > timezone.localdate():
        yield "决定日期不能晚于今天"
    if not decision.sitting.starts_on <= decision.decided_on <= decision.sitting.ends_on:
        yield f"决定日期要在会议期间（{decision.sitting.starts_on} 至 {decision.sitting.ends_on}）"


def of_its_office(decision: Decision, by: Seat) -> bool:
    return by.role in ORGANS[Organ(decision.organ)].office


def was_counted(item: DecisionItem) -> str:
    return "票数是从签字的纪要录入的" if item.decision.by_vote else ""


def another_outcome(item: DecisionItem) -> Iterable[str]:
    """Objections to other votes on one item: they may not turn what was decided."""
    decision, hands = item.decision, Hands(item.ayes or 0, item.noes or 0, item.abstentions or 0)
    yield from wrong_hands(Show(decision.roll, decision.present), hands, item.title)
    if not decision.by_vote:
        yield "会议以纪要决定，没有票数"
    elif (hands.ayes >= decision.needed) != item.passed:
        outcome = "通过" if item.passed else "未通过"
        yield f"通过所需 {decision.needed} 票：照这样改，结果不再是“{outcome}”。结果登记错了的，由会议重新作出决定"


correctable(
    DecisionItem,
    label="更正票数",
    fields=("ayes", "noes", "abstentions"),
    roles=RECORDERS,
    whose=lambda item, by: item.decision.by_vote and of_its_office(item.decision, by),
    frozen=was_counted,
    public=lambda item: item.decision.public,
    relied=lambda item: who_decided(item.decision),
    objections=another_outcome,
)
correctable(
    Decision,
    fields=("number", "title", "text", "decided_on"),
    roles=RECORDERS,
    whose=of_its_office,
    author="created_by",
    frozen=rests,
    public=lambda decision: decision.public,
    relied=who_decided,
    objections=wrong_day,
)
