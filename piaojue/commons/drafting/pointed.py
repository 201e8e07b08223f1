"""The points of a paper that is filed: taken from the data; those that a newer paper repeats go on in it."""

from collections.abc import Iterable
from typing import Any

from piaojue.commons.acting import Doing, locked
from piaojue.commons.draftable import Assigned
from piaojue.commons.draftable import Document as Line
from piaojue.commons.drafting.models import Document, Point, PointState
from piaojue.commons.drafting.models.point import LONGEST_POINT, UNFINISHED
from piaojue.commons.drafting.moves import MOVES
from piaojue.commons.drafting.queries import thing_at


def make_points(act: Doing[Document], line: Line, thing: Any = None) -> None:
    """Within the act that files a paper: its points become rows. thing: what it is about; None: as it is kept."""
    if line.points is None:
        return
    row = act.thing
    thing = thing or thing_at(line, row.year, row.about)
    earlier = _unfinished_of(row.replaces)
    for number, one in enumerate(line.points(thing), 1):
        if (known := earlier.pop(one.text[:LONGEST_POINT], None)) is not None:
            act.change(MOVES["move_point"], locked(known), {"document": row, "number": number})
            continue
        point = _new(row, number, one)
        point.save()
        act.also(MOVES["make_point"], point)
    _lapse(act, earlier.values())


def end_points(act: Doing[Document]) -> None:
    """Within the act that withdraws a paper: nobody has to carry it out any more."""
    _lapse(act, _unfinished_of(act.thing).values())


def _lapse(act: Doing[Document], points: Iterable[Point]) -> None:
    for gone in points:
        act.change(MOVES["lapse_point"], locked(gone), {"state": PointState.LAPSED})


def _unfinished_of(document: Document | None) -> dict[str, Point]:
    if document is None:
        return {}
    return {point.text: point for point in document.points.filter(state__in=UNFINISHED)}


def _new(row: Document, number: int, one: Assigned) -> Point:
    return Point(
        place=row.place,
        year=row.year,
        document=row,
        number=number,
        text=one.text[:LONGEST_POINT],
        body_id=one.unit,
        due=one.due,
        created_by=row.created_by,
    )
