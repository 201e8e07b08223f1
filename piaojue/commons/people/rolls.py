"""代表名册: planned row by row, then taken as it was planned. Imported twice it doubles nobody and ends nobody's office."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import ProtectedError
from django.utils import timezone

from piaojue.commons.acting import Doing, acting
from piaojue.commons.moves import Move, Refused
from piaojue.commons.people.actions import Particulars, appoint
from piaojue.commons.people.holds import two_must_act
from piaojue.commons.people.models import Body, BodyKind, Person, RollPast, Seat, Term
from piaojue.commons.people.moves import MOVES
from piaojue.commons.people.office import Beginning, held
from piaojue.commons.people.offices import clashes_of_many
from piaojue.commons.people.roll import RollRow
from piaojue.commons.people.roll_plan import Known, PlannedRow, RollPlan, RowFate, match, objected_to
from piaojue.commons.roles import Role

STALE_PLAN = "名册在预览之后有了变化，请重新预览再导入"


@dataclass(frozen=True)
class RollImport:
    """What an import did, in persons: new seats, those that were there, and of them those that changed.

    returned:  of the new ones, those who had left
    set_aside: rows that wait for a person
    seats:     key of the seat that a row made, by the row's number
    pasts:     key of how a known deputy was before the row changed it (`RollPast`), by the row's number
    """

    new: int
    known: int
    changed: int
    returned: int
    set_aside: tuple[PlannedRow, ...]
    seats: dict[int, int]
    pasts: dict[int, int]


def latest_term(body: Body) -> Term | None:
    """Into which term a roll is imported: the last one that has not ended. None: the congress keeps no terms."""
    return body.terms.filter(ends=None).order_by("-number").first()


def plan_roll(
    body: Body,
    rows: Iterable[RollRow],
    at: datetime | None = None,
    *,
    term: Term | None = None,
    accepted: Collection[int] = (),
) -> RollPlan:
    """What a roll would do to a congress; nothing is written.

    at:       the moment for which 全体代表 is counted (aware); None: now
    term:     None: the last one that has not ended
    accepted: numbers of the rows whose proposal a person has accepted
    """
    at, term, rows = at or timezone.now(), term or latest_term(body), list(rows)
    seats = Seat.objects.filter(body=body, role=Role.DEPUTY, term=term).select_related("person", "delegation")
    known = [_known(seat, at) for seat in seats.order_by("pk")]
    owners = Person.objects.filter(phone__in=[row.phone for row in rows if row.phone]).values_list("phone", "name")
    planned, missing = match(rows, known, {phone or "": name for phone, name in owners}, accepted)
    planned = _with_objections(planned, body, max(at, term.begins) if term and term.begins else at)
    before = sum(not one.left for one in known)
    return RollPlan(body.pk, term.pk if term else None, planned, missing, before, at.isoformat())


def _with_objections(planned: Collection[PlannedRow], body: Body, at: datetime) -> tuple[PlannedRow, ...]:
    """Rows that would make a seat which another office of the person excludes: nobody can accept them as they are."""
    new = [one for one in planned if one.seats and not one.hard]
    asked = clashes_of_many(
        [one.phone for one in new], [one.known.person for one in new if one.known], body, Role.DEPUTY, at
    )
    return tuple(
        objected_to(one, asked.about(one.phone, one.known.person if one.known else None))
        if one.seats and not one.hard
        else one
        for one in planned
    )


def _known(seat: Seat, at: datetime) -> Known:
    """A seat of this term. One that has not begun yet belongs to the roll, too."""
    here = held(None, seat.ends, at)
    left = "" if here else f"{timezone.localtime(seat.ends):%Y-%m-%d} {seat.get_ended_by_display()}"
    person = seat.person
    team = seat.delegation.name if seat.delegation else ""
    return Known(seat.pk, person.pk, person.name, person.phone or "", seat.card_no, team, left, person.landline)


def import_roll(
    *,
    body: Body,
    by: Seat | None,
    rows: Iterable[RollRow] = (),
    plan: RollPlan | None = None,
    sample: bool = False,
    begins: datetime | None = None,
) -> RollImport:
    """Take a roll: what its plan says, and nothing else. Rows that wait for a person are set aside.

    plan:   as it was shown; without one the rows are planned now
    begins: when new offices begin (aware); None: with the term, when these are its first deputies, else now
    raises: NotYours; Refused: another state of the roll than the plan was made for; a ballot rests on the number of deputies
    """
    with acting(MOVES["import_roll"], body, by, unasked=by is None) as act:
        term = Term.objects.get(pk=plan.term) if plan and plan.term else latest_term(body)
        planned = [one.row for one in plan.rows] if plan else list(rows)
        now = plan_roll(body, planned, term=term, accepted=plan.accepted if plan else ())
        if plan and plan.digest != now.digest:
            raise Refused(STALE_PLAN)
        if not now.effect.nothing and (problem := two_must_act(body, Role.DEPUTY, term)):
            raise Refused(problem)
        done = _take(act, body, now, _First(term, begins, by, sample, now.before == 0))
        act.note(rows=len(now.rows), new=done.new, changed=done.changed, set_aside=len(done.set_aside))
    return done


@dataclass(frozen=True)
class _First:
    """How new seats begin. first: they are the term's first deputies."""

    term: Term | None
    begins: datetime | None
    by: Seat | None
    sample: bool
    first: bool

    def particulars(self, row: RollRow, delegation: Body | None) -> Particulars:
        now = timezone.now()
        opening = self.term.begins if self.term and self.term.begins else now
        return Particulars(
            card_no=row.card_no,
            delegation=delegation,
            term=self.term,
            begins=self.begins or (opening if self.first else max(now, opening)),
            begun_by=Beginning.ELECTION if self.first else Beginning.BY_ELECTION,
        )


def _take(act: Doing, body: Body, plan: RollPlan, how: _First) -> RollImport:
    seats: dict[int, int] = {}
    pasts: dict[int, int] = {}
    for one in plan.taken:
        if one.seats:
            seats[one.row.number] = _seat(body, one, how).pk
        elif one.changes:
            pasts[one.row.number] = _change(act, body, one).pk
    new = [one for one in plan.taken if one.seats]
    returned = [one for one in new if one.fate is RowFate.RETURNING]
    known = [one for one in plan.taken if not one.seats]
    changed = [one for one in known if one.changes]
    return RollImport(len(new), len(known), len(changed), len(returned), tuple(plan.set_aside), seats, pasts)


def _seat(body: Body, one: PlannedRow, how: _First) -> Seat:
    """A new seat: of somebody new, of who is known by the phone, or again of who had left."""
    delegation = _delegation(body, one.row.delegation)
    more = how.particulars(one.row, delegation)
    if one.known:
        more = replace(more, person=Person.objects.get(pk=one.known.person))
    seat = appoint(
        body=body, role=Role.DEPUTY, name=one.row.name, phone=one.phone, by=how.by, more=more, sample=how.sample
    )
    if one.row.landline and not seat.person.landline:
        seat.person.landline = one.row.landline
        seat.person.save(update_fields=["landline"])
    return seat


def _change(act: Doing, body: Body, one: PlannedRow) -> RollPast:
    """Put a known deputy's particulars right; returns how they were."""
    seat = Seat.objects.select_for_update(of=("self",)).select_related("person").get(pk=one.known.seat)  # type: ignore[union-attr]  # only who is known changes
    before = _particulars(seat)
    values: dict[str, Any] = {change.name: change.new for change in one.changes}
    if "delegation" in values:
        delegation = _delegation(body, values.pop("delegation"))
        values["delegation_id"] = delegation.pk if delegation else None
    _set(act, MOVES["seat_from_roll"], seat, values)
    return RollPast.objects.create(seat=seat, before=before, after=_particulars(seat))


OF_THE_PERSON, OF_THE_SEAT = ("name", "phone", "landline"), ("card_no", "delegation_id")


def _particulars(seat: Seat) -> dict[str, Any]:
    """What a roll can change of a deputy."""
    person = {name: getattr(seat.person, name) for name in OF_THE_PERSON}
    return person | {name: getattr(seat, name) for name in OF_THE_SEAT}


def _set(act: Doing, line: Move, seat: Seat, values: dict[str, Any]) -> None:
    """Write particulars of a deputy whom the act holds locked. A new phone is nobody's until its owner has signed in with it."""
    person = seat.person
    for name in OF_THE_PERSON:
        if name in values:
            setattr(person, name, values[name])
    if "phone" in values:
        person.phone_verified = False
    person.save(update_fields=[*OF_THE_PERSON, "phone_verified"])
    columns = {name: values[name] for name in OF_THE_SEAT if name in values}
    act.change(line, seat, columns, changed=sorted(name.removesuffix("_id") for name in values))


def _delegation(body: Body, name: str) -> Body | None:
    if not name:
        return None
    return Body.objects.get_or_create(place=body.place, kind=BodyKind.DELEGATION, name=name, defaults={"parent": body})[
        0
    ]


def undo_import(*, body: Body, seats: Collection[int], by: Seat, pasts: Collection[int] = ()) -> int:
    """Take back what an import made and changed, all or none, while nothing rests on it. Returns how many.

    seats, pasts: keys of the seats that it made, and of how those were whom it changed (`RollPast`)
    raises: NotYours, Refused: something was done from one of the seats; a ballot rests on the number of deputies; somebody has
            signed in with a new phone, or was put right since
    """
    with acting(MOVES["undo_roll"], body, by) as act:
        rows = list(Seat.objects.select_for_update(of=("self",)).filter(pk__in=seats, body=body, role=Role.DEPUTY))
        if rows and (problem := two_must_act(body, Role.DEPUTY, rows[0].term)):
            raise Refused(problem)
        if any(seat.ends for seat in rows) or len(rows) != len(set(seats)):
            raise Refused("这一批里有人已经离任，不能整批撤销")
        _remove(act, rows)
        changed = list(RollPast.objects.filter(pk__in=pasts, seat__body=body).order_by("-pk"))
        for past in changed:
            _restore(act, past)
        act.note(seats=len(rows), changed=len(changed))
    return len(rows) + len(changed)


def _restore(act: Doing, past: RollPast) -> None:
    """A deputy is as before the roll. Raises Refused."""
    seat = Seat.objects.select_for_update(of=("self",)).select_related("person").get(pk=past.seat_id)
    who, old = f"{seat.person.name}", past.before
    if seat.ends:
        raise Refused(f"{who}已经离任，这一批不能整批撤销")
    if _particulars(seat) != past.after:
        raise Refused(f"{who}的资料导入以后又更正过，这一批不能整批撤销；请在名册里逐个更正")
    new_phone = old["phone"] != past.after["phone"]
    if new_phone and seat.person.phone_verified:
        raise Refused(f"{who}已经用新手机号登录过，这一批不能整批撤销；请在名册里逐个更正")
    if new_phone and Person.objects.filter(phone=old["phone"]).exclude(pk=seat.person_id).exists():
        raise Refused(f"{who}原来的手机号现在已由别人使用，这一批不能整批撤销；请在名册里逐个更正")
    _set(act, MOVES["seat_as_before_roll"], seat, {name: old[name] for name in old if old[name] != past.after[name]})
    past.delete()


def _remove(act: Doing, seats: list[Seat]) -> None:
    try:
        for seat in seats:
            act.remove(MOVES["unseat"], seat)
    except ProtectedError as error:
        raise Refused("这一批里有人已经用这个席位办过事，不能整批撤销；请逐个结束席位") from error
