"""Points of resolutions: added by hand where the data have none, carried out by a unit, judged by the congress's office."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from engines import dates
from engines.dates import unexplained
from piaojue.commons.acting import acting
from piaojue.commons.drafting.models import Document, Point
from piaojue.commons.drafting.moves import MOVES
from piaojue.commons.evidence.models import Upload
from piaojue.commons.moves import Refused
from piaojue.commons.notify.tell import tell
from piaojue.commons.people.models import Body, Seat
from piaojue.commons.people.queries import officers_of

SHORTEST_POINT, SHORTEST_REPLY, SHORTEST_NOTE = 4, 10, 4


def add_point(*, document: Document, text: str, by: Seat, body: Body | None = None, due: date | None = None) -> Point:
    """One more point of a filed paper. Raises NotYours, Refused."""
    row = Point(
        place=document.place,
        year=document.year,
        document=document,
        text=text.strip(),
        body=body,
        due=due,
    )
    with acting(MOVES["add_point"], document, by, makes=row, hold=True):
        last = document.points.order_by("-number").first()
        row.number = last.number + 1 if last else 1
        _check(row, due_is_new=True)
    _tell_unit(row)
    return row


def set_point(
    *, point: Point, text: str, body: Body | None, due: date | None, by: Seat, version: int | None = None
) -> Point:
    """Name the unit or the day, or put the words right. Raises NotYours, Refused."""
    with acting(MOVES["set_point"], point, by, version=version) as act:
        row, before, day = act.thing, act.thing.body_id, act.thing.due
        row.text, row.body, row.due = text.strip(), body, due
        _check(row, due_is_new=due != day)
    if row.body_id != before:
        _tell_unit(row)
    return row


def _check(point: Point, *, due_is_new: bool) -> None:
    """Raises Refused with everything that is wrong."""
    problems = [] if len(point.text) >= SHORTEST_POINT else [f"请写明要点的内容（至少 {SHORTEST_POINT} 个字）"]
    if point.body is not None and not point.body.place_id.startswith(point.place_id):
        problems.append("落实单位要在本行政区域内")
    if due_is_new:
        problems += unexplained(dates.due(point.due, today=timezone.localdate()))
    if problems:
        raise Refused(*problems)


def _tell_unit(point: Point) -> None:
    if point.body is not None:
        until = f"，请于 {point.due:%Y-%m-%d} 前落实并答复" if point.due else "，请落实并答复"
        text = f"《{point.document}》第 {point.number} 点由{point.body.name}落实{until}。"
        tell((seat.person_id for seat in officers_of(point.body_id)), text, point.get_absolute_url(), year=point.year)


def answer_point(
    *, point: Point, reply: str, proofs: Iterable[Upload] = (), by: Seat, version: int | None = None
) -> Point:
    """The unit says what it did, and shows it. Raises NotYours for another unit, Refused.

    proofs: may be kept while they are asked for: that is after the seat was found to be the unit's
    """
    with acting(MOVES["answer_point"], point, by, version=version) as act:
        row, kept = act.thing, list(proofs)
        if len(reply.strip()) < SHORTEST_REPLY:
            raise Refused(f"请写清做了什么、结果怎样（至少 {SHORTEST_REPLY} 个字）")
        row.reply, row.replied_by, row.replied_at = reply.strip(), by, timezone.now()
        row.proofs.add(*kept)
        act.note(proofs=len(kept))
    if row.created_by is not None:
        text = f"《{row.document}》第 {row.number} 点已答复落实情况，请认定。"
        tell([row.created_by.person_id], text, row.get_absolute_url(), year=row.year)
    return row


def accept_point(*, point: Point, by: Seat, note: str = "", version: int | None = None) -> Point:
    """The congress's office finds that it was carried out. Raises NotYours, Refused."""
    return _judged("accept_point", point, note, by, version)


def refuse_point(*, point: Point, note: str, by: Seat, version: int | None = None) -> Point:
    """It was not carried out: everybody in the congress sees so, and the unit answers again. Raises NotYours, Refused."""
    if len(note.strip()) < SHORTEST_NOTE:
        raise Refused(f"请写明哪里没有落实（至少 {SHORTEST_NOTE} 个字）")
    row = _judged("refuse_point", point, note, by, version)
    text = f"《{row.document}》第 {row.number} 点认定为没有落实：{row.note}"
    tell((seat.person_id for seat in officers_of(row.body_id)), text[:300], row.get_absolute_url(), year=row.year)
    return row


def _judged(code: str, point: Point, note: str, by: Seat, version: int | None) -> Point:
    with acting(MOVES[code], point, by, version=version) as act:
        act.thing.note, act.thing.judged_by, act.thing.judged_at = note.strip(), by, timezone.now()
    return act.thing
