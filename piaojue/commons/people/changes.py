"""名册变动: while a ballot is fixed, one proposes a change of the number of members with a reason, another countersigns it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from piaojue.commons.acting import acting
from piaojue.commons.moves import Refused
from piaojue.commons.people import actions, mandates
from piaojue.commons.people.holds import COUNTED, two_must_act
from piaojue.commons.people.mandates import counted
from piaojue.commons.people.models import Body, ChangeState, Person, RollChange, Seat, Term
from piaojue.commons.people.moves import MOVES
from piaojue.commons.people.office import Beginning, Effect, Ending, Renewal
from piaojue.commons.people.offices import objections
from piaojue.commons.people.queries import term_on
from piaojue.commons.people.renewing import NOT_ME, agreements
from piaojue.commons.people.sides import held_for_a_vote, needing_two, seats_of, takes_two, tell_of
from piaojue.commons.roles import Role, word_for

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
    username: str = ""
    title: str = ""


def appoint_or_propose(
    *,
    body: Body,
    role: str,
    name: str,
    phone: str,
    by: Seat,
    title: str = "",
    username: str = "",
    delegation: Body | None = None,
) -> Seat | RollChange:
    """Appoint, or propose it where one person may not do it alone. Raises NotYours, Refused, as `actions.appoint` does."""
    if not takes_two(by, role, body.place) or two_must_act(body, role, term_on(body, timezone.localdate())):
        more = actions.Particulars(username, delegation=delegation)
        return actions.appoint(body=body, role=role, name=name, phone=phone, by=by, title=title, more=more)
    who = Newcomer(body, role, name, phone, delegation=delegation, username=username, title=title)
    words = f"任命{word_for(role, body.place)}"
    return propose_coming(who=who, cause=Beginning.APPOINTMENT, reason=words, by=by)


def end_or_propose(
    *, seat: Seat, by: Seat, ended_by: str = Ending.CLOSED, evidence: str = "", version: int | None = None
) -> Seat | RollChange:
    """End a seat, or propose it where one person may not do it alone. Raises NotYours, Refused."""
    if not takes_two(by, seat.role, seat.place):
        return actions.end_seat(seat=seat, by=by, ended_by=ended_by, evidence=evidence)
    return propose_leaving(seat=seat, cause=ended_by, reason=f"停用{seat.get_role_display()}", by=by, evidence=evidence)


def propose_renewal(*, seat: Seat, reason: str, by: Seat) -> RollChange:
    """Propose a new password for somebody whose password takes two. The person is told at once. Raises NotYours, Refused."""
    person = seat.person
    held = needing_two(seats_of(person), by) or seat
    change = RollChange(place=held.place, body=held.body, role=held.role, seat=held, cause=Renewal.PASSWORD)
    change.reason = reason.strip()
    with acting(MOVES["propose_roll_change"], change, by):
        _has_a_reason(change)
        if problem := held_for_a_vote(seats_of(person)):
            raise Refused(problem)
        if _is_proposed(person):
            raise Refused("已经提出过，正在等另一人会签")
        change.proposed_by = by
    tell_of([person], f"{by.body.name}提出为您重发登录密码，正在等另一人会签。{NOT_ME}")
    return change


def _is_proposed(person: Person) -> bool:
    """Whether a new password for this person waits for its second person."""
    return RollChange.objects.filter(seat__person=person, cause=Renewal.PASSWORD, state=ChangeState.PROPOSED).exists()


def propose_renewals(*, seats: Iterable[Seat], by: Seat) -> list[RollChange]:
    """Propose new passwords for those of many people for whom it takes two, where nothing is proposed or agreed on yet.

    seats: of `queries.members`, with what each person holds
    """
    made = []
    for seat in seats:
        held = seat.person.held  # type: ignore[attr-defined]  # queries.members: the person's seats in office
        if seat.person_id == by.person_id or not needing_two(held, by) or held_for_a_vote(held):
            continue
        if not _is_proposed(seat.person) and not agreements([seat.person], by).exists():
            made.append(propose_renewal(seat=seat, reason="成批发放初始密码", by=by))
    return made


def countersign_renewals(*, by: Seat) -> int:
    """Agree to all new passwords that others have proposed and this one may agree to. Returns how many."""
    rows = RollChange.objects.filter(
        place__code__startswith=by.place_id, cause=Renewal.PASSWORD, state=ChangeState.PROPOSED
    ).exclude(proposed_by__person=by.person_id)
    mine = [
        change
        for change in rows.select_related("place", "proposed_by", "seat")
        if MOVES.may("countersign_roll_change", change, by)
    ]
    for change in mine:
        countersign_roll_change(change=change, by=by)
    return len(mine)


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
    change.username, change.title = who.username, who.title
    change.name, change.phone, change.delegation = who.name.strip(), who.phone.strip(), who.delegation
    change.reason, change.evidence = reason.strip(), evidence.strip()
    with acting(MOVES["propose_roll_change"], change, by):
        _has_a_reason(change)
        if not change.name or cause not in Beginning.values:
            raise Refused("请填写姓名，选择任职方式")
        person = Person.objects.filter(phone=change.phone).first() if change.phone else None
        if person is None and who.username and Person.objects.filter(username=who.username).exists():
            raise Refused(f"登录名“{who.username}”已有人用，请换一个")
        if problem := actions.unfit_role(who.body, who.role, by):
            raise Refused(problem)
        if person is not None and person.pk == by.person_id:
            raise Refused("不能任命自己，请由另一位工作人员办理")
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
        if mandates.has_ended(term):
            raise Refused(f"{term.body.name}{term}已经结束")
        change.proposed_by = by
    return change


def _has_a_reason(change: RollChange) -> None:
    if len(change.reason) < SHORTEST_REASON:
        raise Refused("请写明理由：由两个人办理的每一次变动都要说得清")


@transaction.atomic
def countersign_roll_change(*, change: RollChange, by: Seat, version: int | None = None) -> RollChange:
    """Another person agrees, and the change is made at once in the name of who proposed it. Raises NotYours, Refused."""
    with acting(MOVES["countersign_roll_change"], change, by, version=version) as act:
        change = act.thing
        if change.proposed_by.person_id == by.person_id:
            raise Refused("提出和会签要由两个人办理，请另一位工作人员或主任会签")
        change.signed_by, change.signed_at = by, timezone.now()
    return _carry_out(change)


def _carry_out(change: RollChange) -> RollChange:
    """Do what two have agreed on, in the name of who proposed it."""
    if change.cause == Renewal.PASSWORD:
        return change  # whoever proposed it gives the password out
    if change.term is not None:
        mandates.end_term(term=change.term, by=change.proposed_by, evidence=change.evidence, on=change.on, agreed=True)
        return change
    if change.seat is not None:
        actions.end_seat(
            seat=change.seat, by=change.proposed_by, ended_by=change.cause, evidence=change.evidence, agreed=True
        )
        return change
    more = actions.Particulars(
        username=change.username,
        card_no=change.card_no,
        delegation=change.delegation,
        begun_by=change.cause,
        evidence=change.evidence,
        agreed=True,
    )
    actions.appoint(
        body=change.body,
        role=change.role,
        name=change.name,
        phone=change.phone,
        by=change.proposed_by,
        title=change.title,
        more=more,
    )
    return change


def withdraw_roll_change(*, change: RollChange, by: Seat, version: int | None = None) -> RollChange:
    """It is not to be. Raises NotYours, Refused."""
    with acting(MOVES["withdraw_roll_change"], change, by, version=version) as act:
        return act.thing


def effect_sentence(change: RollChange) -> str:
    """What it does to the numbers; of who is no member that counts: what follows."""
    if change.cause == Renewal.PASSWORD:
        return f"{change.proposed_by.person}可以在一天内发放一次新密码，原来的密码和第二步验证作废"
    if change.role not in COUNTED:
        return "席位立即停用" if change.seat else f"立即任命为{change.get_role_display()}"
    if change.term is not None:
        return Effect(counted(change.body, change.role, change.term).count(), 0, change.role).sentence
    term = change.seat.term if change.seat else term_on(change.body, timezone.localdate())
    now = counted(change.body, change.role, term).count()
    return Effect(now, now + (-1 if change.seat_id else 1), change.role).sentence
