"""Whose turn it is at a gate: each missing line becomes a task of the role that can supply it."""

from collections.abc import Iterable
from datetime import date
from functools import cached_property

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from engines.law.clocks import WORKING, Clock, deadline
from piaojue.commons.people.models import Seat
from piaojue.commons.people.moves import KEEPERS
from piaojue.commons.people.turns import Staff, number_for
from piaojue.commons.roles import STAFF, Role, word_for
from piaojue.commons.todo import Supply, Task, in_turn
from piaojue.commons.years.gates import missing
from piaojue.commons.years.models import Year
from piaojue.commons.years.moves import MOVES
from piaojue.commons.years.road import Gate

GATE_ROLES = STAFF - {Role.GUIDANCE}
"""Who may have a part in a gate; residents, volunteers and deputies have none."""
PASSERS = in_turn(MOVES["pass_gate"].roles, Role.CONGRESS_CLERK, Role.STREET_CLERK)
LATE_START = Clock(5, WORKING)
"""A gate that the year comes to after its usual months is due so many days later."""


class Turns:
    """The tasks of one gate. `lacking`: the lines of the gate's page."""

    def __init__(self, year: Year, gate: Gate) -> None:
        self.year, self.gate, self.staff = year, gate, Staff(year.place)
        self.lacking = missing(year, gate).all

    def tasks_of(self, seat: Seat) -> Iterable[Task]:
        """The seat's own lines; who signs or passes the gate also sees what others have to do."""
        supplies = [lack.supply or Supply(str(lack), self._page, PASSERS) for lack in self.lacking]
        for supply in supplies or [self._passing]:
            waits = self.staff.waits(supply, seat)
            if not waits:
                yield self._task(supply, number=number_for(supply, seat))
            elif seat.role in KEEPERS and not supply.after and self.staff.owner(supply) is None:
                yield self._task(self._appointing(supply))
            elif seat.role in self._watchers:
                yield self._task(supply, waits=waits)

    @property
    def _passing(self) -> Supply:
        label = _("进入“%(stage)s”") % {"stage": self.year.term(self.gate.target.label)}
        return Supply(label, self._page, PASSERS, act="years.pass_gate")

    def _appointing(self, supply: Supply) -> Supply:
        """Nobody is there who could do it."""
        words = {"role": word_for(supply.roles[0], self.year.place), "act": supply.label}
        return Supply(_("任命%(role)s：%(act)s") % words, reverse("appoint"), PASSERS, act="people.appoint")

    def _task(self, supply: Supply, *, waits: str = "", number: int = 0) -> Task:
        return Task(
            supply.label,
            supply.url,
            count=number or supply.number,
            due=supply.due or self._due,
            note=str(self.year),
            waits_for=waits,
            gate=f"{self.year.pk}:{self.gate.key}",
            act=supply.act,
        )

    @property
    def _page(self) -> str:
        return f"{self.year.page('year_road')}#next"

    @cached_property
    def _watchers(self) -> frozenset[Role]:
        return frozenset(self.gate.signers) | frozenset(PASSERS) | {Role.SECRETARIAT}

    @cached_property
    def _due(self) -> date | None:
        """The end of the gate's usual months; where the year came later than that, a week after it came."""
        passage = self.year.passages.order_by("-at").first()
        begun = timezone.localdate(passage.at) if passage else None
        usual = self.gate.usual_end(self.year.number)
        if usual is None or begun is None:
            return usual if usual and usual >= self.staff.today else None
        return usual if usual > begun else deadline(LATE_START, begun)
