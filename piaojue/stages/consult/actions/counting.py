"""The advisory ballot: opened, cast on paper or into boxes, counted."""

from dataclasses import replace

from django.db import transaction

from engines.counting import State, quorum
from piaojue.commons.acting import acting
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.stages.consult.actions.recommending import conclude
from piaojue.stages.consult.models import Consultation
from piaojue.stages.consult.moves import MOVES
from piaojue.stages.consult.queries import members_of, present
from piaojue.stages.consult.rounds import COUNTERS, judged, problems_of
from piaojue.stages.consult.values import CountSheet


def open_ballot(*, consultation: Consultation, by: Seat, version: int | None = None) -> Consultation:
    """Secret ballots are handed out; the rule's own quorum must be there. Raises NotYours, Refused."""
    with acting(MOVES["open_ballot"], consultation, by, version=version) as act:
        meeting = act.thing
        enough = quorum(present(meeting).count(), members_of(meeting).count(), meeting.the_rule.quorum)
        if not enough:
            raise Refused(enough.sentence)
    return act.thing


def choose_way(*, consultation: Consultation, box: bool, by: Seat) -> Consultation:
    """Say whether this round's ballots go into ballot boxes or are counted by hand and typed. Raises NotYours, Refused."""
    with acting(MOVES["choose_way"], consultation, by) as act:
        act.thing.result = replace(act.thing.result, box=box)
    return act.thing


def enter_count(*, consultation: Consultation, sheet: CountSheet, by: Seat) -> Consultation:
    """One person's count of the paper ballots; a second person counts independently.

    raises: NotYours, Refused: numbers that cannot be, two others have counted already
    """
    with acting(MOVES["enter_count"], consultation, by) as act:
        if problems := problems_of(act.thing, sheet):
            raise Refused(*problems)
        entries = dict(act.thing.result.entries or {})
        if str(by.pk) not in entries and len(entries) >= COUNTERS:
            raise Refused("已有两人录入，不能再加第三份")
        entries[str(by.pk)] = sheet
        act.thing.result = replace(act.thing.result, entries=entries)
        act.note(entries=len(entries))
    return act.thing


@transaction.atomic
def take_count(*, consultation: Consultation, sheet: CountSheet, by: Seat) -> Consultation:
    """Take what the boxes of this round hold together and conclude, unless the chair has to decide a tie first.

    raises: NotYours, Refused: numbers that cannot be, no valid ballot
    """
    with acting(MOVES["take_count"], consultation, by) as act:
        if problems := problems_of(act.thing, sheet):
            raise Refused(*problems)
        act.thing.result = replace(act.thing.result, counted=sheet)
    if judged(act.thing, [*act.thing.result.held, sheet]).state is State.PRESIDIUM:
        return act.thing
    return conclude(consultation=act.thing, by=by)
