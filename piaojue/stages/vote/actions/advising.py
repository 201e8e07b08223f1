"""票选推荐 of a sub-district's council: its boxes are made from the consultation, and their totals go back to it together."""

from collections.abc import Iterable

from django.db import transaction

from piaojue.commons.acting import acting
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.stages.consult.public import (
    Consultation,
    MeetingState,
    choose_way,
    on_the_ballot,
    rule_now,
    take_count,
)
from piaojue.stages.vote.actions.setting_up import appoint_tellers
from piaojue.stages.vote.council import groups_of, joined_polls, joined_sheet, not_counted, polls_of
from piaojue.stages.vote.items import item_of
from piaojue.stages.vote.models import Colour, Group, Level, Poll, PollKind, PollState
from piaojue.stages.vote.moves import MOVES

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
    boxes, tellers = [], list(tellers)
    for group in due:
        poll = _box_for(consultation, group, rehearsal=rehearsal)
        poll.level, poll.keys_needed, poll.minutes = Level(level), keys_needed, minutes
        with acting(MOVES["prepare_advisory"], poll, by) as act:
            act.note(items=len(poll.items))
        boxes.append(appoint_tellers(poll=poll, seats=tellers, by=by))
    return boxes


def _box_for(consultation: Consultation, group: Group, *, rehearsal: bool) -> Poll:
    """A group's box in this round, not saved yet."""
    number = consultation.round_number
    title = f"{consultation.year.number} 年民生实事项目票选"
    title += f"（{group.label}）" if group else ""
    return Poll(
        place=consultation.place,
        year=consultation.year,
        sitting=consultation.sitting,
        kind=PollKind.ADVISORY,
        group=group,
        title=title + (f"（第 {number} 次）" if number > 1 else ""),
        rule=rule_now(consultation).to_json(),
        items=tuple(item_of(row, place) for place, row in enumerate(on_the_ballot(consultation), 1)),
        colour=COLOURS[group],
        previous=joined_polls(consultation).last() if number > 1 and not rehearsal else None,
        rehearsal=rehearsal,
    )


@transaction.atomic
def hand_over(*, consultation: Consultation, by: Seat) -> Consultation:
    """Join the totals of this round's boxes and hand them to 会商, which says what is recommended.

    raises: NotYours, Refused: a box that is missing or not counted, numbers that cannot be
    """
    with acting(MOVES["hand_over"], consultation, by) as act:
        polls = list(polls_of(act.thing).select_for_update(of=("self",)))
        if missing := not_counted(act.thing, polls):
            raise Refused(*missing)
        for poll in polls:
            act.change(MOVES["join_box"], poll, {"state": PollState.JOINED})
    return take_count(consultation=act.thing, sheet=joined_sheet(polls), by=by)


def back_to_hand(poll: Poll, by: Seat) -> None:
    """The last box of a council's round was abandoned: its ballots may be counted by hand again."""
    council = poll.sitting.consultation
    if not polls_of(council).exists():
        choose_way(consultation=council, box=False, by=by)
