"""What happens when something is corrected: at once, or when a second person agrees; both versions stay."""

from collections.abc import Mapping
from copy import copy
from typing import Any

from django.db import models
from django.utils import timezone

from piaojue.commons.acting import Doing, acting, locked
from piaojue.commons.correctable import Correctable, lines_of
from piaojue.commons.corrections import queries, values
from piaojue.commons.corrections.models import Correction, CorrectionState
from piaojue.commons.corrections.moves import MOVES
from piaojue.commons.moves import NotYours, Refused, place_of, year_of
from piaojue.commons.notify.tell import tell
from piaojue.commons.people.models import Seat
from piaojue.commons.record.subjects import subject_of
from piaojue.commons.roles import Role

SHORTEST_REASON, LONGEST_REASON = 4, 500
MEMBERS = (Role.DEPUTY, Role.COMMITTEE, Role.PRESIDIUM, Role.COUNCIL_MEMBER)
"""Who prepares to decide by what was read: they hear of a change by SMS, too, as they chose."""


def correct(
    *,
    thing: Any,
    values: Mapping[str, Any],
    reason: str,
    by: Seat | None,
    part: str = "",
    version: int | None = None,
) -> Correction:
    """Correct columns of a thing: at once while nobody rests on it, else once a second person has agreed.

    values: {column: the new value, as its form gives it}; what is as before is left out by itself
    part:   which of the thing's lines, where there are several
    raises: NotYours; Refused: nothing changes, no reason, a correction of it waits already, what the room objects to
    """
    line = line_for(thing, part)
    correction = Correction(
        kind=line.kind, thing_id=thing.pk, place=place_of(thing), year=year_of(thing), reason=reason
    )
    with acting(MOVES["correct"], thing, by, version=version, makes=correction, hold=True) as act:
        thing = act.thing
        if not line.answers(thing, by):
            raise NotYours("correct")
        _write_down(correction, line, thing, values)
        if problems := _problems(correction, line, thing):
            raise Refused(*problems)
        if correction.state == CorrectionState.DONE:
            act.save()
            _carry_out(act, correction, thing)
    if correction.state == CorrectionState.DONE:
        _tell(correction, thing)
    return correction


def line_for(thing: Any, part: str = "") -> Correctable:
    """The thing's line for this part. Raises NotYours where nothing of it is corrected."""
    for line in lines_of(thing):
        if line.part == part:
            return line
    raise NotYours("correct")


def object_to(*, line: Correctable, thing: Any, values: Mapping[str, Any], reason: str) -> None:
    """Whether it could be corrected like this, without doing it. Raises Refused with every reason."""
    sketch = Correction(kind=line.kind, thing_id=thing.pk, reason=reason)
    _write_down(sketch, line, thing, values)
    if problems := _problems(sketch, line, thing):
        raise Refused(*problems)


def _write_down(correction: Correction, line: Correctable, thing: Any, typed: Mapping[str, Any]) -> None:
    """Both versions, and whether a second person is needed."""
    new, old = values.changes(line, thing, typed), values.columns_of(line, thing)
    for name, value in new.items():
        before, after = correction.before, correction.after
        if name in line.private:
            before, after = correction.private_before, correction.private_after
        before[name], after[name] = old[name], value
    settled, frozen = line.settled(thing), line.frozen(thing)
    correction.title = subject_of(thing).name[:160]
    correction.reason = correction.reason.strip()
    correction.notice, correction.public = bool(settled), line.public(thing)
    correction.why = settled or frozen
    correction.state = CorrectionState.WAITING if correction.why else CorrectionState.DONE
    correction.decided_at = None if correction.why else timezone.now()


def _problems(correction: Correction, line: Correctable, thing: Any) -> list[str]:
    """Everything that speaks against it, at once."""
    if not correction.new:
        return ["没有改动：请先改好要更正的内容"]
    problems = []
    if not SHORTEST_REASON <= len(correction.reason) <= LONGEST_REASON:
        problems.append(f"请写明更正的理由（{SHORTEST_REASON}–{LONGEST_REASON} 个字）")
    if queries.waiting_for(thing) is not None:
        problems.append("这一项已有一个更正在等复核，请先办结")
    if not correction.notice:
        problems += line.objections(_as_it_would_be(line, thing, correction.new))
    return problems


def _as_it_would_be(line: Correctable, thing: Any, new: Mapping[str, Any]) -> Any:
    """A copy of the thing with its new values, for the room to judge."""
    shown = copy(thing)
    shown._state = copy(thing._state)
    shown._state.fields_cache = dict(thing._state.fields_cache)
    if line.holder:
        setattr(shown, line.holder, copy(getattr(thing, line.holder)))
    values.put(line, shown, new)
    return shown


def _carry_out(act: Doing[Any], correction: Correction, thing: Any) -> None:
    """Put the new values into the row and log it, private columns by name alone; count who will be told."""
    line = correction.line
    correction.told = len(_relied(correction, thing))
    if correction.notice:
        return
    new = {name: values.restored(line.columns[name], kept) for name, kept in correction.new.items()}
    if others := {name: value for name, value in new.items() if name in line.held}:
        row: models.Model = locked(getattr(thing, line.holder))
        for name, value in others.items():
            setattr(row, line.columns[name].attname, value)
        row.save(update_fields=list(others))
        setattr(thing, line.holder, row)
    own = {line.columns[name].attname: value for name, value in new.items() if name not in line.held}
    names = [values.label(line, name) for name in new]
    act.change(MOVES["carry_out_correction"], thing, own, fields=names)
    if line.then is not None:
        line.then(act, thing, correction)


def _relied(correction: Correction, thing: Any) -> set[int]:
    return set(correction.line.relied(thing)) - {correction.created_by.person_id}


def countersign_correction(*, correction: Correction, by: Seat, version: int | None = None) -> Correction:
    """The second person agrees: what was asked for happens now.

    raises: NotYours; Refused: decided already, the thing has changed since, what the room objects to by now
    """
    with acting(MOVES["countersign_correction"], correction, by, version=version) as act:
        correction = act.thing
        line, thing = correction.line, correction.thing
        if thing is None:
            raise Refused("要更正的这一项已经不在了。请不同意这个更正")
        thing = locked(thing)
        now = values.columns_of(line, thing)
        if not correction.notice and any(now[name] != old for name, old in correction.old.items()):
            raise Refused("提出之后，这一项的内容又变了。请不同意这个更正，由提出人按最新内容重提")
        if not correction.notice and (problems := list(line.objections(_as_it_would_be(line, thing, correction.new)))):
            raise Refused(*problems)
        correction.notice = correction.notice or bool(line.settled(thing))
        correction.public = correction.public or line.public(thing)
        correction.countersigned_by, correction.decided_at = by, timezone.now()
        _carry_out(act, correction, thing)
    _tell(correction, thing)
    return correction


def refuse_correction(*, correction: Correction, answer: str, by: Seat, version: int | None = None) -> Correction:
    """The second person does not agree: the thing stays as it was. Raises NotYours, Refused."""
    with acting(MOVES["refuse_correction"], correction, by, version=version) as act:
        correction = act.thing
        correction.answer = answer.strip()
        if not correction.answer:
            raise Refused("请写明理由")
        correction.decided_at = timezone.now()
        correction.countersigned_by = by
    tell(
        [correction.created_by.person_id],
        f"“{correction.title}”的更正未获同意，内容没有改动。",
        correction.get_absolute_url(),
    )
    return correction


def take_back_correction(*, correction: Correction, by: Seat, version: int | None = None) -> Correction:
    """Whoever asked thinks better of it: the thing stays as it was. Raises NotYours, Refused."""
    with acting(MOVES["take_back_correction"], correction, by, version=version) as act:
        act.thing.decided_at = timezone.now()
    return act.thing


def _tell(correction: Correction, thing: Any) -> None:
    """Those who relied on it hear what is different; who asked hears that it is done."""
    line = correction.line
    what = "；".join(values.sentence(line, name, correction.old[name], new) for name, new in correction.new.items())
    page = thing.get_absolute_url() if hasattr(thing, "get_absolute_url") else ""
    words = f"更正：{subject_of(thing).noun}“{correction.title}”，{what}。"
    relied, year = set(_relied(correction, thing)), year_of(thing)
    members = relied & set(Seat.objects.in_office().filter(role__in=MEMBERS).values_list("person_id", flat=True))
    tell(members, words, page, by_sms=True, year=year)
    tell(relied - members, words, page, year=year)
    if correction.countersigned_by_id is not None:
        done = f"“{correction.title}”的更正已经复核同意。"
        tell([correction.created_by.person_id], done, correction.get_absolute_url())
