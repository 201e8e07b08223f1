"""名册变动: while a ballot is fixed, one proposes a change of the number of members with a reason, another countersigns it."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from piaojue.commons.acting import acting
from piaojue.commons.moves import Refused
from piaojue.commons.people import actions, mandates
from piaojue.commons.people.mandates import counted
from piaojue.commons.people.models import Body, Person, RollChange, Seat, Term
from piaojue.commons.people.moves import MOVES
from piaojue.commons.people.office import Beginning, Effect, Ending
from piaojue.commons.people.offices import objections
from piaojue.commons.people.queries import term_on
from piaojue.commons.roles import Role

SHORTEST_REASON = 4


@dataclass(frozen=True)
class Newcomer:
    """Who is to come in, where somebody comes in: a deputy who was elected late, a member who was appointed."""

    body: Body
    role: str
    name: str
    phone: str = ""
    card_no: str = ""
    delegation: Body | None = None


def propose_leaving(*, seat: Seat, cause: str, reason: str, by: Seat, evidence: str = "") -> RollChange:
    """Propose that somebody leaves. cause: a value of `Ending`. Raises NotYours, Refused."""
    change = RollChange(place=seat.place, body=seat.body, role=seat.role, seat=seat, cause=cause)
    change.reason, change.evidence = reason.strip(), evidence.strip()
    with acting(MOVES["propose_roll_change"], change, by):
        _has_a_reason(change)
        if seat.ends is not None:
            raise Refused("这个席位已经结束")
        if cause not in Ending.values:
            raise Refused("请选择离任原因")
        change.proposed_by = by
    return change


def propose_coming(*, who: Newcomer, cause: str, reason: str, by: Seat, evidence: str = "") -> RollChange:
    """Propose that somebody comes in. cause: a value of `Beginning`. Raises NotYours, Refused."""
    change = RollChange(place=who.body.place, body=who.body, role=who.role, cause=cause, card_no=who.card_no)
    change.name, change.phone, change.delegation = who.name.strip(), who.phone.strip(), who.delegation
    change.reason, change.evidence = reason.strip(), evidence.strip()
    with acting(MOVES["propose_roll_change"], change, by):
        _has_a_reason(change)
        if not change.name or cause not in Beginning.values:
            raise Refused("请填写姓名，选择任职方式")
        person = Person.objects.filter(phone=change.phone).first() if change.phone else None
        if reasons := objections(person, who.body, who.role, timezone.now()):
            raise Refused(*(f"{change.name}{reason}" for reason in reasons))
        change.proposed_by = by
    return change


def propose_term_end(*, term: Term, reason: str, by: Seat, evidence: str = "", on: date | None = None) -> RollChange:
    """Propose that a whole term ends, on a day or at once. Raises NotYours, Refused."""
    change = RollChange(place=term.body.place, body=term.body, role=Role.DEPUTY, term=term, on=on, cause=Ending.TERM)
    change.reason, change.evidence = reason.strip(), evidence.strip()
    with acting(MOVES["propose_roll_change"], change, by):
        _has_a_reason(change)
        if term.ends is not None:
            raise Refused(f"{term.body.name}{term}已经结束")
        change.proposed_by = by
    return change


def _has_a_reason(change: RollChange) -> None:
    if len(change.reason) < SHORTEST_REASON:
        raise Refused("请写明理由：票面已定之后，应到人数的每一次变动都要说得清")


@transaction.atomic
def countersign_roll_change(*, change: RollChange, by: Seat, version: int | None = None) -> RollChange:
    """Another person agrees, and the change is made at once in the name of who proposed it. Raises NotYours, Refused."""
    with acting(MOVES["countersign_roll_change"], change, by, version=version) as act:
        change = act.thing
        if change.proposed_by.person_id == by.person_id:
            raise Refused("提出和会签要由两个人办理，请另一位工作人员或主任会签")
        change.signed_by, change.signed_at = by, timezone.now()
    if change.term is not None:
        mandates.end_term(term=change.term, by=change.proposed_by, evidence=change.evidence, on=change.on, agreed=True)
        return change
    if change.seat is not None:
        actions.end_seat(
            seat=change.seat, by=change.proposed_by, ended_by=change.cause, evidence=change.evidence, agreed=True
        )
        return change
    more = actions.Particulars(
        card_no=change.card_no,
        delegation=change.delegation,
        begun_by=change.cause,
        evidence=change.evidence,
        agreed=True,
    )
    actions.appoint(
        body=change.body, role=change.role, name=change.name, phone=change.phone, by=change.proposed_by, more=more
    )
    return change


def withdraw_roll_change(*, change: RollChange, by: Seat, version: int | None = None) -> RollChange:
    """It is not to be. Raises NotYours, Refused."""
    with acting(MOVES["withdraw_roll_change"], change, by, version=version) as act:
        return act.thing


def effect_sentence(change: RollChange) -> str:
    """What it does to the numbers."""
    if change.term is not None:
        return Effect(counted(change.body, change.role, change.term).count(), 0, change.role).sentence
    term = change.seat.term if change.seat else term_on(change.body, timezone.localdate())
    now = counted(change.body, change.role, term).count()
    return Effect(now, now + (-1 if change.seat_id else 1), change.role).sentence
