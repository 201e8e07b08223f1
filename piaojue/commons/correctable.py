"""What can be corrected: each room says it of its models in one place, its corrections.py (docs/domain.md#corrections).

    correctable(
        Sitting,
        fields=("name", "starts_on", "ends_on", "venue"),
        roles=CALLERS,
        frozen=lambda sitting: "已闭会" if sitting.state == SittingState.CLOSED else "",
        relied=lambda sitting: persons_checked_in(sitting),
    )

`piaojue.commons.corrections` reads these lines and knows no room.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Model

from piaojue.commons.moves import Reach, place_of, within
from piaojue.commons.roles import Role

if TYPE_CHECKING:
    from piaojue.commons.people.models import Seat

CORRECTABLE: dict[str, "Correctable"] = {}
"""Kind (`sittings-sitting`, as in the address) → its line."""
SECONDS = frozenset(
    {Role.CONGRESS_CHAIR, Role.CONGRESS_CLERK, Role.STREET_CHAIR, Role.STREET_CLERK, Role.SECRETARIAT, Role.GOV_OFFICE}
)
"""Who countersigns where a line names nobody: always another person than who corrects."""


def never(thing: Any) -> str:
    """Nothing has happened that would bind anybody."""
    return ""


def nobody(thing: Any) -> Iterable[int]:
    """No person has relied on it."""
    return ()


def no_objection(thing: Any) -> Iterable[str]:
    """Every new value will do."""
    return ()


def inside(thing: Any) -> bool:
    """The public does not read it."""
    return False


@dataclass(frozen=True)
class Input:
    """How a column is typed where Django's own field for it will not do.

    field: thing → a form's field
    shown: the column's value → what the field begins with;  read: what the field gives → the column's value
    """

    field: Callable[[Any], forms.Field]
    shown: Callable[[Any], Any] = lambda value: value
    read: Callable[[Any], Any] = lambda value: value


@dataclass(frozen=True, kw_only=True)
class Correctable:
    """One model's line.

    fields:         names of the columns that may be corrected, in the order of the form
    part:           where several people answer for different columns of one model: what these are called (`answer`)
    label:          the word on its link
    roles, reach:   who answers for it
    author:         the way to the seat that typed it (`created_by`): its person may correct it, too, whatever the role
    whose:          (thing, seat) → whether the thing is theirs; asked of roles, not of the author
    frozen:         thing → why others rest on it now (已公布、已闭会); empty: it is corrected freely
    settled:        thing → why it cannot change any more (已经票决): then a correction is a notice beside it; empty: it can
    countersigners: roles of the second person, of the thing's place or above it
    public:         whether everybody reads it: then the correction stands there, too
    relied:         thing → the persons (ids) who relied on it and are told
    objections:     the thing with its new values → sentences that refuse them
    holder, held:   a relation (a seat's `person`), and the columns of that row that are corrected with the thing
    inputs:         column → how it is typed
    then:           (act, thing, correction) → what else changes with it, in the same act
    """

    model: type[Model]
    fields: tuple[str, ...] = ()
    part: str = ""
    label: str = "更正"
    roles: frozenset[Role] = frozenset()
    reach: Reach = Reach.OWN
    author: str = ""
    whose: Callable[[Any, "Seat"], bool] | None = None
    frozen: Callable[[Any], str] = never
    settled: Callable[[Any], str] = never
    countersigners: frozenset[Role] = SECONDS
    public: Callable[[Any], bool] = inside
    relied: Callable[[Any], Iterable[int]] = nobody
    objections: Callable[[Any], Iterable[str]] = no_objection
    holder: str = ""
    held: tuple[str, ...] = ()
    inputs: Mapping[str, Input] = field(default_factory=dict)
    then: Callable[[Any, Any, Any], None] | None = None

    @property
    def kind(self) -> str:
        """What its address calls it: `sittings-sitting`, `deliberate-question-answer`."""
        return "-".join(filter(None, [*self.model._meta.label_lower.split("."), self.part]))

    def row(self, thing: Any, name: str) -> Any:
        """The row that has this column."""
        return getattr(thing, self.holder) if name in self.held else thing

    @property
    def columns(self) -> dict[str, Any]:
        """Name → Django's field, in order."""
        columns = {name: self._held_by._meta.get_field(name) for name in self.held}
        return columns | {name: self.model._meta.get_field(name) for name in self.fields}

    @property
    def private(self) -> frozenset[str]:
        """Columns whose words never enter the log or a public page."""
        own: frozenset[str] = getattr(self.model, "private_fields", frozenset())
        other: frozenset[str] = getattr(self._held_by, "private_fields", frozenset())
        return (own & set(self.fields)) | (other & set(self.held))

    @property
    def _held_by(self) -> Any:
        model: Any = self.model
        return model._meta.get_field(self.holder).related_model if self.holder else model

    def answers(self, thing: Any, by: "Seat | None") -> bool:
        """Whether this seat answers for the thing: by role, or because its person typed it."""
        if by is None:
            return False
        if self.author and getattr(thing, f"{self.author}_id") in seats_of_person(by):
            return True
        theirs = by.role in self.roles and within(self.reach, by, place_of(thing))
        return theirs and (self.whose is None or self.whose(thing, by))


def seats_of_person(by: "Seat") -> frozenset[int]:
    """Ids of all seats of the person who acts; asked once for each seat at hand."""
    own: frozenset[int] | None = by.__dict__.get("_seats_of_person")
    if own is None:
        own = by.__dict__["_seats_of_person"] = frozenset(by.person.seats.values_list("pk", flat=True))
    return own


def correctable(model: type[Model], **line: Any) -> Correctable:
    """Declare it; once a model and part. Raises ValueError the second time."""
    line["roles"] = frozenset(line.get("roles", ()))
    declared = Correctable(model=model, **line)
    if declared.kind in CORRECTABLE:
        raise ValueError(f"{declared.kind} is declared twice")
    CORRECTABLE[declared.kind] = declared
    return declared


def lines_of(thing: Model) -> list[Correctable]:
    """The lines of a thing's model; none: it is not corrected."""
    return [line for line in CORRECTABLE.values() if isinstance(thing, line.model)]
