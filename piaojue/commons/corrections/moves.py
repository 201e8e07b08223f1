"""What may happen to what somebody typed. Whose a thing is, its room says (`piaojue.commons.correctable`)."""

from typing import Any

from piaojue.commons.basis import house
from piaojue.commons.correctable import SECONDS, lines_of
from piaojue.commons.corrections.models import Correction, CorrectionState
from piaojue.commons.corrections.motions import Motion, MotionKind, MotionState
from piaojue.commons.moves import Moves, Reach, effect, move, place_of, view, within
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import SIGNED_IN, STAFF, Role
from piaojue.commons.years.gates import last_passed, not_reopened
from piaojue.commons.years.models import Standing, Year
from piaojue.commons.years.moves import OPENERS, SIGNERS


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


def asked_for_it(correction: Correction, by: Seat | None) -> bool:
    """Whoever asked for it may think better of it."""
    return by is not None and by.person_id == correction.created_by.person_id


def signs_behind(year: Year, by: Seat | None) -> bool:
    """Whether the seat signs the gate through which the year came where it stands."""
    gate = last_passed(year)
    return gate is not None and by is not None and by.role in gate.signers


def still_needed(motion: Motion) -> list[Role]:
    """Roles that have to agree yet: all signers of a gate, in its order; of a year's voiding one other than who asked."""
    agreed = set(motion.assents.values_list("role", flat=True))
    if motion.kind == MotionKind.REOPEN:
        gate = last_passed(motion.year)
        return [Role(role) for role in gate.signers if role not in agreed] if gate else []
    return [] if len(agreed) > 1 else [role for role in Role if role in SIGNERS | SECONDS and role not in agreed]


def agrees(motion: Motion, by: Seat | None) -> bool:
    """A role that is needed yet, by somebody who has not agreed already."""
    if by is None or by.place_id != motion.place.pk or by.role not in still_needed(motion):
        return False
    return not motion.assents.filter(seat__person=by.person_id).exists()


def agrees_or_takes_back(motion: Motion, by: Seat | None) -> bool:
    return agrees(motion, by) or (by is not None and by.person_id == motion.created_by.person_id)


def no_motion_waits(year: Year) -> str | None:
    return (
        "这个年度已有一个提请在等人同意，请先办结" if year.motions.filter(state=MotionState.WAITING).exists() else None
    )


def in_earnest(year: Year) -> str | None:
    return None if year.standing == Standing.REAL else "试运行的年度可以直接清除，不用作废"


def for_practice(year: Year) -> str | None:
    return None if year.is_practice else "只有试运行的年度可以清除；开错的正式年度请作废"


def may_be_reopened(year: Year) -> str | None:
    return "；".join(not_reopened(year)) or None


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
        whose=seconds,
    ),
    move(
        "take_back_correction",
        "撤回更正",
        SIGNED_IN,
        english="Take back a correction",
        reach=Reach.ALL,
        source=[CorrectionState.WAITING],
        target=CorrectionState.TAKEN_BACK,
        whose=asked_for_it,
    ),
    move(
        "void_year",
        "作废这个年度",
        OPENERS,
        english="Void this year",
        logged="提请作废年度",
        checks=[in_earnest, no_motion_waits],
        basis=house("开错了的年度不留在公开页面上，记录仍在"),
    ),
    move(
        "reopen_gate",
        "重开上一个关口",
        SIGNERS,
        english="Reopen the last gate",
        logged="提请重开关口",
        whose=signs_behind,
        checks=[no_motion_waits, may_be_reopened],
        basis=house("签署的人一致同意，可以退回"),
    ),
    move(
        "agree_to_motion",
        "同意提请",
        SIGNED_IN,
        english="Agree to what is asked",
        source=[MotionState.WAITING],
        whose=agrees,
    ),
    move(
        "refuse_motion",
        "不同意提请",
        SIGNED_IN,
        english="Do not agree to what is asked",
        source=[MotionState.WAITING],
        target=MotionState.REFUSED,
        whose=agrees_or_takes_back,
    ),
    move(
        "wipe_practice",
        "清除试运行",
        OPENERS,
        english="Wipe the practice year",
        checks=[for_practice],
        basis=house("试运行不作数"),
    ),
    effect("void", "年度作废", english="The year is void"),
    effect("reopen", "关口重开", english="The gate is open again"),
    effect("withdraw_signature", "撤回签署", english="Withdraw a signature"),
    effect("assent", "表示同意", english="Agree"),
    effect("carry_out_correction", "完成更正", english="Carry out a correction"),
)
