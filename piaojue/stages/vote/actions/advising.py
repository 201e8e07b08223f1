"""票选推荐 of a sub-district's council: its boxes are made from the consultation, and their totals go back to it together."""

from collections.abc import Iterable

from django.db import transaction

from engines.counting import Counts
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.record.log import record
from piaojue.stages.consult.public import (
    Consultation,
    MeetingState,
    choose_way,
    on_the_ballot,
    present,
    rule_now,
    take_count,
)
from piaojue.stages.vote.actions.setting_up import appoint_tellers, item_of
from piaojue.stages.vote.models import Colour, Group, Level, Poll, PollKind, PollState
from piaojue.stages.vote.moves import MOVES
from piaojue.stages.vote.roll import group_of

OVER = [MeetingState.CLOSED, MeetingState.CONFIRMED]
COLOURS = {Group.DEPUTIES: Colour.BLUE, Group.OTHERS: Colour.YELLOW, Group.ALL: Colour.PURPLE}


@transaction.atomic
def prepare_advisory(
    *,
    consultation: Consultation,
    by: Seat,
    tellers: Iterable[Seat] = (),
    level: str = Level.SLIPS,
    keys_needed: int | None = None,
    minutes: int = 30,
    rehearsal: bool = False,
) -> list[Poll]:
    """Make this round's boxes, those that are not there yet; with the double threshold deputies and residents vote apart.

    tellers:   who watches and counts, the same for every box
    rehearsal: 演练, before or during the meeting: boxes that decide nothing and never go back to 会商
    raises:    NotYours, Refused: no ballot in progress, counts typed already, no deputy among those who are there
    """
    if rehearsal and consultation.state in OVER:
        raise Refused("会商已经形成推荐，不用再演练")
    if not rehearsal:
        consultation = choose_way(consultation=consultation, box=True, by=by)
    there = {poll.group for poll in polls_of(consultation, rehearsal)}
    due = [group for group in groups_of(consultation, rehearsal) if group not in there]
    if not due:
        raise Refused("这一轮的票箱已经准备好了")
    rule, number = rule_now(consultation), len(consultation.result.get("rounds", [])) + 1
    items = [item_of(row, place) for place, row in enumerate(on_the_ballot(consultation), 1)]
    made = []
    for group in due:
        title = (
            f"{consultation.year.number} 年民生实事项目票选"
            + (f"（{group.label}）" if group else "")
            + (f"（第 {number} 次）" if number > 1 else "")
        )
        poll = Poll(
            place=consultation.place,
            year=consultation.year,
            sitting=consultation.sitting,
            kind=PollKind.ADVISORY,
            group=group,
            title=title,
            rule=rule.to_json(),
            items=items,
            colour=COLOURS[group],
            level=Level(level),
            keys_needed=keys_needed,
            minutes=minutes,
            created_by=by,
            previous=last_of(consultation) if number > 1 and not rehearsal else None,
            rehearsal=rehearsal,
        )
        MOVES.take("prepare_advisory", poll, by)
        poll.save()
        record("vote.prepared", poll, by, kind=poll.kind, items=len(items), rehearsal=rehearsal)
        made.append(appoint_tellers(poll=poll, seats=tellers, by=by))
    return made


@transaction.atomic
def hand_over(*, consultation: Consultation, by: Seat) -> Consultation:
    """Join the totals of this round's boxes and hand them to 会商, which says what is recommended.

    raises: NotYours, Refused: a box that is missing or not counted, numbers that cannot be
    """
    MOVES.require("hand_over", consultation.place, by)
    polls = list(polls_of(consultation).select_for_update(of=("self",)))
    if missing := not_counted(consultation, polls):
        raise Refused(*missing)
    for poll in polls:
        MOVES.take("hand_over", poll, by)
        poll.save(update_fields=["state", "version"])
        record("vote.joined", poll, by)
    return take_count(consultation=consultation, sheet=joined_sheet(polls), by=by)


def polls_of(consultation: Consultation, rehearsal: bool = False):
    """The boxes of the round that goes on, or those of its drill."""
    rows = consultation.sitting.polls.filter(kind=PollKind.ADVISORY, rehearsal=rehearsal).exclude(
        state__in=[PollState.JOINED, PollState.ABANDONED]
    )
    return rows.select_related("place", "year", "year__place", "sitting").order_by("pk")


def last_of(consultation: Consultation) -> Poll | None:
    """A box of the round before."""
    return consultation.sitting.polls.filter(kind=PollKind.ADVISORY, state=PollState.JOINED).order_by("pk").last()


def groups_of(consultation: Consultation, rehearsal: bool = False) -> list[Group]:
    """Who votes in a box of their own now. Raises Refused when deputies have to vote apart and none is there."""
    if not rule_now(consultation).double:
        return [Group.ALL]
    if rehearsal:
        return [Group.DEPUTIES, Group.OTHERS]
    found = [group for group in (Group.DEPUTIES, Group.OTHERS) if group_of(present(consultation), group).exists()]
    if Group.DEPUTIES not in found:
        raise Refused("签到的议事会成员里没有人大代表，双门槛的代表赞成无从计算：请先核对成员名册里的“人大代表”和签到")
    return found


def not_counted(consultation: Consultation, polls: Iterable[Poll]) -> list[str]:
    """What keeps this round's boxes from being joined, in Chinese."""
    by_group = {poll.group: poll for poll in polls}
    missing = [f"“{group.label}”的票箱还没有准备" for group in groups_of(consultation) if group not in by_group]
    return missing + [
        f"“{poll}”{poll.get_state_display()}，还没有计票"
        for poll in by_group.values()
        if poll.state != PollState.COUNTED
    ]


def joined_sheet(polls: Iterable[Poll]) -> dict:
    """The boxes together, as consult takes a count (`enter_count` of 会商)."""
    counted = [(poll, Counts.from_json(poll.counts)) for poll in polls]
    deputies = [counts for poll, counts in counted if poll.group == Group.DEPUTIES]
    every = [counts for _, counts in counted]
    return {
        "issued": sum(counts.issued for counts in every),
        "returned": sum(counts.returned for counts in every),
        "void": sum(counts.void for counts in every),
        "deputies_returned": sum(counts.returned for counts in deputies),
        "deputies_void": sum(counts.void for counts in deputies),
        "items": {
            str(item["dossier"]): [
                sum(counts.items[item["key"]].approve for counts in part) for part in (deputies, every)
            ]
            for item in counted[0][0].items
        },
    }


def back_to_hand(poll: Poll, by: Seat) -> None:
    """The last box of a council's round was abandoned: its ballots may be counted by hand again."""
    council = poll.sitting.consultation
    if not polls_of(council).exists():
        choose_way(consultation=council, box=False, by=by)
