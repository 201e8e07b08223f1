"""What may be seen of corrections."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet

from piaojue.commons.correctable import CORRECTABLE, Correctable, lines_of
from piaojue.commons.corrections import values
from piaojue.commons.corrections.models import Correction, CorrectionState
from piaojue.commons.corrections.motions import Motion, MotionKind, MotionState
from piaojue.commons.corrections.moves import MOVES, agrees, seconds
from piaojue.commons.people.models import Seat
from piaojue.commons.years.models import Standing, not_voided

COVERED = "（不公开）"


def thing_at(kind: str, pk: int) -> Any | None:
    """The thing that an address names; None: no such kind, or no such row."""
    if kind not in CORRECTABLE:
        return None
    model: Any = CORRECTABLE[kind].model
    related = getattr(model, "locked_with", ())
    return model._default_manager.select_related(*related).filter(pk=pk).first()


def of_thing(thing: Any) -> QuerySet[Correction]:
    """All corrections of one thing, newest first."""
    rows = Correction.objects.filter(kind__in=[line.kind for line in lines_of(thing)], thing_id=thing.pk)
    return rows.select_related("created_by__body", "countersigned_by__body", "place")


def public_of(thing: Any) -> QuerySet[Correction]:
    """Those that stand beside the thing where everybody reads it."""
    return of_thing(thing).filter(state=CorrectionState.DONE, public=True)


def public_among(things: Iterable[Any]) -> list[Correction]:
    """The same of many things of one model."""
    rows = list(things)
    kinds = [line.kind for line in lines_of(rows[0])] if rows else []
    found = Correction.objects.filter(kind__in=kinds, thing_id__in=[row.pk for row in rows])
    return list(found.filter(state=CorrectionState.DONE, public=True)) if kinds else []


def waiting_for(thing: Any) -> Correction | None:
    """The correction of this thing that waits for a second person."""
    return of_thing(thing).filter(state=CorrectionState.WAITING).first()


def within(seat: Seat) -> QuerySet[Correction]:
    """Corrections in the seat's place and below it."""
    rows = Correction.objects.filter(place__code__startswith=seat.place_id)
    return rows.select_related("created_by__body", "place")


def waiting_on(seat: Seat) -> list[Correction]:
    """Corrections that wait for this seat's countersignature."""
    rows = within(seat).filter(not_voided(), state=CorrectionState.WAITING)
    return [row for row in rows if row.kind in CORRECTABLE and seconds(row, seat)]


def asked_by(seat: Seat) -> list[Correction]:
    """Corrections that this seat's person has asked for and that wait for somebody else."""
    rows = within(seat).filter(not_voided(), state=CorrectionState.WAITING, created_by__person=seat.person_id)
    return [row for row in rows if row.kind in CORRECTABLE]


def correction(pk: int) -> Correction | None:
    """One correction, with what its page shows."""
    rows = Correction.objects.select_related(
        "place", "created_by__body", "created_by__person", "countersigned_by__body"
    )
    return rows.filter(pk=pk).first()


def may_read(correction: Correction, by: Seat | None) -> bool:
    """Staff of its place and above; who asked for it; who answers for the thing."""
    if by is None:
        return False
    if MOVES.entitled("read_corrections", correction.place, by) or by.person_id == correction.created_by.person_id:
        return True
    thing = correction.thing
    return thing is not None and correction.line.answers(thing, by)


@dataclass(frozen=True)
class Difference:
    """One column's two versions as text. private: nobody but staff reads them."""

    label: str
    old: str
    new: str
    private: bool


def differences(line: Correctable, old: dict[str, Any], new: dict[str, Any]) -> list[Difference]:
    """What a correction changes, column by column."""
    return [
        Difference(
            values.label(line, name),
            values.readable(line, name, old.get(name)),
            values.readable(line, name, value),
            name in line.private,
        )
        for name, value in new.items()
    ]


def differences_for(correction: Correction, thing: Any, by: Seat | None) -> list[Difference]:
    """Both versions as this seat may read them: private columns are for who answers for the thing and who countersigns."""
    rows = differences(correction.line, correction.old, correction.new)
    knows = seconds(correction, by) or (thing is not None and correction.line.answers(thing, by))
    return [replace(row, old=COVERED, new=COVERED) if row.private and not knows else row for row in rows]


def lines_for(thing: Any, by: Seat | None) -> list[Correctable]:
    """For links: the lines of this thing for which the seat answers."""
    return [line for line in lines_of(thing) if line.answers(thing, by)]


def motion(pk: int) -> Motion | None:
    """One motion, with its year."""
    return Motion.objects.select_related("year__place", "created_by__body").filter(pk=pk).first()


def motions_waiting_on(seat: Seat) -> list[Motion]:
    """Motions to which this seat has to agree yet."""
    rows = Motion.objects.filter(not_voided(), year__place=seat.place_id, state=MotionState.WAITING)
    rows = rows.select_related("year__place")
    return [row for row in rows if agrees(row, seat)]


def what_voided(year: int) -> Motion | None:
    """The motion by which a year was voided; None: it was not."""
    return Motion.objects.filter(year=year, year__standing=Standing.VOIDED, kind=MotionKind.VOID).first()
