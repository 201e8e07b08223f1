"""What a body decides: each room says in its decisions.py what it can put to one (docs/domain.md#decisions).

    decidable(
        Matter.CANDIDATES,
        Dossier,
        waiting=lambda place, year: Dossier.objects.filter(year=year, state=DossierState.PROPOSED),
        carry_out=reviewed,
    )

`piaojue.commons.decisions` reads these lines and knows no room.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import Model

from engines.law import Matter

DECIDABLE: dict[Matter, list["Decidable"]] = {}
"""Matter → the kinds of things that it is about, in the order of the road."""
Outcome = Callable[[Any, Any, Any], None]
"""(thing, decision, by) → what follows; raises Refused where it cannot."""


class Warrant(Protocol):
    """A decision, as the frame of an act sees it."""

    pk: Any

    def objections_to(self, matter: Matter, thing: Any) -> list[str]:
        """Why it does not allow an act of this matter on this thing, as Chinese sentences; none: it does."""


@dataclass(frozen=True, kw_only=True)
class Decidable:
    """One kind of thing in one matter.

    waiting:   (place, year) → things that can be put to the body
    carry_out: what follows where it passed; None: the decision itself is all, or an act asks for it later
    turn_down: what follows where it failed; None: the thing stays as it is
    called:    thing → its title on the form and in the decision
    optional:  nothing waits for it in 今天要办: the body may decide so, and need not
    """

    matter: Matter
    model: type[Model]
    waiting: Callable[[Any, Any], Iterable[Any]]
    carry_out: Outcome | None = None
    turn_down: Outcome | None = None
    called: Callable[[Any], str] = str
    optional: bool = False

    @property
    def kind(self) -> str:
        """What the decision's items call it: `shortlist.dossier`."""
        return self.model._meta.label_lower


def decidable(matter: Matter, model: type[Model], **line: Any) -> Decidable:
    """Declare it; once for a matter and a model. Raises ValueError the second time."""
    declared = Decidable(matter=matter, model=model, **line)
    if any(one.model is model for one in DECIDABLE.get(matter, ())):
        raise ValueError(f"{declared.kind} is declared twice for {matter}")
    DECIDABLE.setdefault(matter, []).append(declared)
    return declared


def line_of(matter: Matter, thing: Model) -> Decidable | None:
    """The line of a thing in a matter; None: no room puts such things to a body there."""
    return next((line for line in DECIDABLE.get(matter, ()) if isinstance(thing, line.model)), None)
