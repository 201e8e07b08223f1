"""Terms of a congress: the next one is opened beside the one that runs, and a whole term ends at once."""

from datetime import date, datetime, time

from django.db.models import Q
from django.utils import timezone

from piaojue.commons.acting import Doing, acting
from piaojue.commons.moves import Refused
from piaojue.commons.people.holds import resting_on, two_must_act
from piaojue.commons.people.models import Body, BodyKind, Seat, SeatQuerySet, Term
from piaojue.commons.people.moves import MOVES
from piaojue.commons.people.office import Effect, Ending
from piaojue.commons.roles import Role


def open_term(*, body: Body, number: int, begins: date, by: Seat) -> Term:
    """Open a term of a congress; its deputies are imported into it and count in its own sittings only.

    number: 19 for 第十九届
    begins: the day of its first session
    raises: NotYours; Refused: not a congress, a number that is there or lies before a term that is there
    Deputies who sit without a term belong to this one, when the congress has this number, else to the one before.
    """
    term = Term(body=body, number=number, begins=_morning(begins))
    with acting(MOVES["open_term"], body, by, makes=term) as act:
        if problem := _unfit(body, number):
            raise Refused(problem)
        act.save()
        if not body.terms.exclude(pk=term.pk).exists():
            _settle(act, body, term)
        act.note(number=number)
    return term


def _unfit(body: Body, number: int) -> str | None:
    if body.kind != BodyKind.CONGRESS:
        return f"只有人民代表大会有届次，“{body.name}”是{body.get_kind_display()}"
    latest = body.terms.order_by("-number").first()
    if latest and number <= latest.number:
        return f"{body.name}已经有{latest}，新的届次要比它大"
    what = None if latest else resting_on(body, Role.DEPUTY)
    return f"{what}的票面已定，现任代表还没有归入届次：请等结果确认后再登记届次" if what else None


def _settle(act: Doing, body: Body, term: Term) -> None:
    """Those who sit without a term are of the present one: of this number, or of the term before."""
    seats = Seat.objects.select_for_update().filter(body=body, role=Role.DEPUTY, term=None, ends=None).order_by("pk")
    if not seats.exists():
        return
    theirs = term
    if body.term_no is None or body.term_no < term.number:
        theirs = Term.objects.create(body=body, number=body.term_no or term.number - 1)
        act.also(MOVES["note_term"], theirs)
    for seat in seats:
        act.change(MOVES["join_term"], seat, {"term": theirs})


def end_term(*, term: Term, by: Seat, evidence: str = "", on: date | None = None, agreed: bool = False) -> Term:
    """A whole term ends at once: all its seats end with the cause 届满.

    on:     the first day on which it runs no more, the next term's first session; None: now
    agreed: two people have agreed on it: it may end although a ballot rests on its number
    raises: NotYours; Refused: it has ended, or a ballot rests on its number
    A day that is still to come can be entered anew.
    """
    with acting(MOVES["end_term"], term, by) as act:
        term, before = act.thing, act.thing.ends
        if has_ended(term):
            raise Refused(f"{term.body.name}{term}已经结束")
        if not agreed and (problem := two_must_act(term.body, Role.DEPUTY, term)):
            raise Refused(problem)
        term.ends = _morning(on) if on else timezone.now()
        theirs = Q(ends=None) | (Q(ends=before, ended_by=Ending.TERM) if before else Q(pk=None))
        seats = list(Seat.objects.select_for_update().filter(theirs, term=term).order_by("pk"))
        ended = {"ends": term.ends, "ended_by": Ending.TERM, "end_evidence": evidence.strip()}
        for seat in seats:
            act.change(MOVES["seat_ends"], seat, ended)
        act.note(seats=len(seats))
    return term


def has_ended(term: Term) -> bool:
    """Whether its last moment has passed; one that is to end later runs on."""
    return term.ends is not None and term.ends <= timezone.now()


def counted(body: Body, role: str = Role.DEPUTY, term: Term | None = None, at: datetime | None = None) -> SeatQuerySet:
    """A body's members in one role, of one term where it has terms, at a moment; without one: now."""
    seats = Seat.objects.in_office(at).filter(body=body, role=role)
    return seats.filter(term=term) if term else seats


def effect_of(seat: Seat, change: int) -> Effect:
    """What it does to the numbers when there is one member more (1) or fewer (-1) beside this seat."""
    now = counted(seat.body, seat.role, seat.term).count()
    return Effect(now, now + change, seat.role)


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
