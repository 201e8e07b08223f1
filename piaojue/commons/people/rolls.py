"""代表名册: planned row by row, then taken as it was planned. Imported twice it doubles nobody and ends nobody's office."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import ProtectedError
from django.utils import timezone

from piaojue.commons.acting import Doing, acting
from piaojue.commons.moves import Refused
from piaojue.commons.people.actions import Particulars, appoint
from piaojue.commons.people.holds import two_must_act
from piaojue.commons.people.models import Body, BodyKind, Person, Seat, Term
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
    seats:     key of the seat that a row made or changed, by the row's number
    """

    new: int
    known: int
    changed: int
    returned: int
    set_aside: tuple[PlannedRow, ...]
    seats: dict[int, int]


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
    return Known(seat.pk, person.pk, person.name, person.phone or "", seat.card_no, team, left)


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
    for one in plan.taken:
        if one.seats:
            seats[one.row.number] = _seat(body, one, how).pk
        elif one.changes:
            seats[one.row.number] = _change(act, body, one)
    new = [one for one in plan.taken if one.seats]
    returned = [one for one in new if one.fate is RowFate.RETURNING]
    known = [one for one in plan.taken if not one.seats]
    changed = [one for one in known if one.changes]
    return RollImport(len(new), len(known), len(changed), len(returned), tuple(plan.set_aside), seats)


def _seat(body: Body, one: PlannedRow, how: _First) -> Seat:
    """A new seat: of somebody new, of who is known by the phone, or again of who had left."""
    delegation = _delegation(body, one.row.delegation)
    more = how.particulars(one.row, delegation)
    if one.known:
        more = replace(more, person=Person.objects.get(pk=one.known.person))
    return appoint(
        body=body, role=Role.DEPUTY, name=one.row.name, phone=one.phone, by=how.by, more=more, sample=how.sample
    )


def _change(act: Doing, body: Body, one: PlannedRow) -> int:
    """Put a known deputy's particulars right. Returns the seat's key."""
    seat = Seat.objects.select_for_update(of=("self",)).select_related("person").get(pk=one.known.seat)  # type: ignore[union-attr]  # only who is known changes
    values = {change.name: change.new for change in one.changes}
    person = seat.person
    for name in ("name", "phone"):
        if name in values:
            setattr(person, name, values[name])
    if "phone" in values:
        person.phone_verified = False
    person.save(update_fields=["name", "phone", "phone_verified"])
    columns: dict[str, Any] = {"card_no": values["card_no"]} if "card_no" in values else {}
    if "delegation" in values:
        columns["delegation"] = _delegation(body, values["delegation"])
    act.change(MOVES["seat_from_roll"], seat, columns, changed=sorted(values))
    return seat.pk


def _delegation(body: Body, name: str) -> Body | None:
    if not name:
        return None
    return Body.objects.get_or_create(place=body.place, kind=BodyKind.DELEGATION, name=name, defaults={"parent": body})[
        0
    ]


def undo_import(*, body: Body, seats: Collection[int], by: Seat) -> int:
    """Take back seats that an import made, all or none, while nothing rests on them. Returns how many.

    raises: NotYours, Refused: something was done from one of them; a ballot rests on the number of deputies
    """
    with acting(MOVES["undo_roll"], body, by) as act:
        rows = list(Seat.objects.select_for_update(of=("self",)).filter(pk__in=seats, body=body, role=Role.DEPUTY))
        if rows and (problem := two_must_act(body, Role.DEPUTY, rows[0].term)):
            raise Refused(problem)
        if any(seat.ends for seat in rows) or len(rows) != len(set(seats)):
            raise Refused("这一批里有人已经离任，不能整批撤销")
        _remove(act, rows)
        act.note(seats=len(rows))
    return len(rows)


def _remove(act: Doing, seats: list[Seat]) -> None:
    try:
        for seat in seats:
            act.remove(MOVES["unseat"], seat)
    except ProtectedError as error:
        raise Refused("这一批里有人已经用这个席位办过事，不能整批撤销；请逐个结束席位") from error
