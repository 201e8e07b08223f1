"""The ballot boxes of a sub-district's council: those of the round that goes on, whose they are, their totals together."""

from collections.abc import Iterable

from django.db.models import QuerySet

from engines.counting import Counts
from piaojue.commons.moves import Refused
from piaojue.stages.consult.public import Consultation, CountSheet, present, rule_now
from piaojue.stages.vote.models import Group, Poll, PollKind, PollState
from piaojue.stages.vote.roll import group_of


def polls_of(consultation: Consultation, rehearsal: bool = False) -> QuerySet[Poll]:
    """The boxes of the round that goes on, or those of its drill."""
    rows = consultation.sitting.polls.filter(kind=PollKind.ADVISORY, rehearsal=rehearsal).exclude(
        state__in=[PollState.JOINED, PollState.ABANDONED]
    )
    return rows.select_related("place", "year", "year__place", "sitting").order_by("pk")


def joined_polls(consultation: Consultation) -> QuerySet[Poll]:
    """The boxes of the rounds before, in their order."""
    return consultation.sitting.polls.filter(kind=PollKind.ADVISORY, state=PollState.JOINED).order_by("pk")


def groups_of(consultation: Consultation, rehearsal: bool = False) -> list[Group]:
    """Who votes in a box of their own now. Raises Refused when deputies have to vote apart and none is there."""
    if not rule_now(consultation).double:
        return [Group.ALL]
    if rehearsal:
        return [Group.DEPUTIES, Group.OTHERS]
    groups = [group for group in (Group.DEPUTIES, Group.OTHERS) if group_of(present(consultation), group).exists()]
    if Group.DEPUTIES not in groups:
        raise Refused("签到的议事会成员里没有人大代表，双门槛的代表赞成无从计算：请先核对成员名册里的“人大代表”和签到")
    return groups


def not_counted(consultation: Consultation, polls: Iterable[Poll]) -> list[str]:
    """What keeps this round's boxes from being joined, in Chinese."""
    by_group = {poll.group: poll for poll in polls}
    missing = [f"“{group.label}”的票箱还没有准备" for group in groups_of(consultation) if group not in by_group]
    return missing + [
        f"“{poll}”{poll.get_state_display()}，还没有计票"
        for poll in by_group.values()
        if poll.state != PollState.COUNTED
    ]


def joined_sheet(polls: Iterable[Poll]) -> CountSheet:
    """The boxes together, as consult takes a count (`enter_count` of 会商)."""
    polls = list(polls)
    every = [(poll.group, poll.the_counts) for poll in polls]
    deputies = [counts for group, counts in every if group == Group.DEPUTIES]
    together = [counts for _, counts in every]
    return CountSheet(
        issued=sum(counts.issued for counts in together),
        returned=sum(counts.returned for counts in together),
        void=sum(counts.void for counts in together),
        deputies_returned=sum(counts.returned for counts in deputies),
        deputies_void=sum(counts.void for counts in deputies),
        items={
            str(item.dossier): (_approvals(deputies, item.key), _approvals(together, item.key))
            for item in polls[0].items
        },
    )


def _approvals(counts: Iterable[Counts], item: str) -> int:
    return sum(part.items[item].approve for part in counts)
