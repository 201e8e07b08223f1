"""Whose roll counts: all deputies, all members of the standing committee, a council's members or one group of them."""

from collections.abc import Sequence

from django.db.models import QuerySet

from engines.counting import SMALLEST_PAPER, Quorum, quorum
from piaojue.commons.people.models import Seat
from piaojue.commons.sittings.counting import expected, present
from piaojue.stages.consult.public import Consultation, members_of
from piaojue.stages.consult.public import present as council_present
from piaojue.stages.vote.models import Group, Poll


def group_of(members: QuerySet[Seat], group: str) -> QuerySet[Seat]:
    """Those of a council's members who vote in this group's box."""
    return members if group == Group.ALL else members.filter(from_congress=group == Group.DEPUTIES)  # type: ignore[misc]  # 会商 annotates it


def roll_of(poll: Poll) -> tuple[int, int]:
    """(应到, 实到) of those whose ballots this poll takes, in persons."""
    if poll.advisory:
        council = poll.sitting.consultation
        everybody, here = group_of(members_of(council), poll.group), group_of(council_present(council), poll.group)
        return everybody.count(), here.count()
    return expected(poll.sitting, poll.voters), present(poll.sitting, poll.voters)


def quorum_of(poll: Poll) -> Quorum:
    """Whether enough are there; of a council all its members together, whatever box they use."""
    if poll.advisory:
        council = poll.sitting.consultation
        return quorum(council_present(council).count(), members_of(council).count(), poll.the_rule.quorum)
    roll, here = roll_of(poll)
    return quorum(here, roll, poll.the_rule.quorum)


def small_groups(consultation: Consultation, groups: Sequence[str]) -> list[str]:
    """What the members should be told before a handful votes in a box of its own (docs/ballot.md#small-groups)."""
    sizes = [(Group(group), group_of(council_present(consultation), group).count()) for group in groups]
    return [
        f"{group.label}只有 {size} 人投，少于 {SMALLEST_PAPER} 人：合计票数可能让人推知个人意见，全票一致时就是每个人的意见。投票前请向成员说明。"
        for group, size in sizes
        if size < SMALLEST_PAPER
    ]
