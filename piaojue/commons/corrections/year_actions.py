"""What happens to a year that was a mistake: voided, a gate reopened, a practice year wiped."""

from typing import Any

from django.utils import timezone

from piaojue.commons.acting import Doing, acting, locked
from piaojue.commons.corrections.motions import Assent, Motion, MotionKind, MotionState
from piaojue.commons.corrections.moves import MOVES, still_needed
from piaojue.commons.corrections.wiping import wipe_practice
from piaojue.commons.moves import Refused
from piaojue.commons.notify.tell import tell
from piaojue.commons.people.models import Seat
from piaojue.commons.years.gates import last_passed, not_reopened
from piaojue.commons.years.models import Standing, Year
from piaojue.commons.years.road import ROADS

__all__ = ["agree_to_motion", "refuse_motion", "reopen_gate", "void_year", "wipe_practice"]
SHORTEST_REASON, LONGEST_REASON = 4, 500


def void_year(*, year: Year, reason: str, by: Seat, version: int | None = None) -> Motion:
    """Void a year that was opened by mistake: at once where no gate was passed or signed, else once a second person agrees.

    raises: NotYours; Refused: no reason, a motion waits already, not a year that counts
    """
    motion = Motion(year=year, kind=MotionKind.VOID, reason=_reason(reason), created_by=by)
    with acting(MOVES["void_year"], year, by, version=version, makes=motion, hold=True) as act:
        act.save()
        _agree(act, motion, by)
        begun = act.thing.passages.exists() or act.thing.signatures.exists()
        if not begun:
            _carry_out(act, motion, act.thing)
    return motion


def reopen_gate(*, year: Year, reason: str, by: Seat, version: int | None = None) -> Motion:
    """Ask that the year goes back through the gate it came by. It does when all signers of that gate have agreed.

    raises: NotYours; Refused: no reason, a motion waits already, something rests on the gate (a ballot has begun)
    """
    motion = Motion(year=year, kind=MotionKind.REOPEN, reason=_reason(reason), created_by=by)
    with acting(MOVES["reopen_gate"], year, by, version=version, makes=motion, hold=True) as act:
        gate = last_passed(act.thing)  # of the year as it is now: somebody may have passed one since it was read
        motion.year, motion.gate = act.thing, gate.key if gate else ""
        act.save()
        _agree(act, motion, by)
        if not still_needed(motion):
            _carry_out(act, motion, act.thing)
    return motion


def agree_to_motion(*, motion: Motion, by: Seat, version: int | None = None) -> Motion:
    """Agree in one's role; the last one who is needed lets it happen. Raises NotYours, Refused."""
    with acting(MOVES["agree_to_motion"], motion, by, version=version) as act:
        motion = act.thing
        year = locked(motion.year)
        if motion.kind == MotionKind.REOPEN and _gone_on(motion, year):
            raise Refused("提请之后年度又往前走了。请不同意这个提请，需要时重新提出")
        if motion.kind == MotionKind.REOPEN and (kept := not_reopened(year)):
            raise Refused(*kept)
        _agree(act, motion, by)
        done = not still_needed(motion)
        if done:
            _carry_out(act, motion, year)
    if not done:
        tell([motion.created_by.person_id], f"{motion}：又有一方同意。", motion.get_absolute_url())
    return motion


def refuse_motion(*, motion: Motion, answer: str, by: Seat, version: int | None = None) -> Motion:
    """Nothing changes: somebody does not agree, or who asked takes it back. Raises NotYours, Refused."""
    with acting(MOVES["refuse_motion"], motion, by, version=version) as act:
        motion = act.thing
        motion.answer, motion.decided_at = _reason(answer), timezone.now()
    tell(
        {motion.created_by.person_id} - {by.person_id}, f"{motion}：未获同意，年度没有变化。", motion.get_absolute_url()
    )
    return motion


def _reason(text: str) -> str:
    text = text.strip()
    if not SHORTEST_REASON <= len(text) <= LONGEST_REASON:
        raise Refused(f"请写明理由（{SHORTEST_REASON}–{LONGEST_REASON} 个字）")
    return text


def _gone_on(motion: Motion, year: Year) -> bool:
    gate = last_passed(year)
    return gate is None or gate.key != motion.gate


def _agree(act: Doing[Any], motion: Motion, by: Seat) -> None:
    assent = Assent.objects.create(motion=motion, role=by.role, seat=by)
    act.also(MOVES["assent"], assent)


def _carry_out(act: Doing[Any], motion: Motion, year: Year) -> None:
    """What all have agreed to happens now; everybody who signed or filed in the year hears of it."""
    people = set(year.signatures.values_list("seat__person_id", flat=True))
    people |= set(year.papers.values_list("seat__person_id", flat=True))
    motion.state, motion.decided_at = MotionState.DONE, timezone.now()
    if motion.kind == MotionKind.VOID:
        values = {"standing": Standing.VOIDED, "void_reason": motion.reason}
        words = f"{year}已经作废：{motion.reason}"
        act.change(MOVES["void"], year, values)
        tell(people, words, motion.get_absolute_url())
        return
    gate = next(gate for gate in ROADS[year.road] if gate.key == motion.gate)
    year.passages.filter(gate=gate.key).delete()
    for signature in year.signatures.filter(gate=gate.key):
        act.remove(MOVES["withdraw_signature"], signature, gate=gate.key)
    act.change(MOVES["reopen"], year, {"stage": gate.source}, gate=gate.key)
    tell(people, f"{year}的关口“{year.term(gate.label)}”已经重开：{motion.reason}", year.page("year_road"))
