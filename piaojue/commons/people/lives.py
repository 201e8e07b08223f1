"""机构变动: bodies are renamed, merged, split and dissolved; what was done under the old name keeps it (docs/domain.md#bodies)."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.utils import timezone

from piaojue.commons.acting import Doing, acting
from piaojue.commons.moves import Refused
from piaojue.commons.people.actions import Particulars, appoint
from piaojue.commons.people.holds import COUNTED, two_must_act
from piaojue.commons.people.models import Body, BodyEvent, EventKind, Seat
from piaojue.commons.people.moves import MOVES
from piaojue.commons.people.office import Ending
from piaojue.commons.people.usual import ROLES_IN


def rename_body(*, body: Body, name: str, on: date, by: Seat, evidence: str = "") -> Body:
    """The body goes on under another name from a day on. Raises NotYours, Refused: the name is taken or the same."""
    name = name.strip()
    with acting(MOVES["rename_body"], body, by) as act:
        body = act.thing
        _is_standing(body, on)
        if not name or name == body.name:
            raise Refused("请填写新的名称")
        if Body.objects.filter(place=body.place, kind=body.kind, name=name).exists():
            raise Refused(f"已经有一个同类的机构叫“{name}”；要并入它，请选“合并”")
        event = BodyEvent(body=body, kind=EventKind.RENAMED, on=on, old_name=body.name, evidence=evidence.strip())
        event.save()
        body.name = name
        act.also(MOVES["note_event"], event)
    return body


def reform_body(
    *, body: Body, kind: str, on: date, by: Seat, successors: Iterable[Body] = (), evidence: str = ""
) -> Body:
    """The body ends: merged into one, split into several, or dissolved, with or without a successor.

    kind:   a value of `EventKind`, not RENAMED
    raises: NotYours; Refused: successors that do not fit the kind, members of whom a ballot counts
    Its parts, a congress's delegations, end with it. Its officers' seats end. With one successor they go on there in the same role; members who are counted do not, for they
    are elected or appointed anew. What the body had to do is the successors' (`Seat.speaks_for`).
    """
    heirs = list(successors)
    with acting(MOVES["reform_body"], body, by) as act:
        body = act.thing
        _is_standing(body, on)
        if problem := _unfit_heirs(body, kind, heirs):
            raise Refused(problem)
        seats = list(Seat.objects.in_office().select_related("person", "body").filter(body=body).order_by("pk"))
        if problem := next((why for seat in seats if (why := two_must_act(body, seat.role, seat.term))), None):
            raise Refused(problem)
        body.ends = timezone.make_aware(datetime.combine(on, time.min))
        event = BodyEvent(body=body, kind=kind, on=on, old_name=body.name, evidence=evidence.strip())
        event.save()
        event.successors.set(heirs)
        act.also(MOVES["note_event"], event, successors=[heir.pk for heir in heirs])
        _end_parts(act, event)
        _go_over(act, seats, heirs, event, by)
        act.note(seats=len(seats), successors=[heir.pk for heir in heirs])
    return body


def _end_parts(act: Doing[Body], event: BodyEvent) -> None:
    """What is only a part of the body (a congress's delegations) ends with it: the heir's own are named by its own roll."""
    for part in act.thing.parts.standing().select_for_update(of=("self",)).order_by("pk"):
        own = BodyEvent(body=part, kind=EventKind.DISSOLVED, on=event.on, old_name=part.name, evidence=event.evidence)
        own.save()
        act.also(MOVES["note_event"], own)
        act.change(MOVES["end_part"], part, {"ends": act.thing.ends})


def _is_standing(body: Body, on: date) -> None:
    if body.ends is not None:
        raise Refused(f"{body.name}已经撤并")
    if on > timezone.localdate():
        raise Refused("变动的日期不能晚于今天；到了那一天再登记")


def _unfit_heirs(body: Body, kind: str, heirs: list[Body]) -> str | None:
    if body in heirs or any(heir.ends for heir in heirs):
        return "承接的机构要是另外的、还在的机构"
    if kind == EventKind.MERGED and len(heirs) != 1:
        return "合并请选择一个承接的机构；新设的机构请先登记"
    if kind == EventKind.SPLIT and len(heirs) < 2:
        return "分设请选择两个以上承接的机构；新设的机构请先登记"
    return None


def _go_over(act: Doing, seats: list[Seat], heirs: list[Body], event: BodyEvent, by: Seat) -> None:
    """The seats end; with one heir those who are not counted go on there."""
    for seat in seats:
        ended = {"ends": timezone.now(), "ended_by": Ending.REFORM, "end_evidence": event.evidence}
        act.change(MOVES["seat_ends_with_body"], seat, ended)
    if len(heirs) != 1:
        return
    for seat in seats:
        if seat.role not in COUNTED and seat.role in ROLES_IN[heirs[0].kind]:
            appoint(
                body=heirs[0],
                role=seat.role,
                name=seat.person.name,
                phone=seat.person.phone or "",
                by=by,
                title=seat.title,
                more=Particulars(evidence=event.evidence, person=seat.person, agreed=True),
            )
