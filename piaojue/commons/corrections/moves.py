"""What may happen to what somebody typed. Whose a thing is, its room says (`piaojue.commons.correctable`)."""

from typing import Any

from piaojue.commons.basis import house
from piaojue.commons.correctable import lines_of
from piaojue.commons.corrections.models import Correction, CorrectionState
from piaojue.commons.moves import Moves, Reach, effect, move, place_of, view, within
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import SIGNED_IN, STAFF


def answers_for(thing: Any, by: Seat | None) -> bool:
    """Whether the seat answers for the thing, or for a part of it, as its room declares."""
    return any(line.answers(thing, by) for line in lines_of(thing))


def seconds(correction: Correction, by: Seat | None) -> bool:
    """Whether the seat may be the second person: of a role that countersigns, in the place or above, and somebody else."""
    return (
        by is not None
        and by.role in correction.line.countersigners
        and within(Reach.BELOW, by, place_of(correction))
        and by.person_id != correction.created_by.person_id
    )


def seconds_or_takes_back(correction: Correction, by: Seat | None) -> bool:
    """The second person; or who asked for it and thinks better of it."""
    return seconds(correction, by) or (by is not None and by.person_id == correction.created_by.person_id)


MOVES = Moves(
    "corrections",
    "更正",
    view("read_corrections", "看更正记录", STAFF, english="See the corrections", reach=Reach.BELOW),
    move(
        "correct",
        "更正",
        SIGNED_IN,
        english="Correct",
        logged="提出更正",
        reach=Reach.ALL,
        whose=answers_for,
        basis=house("写错的可以改，改前改后都留着"),
    ),
    move(
        "countersign_correction",
        "同意更正",
        SIGNED_IN,
        english="Countersign a correction",
        reach=Reach.ALL,
        source=[CorrectionState.WAITING],
        target=CorrectionState.DONE,
        whose=seconds,
        basis=house("别人已经用了的，改动须另一人复核"),
    ),
    move(
        "refuse_correction",
        "不同意更正",
        SIGNED_IN,
        english="Refuse a correction",
        reach=Reach.ALL,
        source=[CorrectionState.WAITING],
        target=CorrectionState.REFUSED,
        whose=seconds_or_takes_back,
    ),
    effect("carry_out_correction", "完成更正", english="Carry out a correction"),
)
