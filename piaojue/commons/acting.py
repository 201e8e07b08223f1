"""The frame that runs an act: lock, judge, body, save what changed, one entry in the log — in one transaction.

    def switch_to_paper(*, poll: Poll, basis: str, by: Seat, version: int | None = None) -> Poll:
        with acting(MOVES["switch_to_paper"], poll, by, version=version) as act:
            act.thing.on_paper = True
            act.note(basis=basis.strip())
        return act.thing

The body works on `act.thing`: the row as it is now, locked until the act ends. Raising Refused in it undoes everything.
An act of a body (`resolution`) takes its decision instead of a permission:

        with acting(MOVES["review"], dossier, by, decision=decision) as act: ...

Permission is asked here once; a page that shows the act's form asks `MOVES.may` only for showing it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.db import models, transaction

from piaojue.commons.decidable import Warrant
from piaojue.commons.moves import Kind, Move, NotYours, Refused, bodies_for, owns, place_of, refusals
from piaojue.commons.record.log import record
from piaojue.commons.things import snapshot

if TYPE_CHECKING:
    from piaojue.commons.people.models import Seat

T = TypeVar("T", bound=models.Model)
STALE = "您打开这一页之后，别人已经改过这一项。请刷新看过最新内容，再重新提交。"


@dataclass
class _Entry:
    """An entry that waits for the end of the act."""

    line: Move
    row: models.Model
    before: dict[str, str | None] | None
    facts: dict[str, Any]


@dataclass
class Doing(Generic[T]):
    """An act under way.

    thing:  what was asked for permission: the locked row, or a new one that is inserted at the end
    made:   the further row that the act makes or rewrites, and that its entry speaks of
    before: the columns, as text, of the row that the entry speaks of; None for a new row
    old:    the columns of `thing` as they were, to see what the act changes; made_old: those of `made`
    saved:  whether the row that the entry speaks of has the version that it shall have: `save` or `leave` has seen to it
    """

    line: Move
    thing: T
    by: "Seat | None"
    before: dict[str, str | None] | None
    old: dict[str, Any]
    made: models.Model | None = None
    made_old: dict[str, Any] = field(default_factory=dict)
    saved: bool = False
    facts: dict[str, Any] = field(default_factory=dict)
    deleted: bool = False
    nothing_happened: bool = False
    further: list[_Entry] = field(default_factory=list)

    def note(self, **facts: Any) -> None:
        """What else must be known later, JSON values; never personal data, secrets or anything of a ballot."""
        self.facts |= facts

    def save(self) -> T:
        """Write what the entry speaks of now, for rows that point at it. What changes afterwards is written at the end."""
        _write(self)
        if self.made is None:
            self.old = _values(self.thing)
        else:
            self.made_old = _values(self.made)
        self.saved = True
        return self.thing

    def leave(self) -> None:
        """Nothing of the thing itself changes: its version stays, and forms that were filled from it are not stale."""
        self.saved = True

    def delete(self) -> None:
        """The thing goes with this act; what it was stays in the log."""
        self.deleted = True

    def make(self, row: models.Model) -> None:
        """Name the row that the act makes or rewrites, where it is known only in the body; before anything of it changes."""
        self.made, self.made_old = row, {} if _is_new(row) else _values(row)
        self.before = None if _is_new(row) else snapshot(row)

    def nothing(self) -> None:
        """It was so already: nothing is saved and nothing is logged."""
        self.nothing_happened = True

    def also(self, line: Move, row: models.Model, **facts: Any) -> None:
        """A further row that the act has made: an effect with its own entry."""
        self.further.append(_Entry(_loggable(line), row, None, facts))

    def change(self, line: Move, row: models.Model, values: dict[str, Any], **facts: Any) -> None:
        """Set columns of a further row, which the act holds locked, and save them: an effect with its own entry."""
        before, old = snapshot(row), _values(row)
        for name, value in values.items():
            setattr(row, name, value)
        _save(row, old, always=True)
        if row is self.thing:
            self.old = _values(row)
        self.further.append(_Entry(_loggable(line), row, before, facts))

    def remove(self, line: Move, row: models.Model, **facts: Any) -> None:
        """Delete a further row: an effect with its own entry, which keeps what it was."""
        record(_loggable(line), row, self.by, deleted=True, **facts)
        row.delete()


@contextmanager
def acting(
    line: Move,
    thing: T,
    by: "Seat | None",
    *,
    version: int | None = None,
    makes: models.Model | None = None,
    hold: bool = False,
    unasked: bool = False,
    decision: Warrant | None = None,
    **values: Any,
) -> Iterator[Doing[T]]:
    """Run one act.

    line:    a move; or an effect, for which nobody is asked for permission
    thing:   what is judged: a row, which is read anew and locked; or a new one that knows its place (and year)
    makes:   a row that the act makes or rewrites beside `thing`; the entry is about it. `thing` is then neither locked
             nor changed: a dossier that is asked about, a year in which something is suggested
    hold:    lock `thing` although it is only judged: nothing else may happen to it meanwhile
    version: what the form was filled from; another number means somebody was faster
    unasked: nobody is asked for permission; for commands and imports that have checked already. A body's decision is asked for all the same
    decision: the passed decision of a body; a resolution runs on nothing else
    values:  columns of `thing` that are set before the checks, which may need them
    raises:  NotYours; Refused with every reason at once
    """
    with transaction.atomic():
        act = _begun(line, thing, by, makes, hold)
        if line.kind is Kind.RESOLUTION:
            unasked = _warranted(act, decision)
        _judge(act, version, unasked, values)
        yield act
        if not act.nothing_happened:
            _end(act)


def _begun(line: Move, thing: T, by: "Seat | None", makes: models.Model | None, hold: bool) -> Doing[T]:
    if makes is None:
        row = thing if _is_new(thing) else locked(thing)
        return Doing(line, row, by, None if _is_new(row) else snapshot(row), {} if _is_new(row) else _values(row))
    if by is not None and hasattr(makes, "created_by_id") and makes.created_by_id is None:
        makes.created_by = by  # type: ignore[attr-defined]  # what has created_by_id has created_by
    judged = locked(thing) if hold else thing
    act = Doing(line, judged, by, None, _values(judged))
    act.make(makes)
    return act


def _warranted(act: Doing[T], decision: Warrant | None) -> bool:
    """That a competent body has decided so about this very thing. Raises Refused; the log keeps which decision it was."""
    line, matter = act.line, act.line.matter
    if matter is None:
        raise TypeError(f"{line.name} is a resolution and names no matter")
    if decision is None or decision.pk is None:
        bodies = bodies_for(matter, place_of(act.thing).kind) or "有权的机构"
        raise Refused(f"“{line.label}”由{bodies}会议集体决定，个人不能代替：请登记会议决定")
    if reasons := decision.objections_to(matter, act.thing):
        raise Refused(*reasons)
    act.note(decision=decision.pk)
    return True


def _judge(act: Doing[T], version: int | None, unasked: bool, values: dict[str, Any]) -> None:
    line, row, by = act.line, act.thing, act.by
    unasked = unasked or _loggable(line).kind is Kind.EFFECT
    for name, value in values.items():
        setattr(row, name, value)
    if not unasked and not owns(line, row, by):
        raise NotYours(line.code)
    if version is not None and getattr(row, "version", version) != version:
        raise Refused(STALE)
    if reasons := refusals(line, row, None if unasked else by):
        raise Refused(*reasons)
    if line.target is not None:
        row.state = line.target  # type: ignore[attr-defined]  # a line with a target is about a thing with states
    if _is_new(row) and by is not None and hasattr(row, "created_by_id") and row.created_by_id is None:
        row.created_by = by  # type: ignore[attr-defined]


def _end(act: Doing[T]) -> None:
    row = act.made if act.made is not None else act.thing
    if act.deleted:
        record(act.line, row, act.by, deleted=True, **act.facts)
        row.delete()
    else:
        _write(act)
        if act.line.logged is not None:
            record(act.line, row, act.by, before=act.before, **act.facts)
    for entry in act.further:
        record(entry.line, entry.row, act.by, before=entry.before, **entry.facts)


def _write(act: Doing[T]) -> None:
    always = act.line.logged is not None and not act.saved
    if act.made is None:
        _save(act.thing, act.old, always=always)
        return
    _save(act.made, act.made_old, always=always, counted=not act.line.by_clock)
    if _values(act.thing) != act.old:
        raise RuntimeError(f"{act.line.name} judges {act.thing._meta.label} and may not change it: use act.change")


def _is_new(row: models.Model) -> bool:
    return row.pk is None or row._state.adding


def locked(thing: T) -> T:
    """The row as it is now, locked until the transaction ends, with what its model names in `locked_with`."""
    model = type(thing)
    related = getattr(model, "locked_with", ())
    rows = model._default_manager.select_for_update(of=("self",))
    return rows.select_related(*related).get(pk=thing.pk) if related else rows.get(pk=thing.pk)


def _values(row: models.Model) -> dict[str, Any]:
    """Column values as they are, private ones too; kept in memory only, to see what an act changes.

    Bags of JSON can be changed in place and are copied; values are frozen.
    """
    deferred = row.get_deferred_fields()
    columns = [field for field in row._meta.concrete_fields if field.attname not in deferred]
    values = {field.attname: field.value_from_object(row) for field in columns}
    return {name: deepcopy(value) if isinstance(value, dict | list) else value for name, value in values.items()}


def _save(row: models.Model, old: dict[str, Any], *, always: bool = False, counted: bool = True) -> bool:
    """Write the columns that differ from `old`. Returns whether anything was written.

    counted: the version counts up; what the clock does makes no open form stale
    """
    if _is_new(row):
        row.save()
        return True
    now = _values(row)
    names = {name for name in now if name in old and now[name] != old[name]} - {"version"}
    if not names and not (always and "version" in now):
        return False
    if counted and "version" in now and old.get("version") == now["version"]:
        row.version += 1  # type: ignore[attr-defined]
    touched = {f.attname for f in row._meta.concrete_fields if getattr(f, "auto_now", False)}
    row.save(update_fields=names | touched | ({"version"} & set(now)))
    return True


def _loggable(line: Move) -> Move:
    if line.kind is Kind.VIEW:
        raise TypeError(f"{line.name} only shows something")
    return line
