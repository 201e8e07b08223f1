"""Whose turn it is in a place: the first of some roles that somebody holds there, of the unit whose affair it is."""

from collections import defaultdict
from functools import cached_property

from django.utils import timezone

from piaojue.commons.people.body_models import spoken_for
from piaojue.commons.people.models import Seat
from piaojue.commons.places.models import Place
from piaojue.commons.roles import Role, word_for
from piaojue.commons.todo import Supply


class Staff:
    """Who holds office in a place today; asked for once."""

    def __init__(self, place: Place) -> None:
        self.place, self.today = place, timezone.localdate()

    @cached_property
    def held(self) -> dict[str, set[int]]:
        """Role → bodies in which somebody holds it here."""
        found: dict[str, set[int]] = defaultdict(set)
        rows = Seat.objects.in_office().filter(place=self.place)
        for role, body in rows.values_list("role", "body_id").distinct():
            found[role].add(body)
        return found

    def owner(self, supply: Supply) -> Role | None:
        """The first role that somebody holds, of a unit whose affair it is; None: nobody here can do it."""
        return next((role for role in supply.roles if self._is_held(role, supply)), None)

    def _is_held(self, role: Role, supply: Supply) -> bool:
        bodies = self.held.get(role, set())
        if not of_units(supply, role):
            return bool(bodies)
        units = set(supply.bodies)
        return bool(bodies & units) or any(spoken_for(body) & units for body in bodies)

    def waits(self, supply: Supply, seat: Seat) -> str:
        """Whom or what the seat waits for, in words; empty: it is the seat's own turn."""
        if supply.opens and supply.opens > self.today:
            return f"{supply.opens:%Y-%m-%d}"
        if supply.after:
            return supply.after
        owner = self.owner(supply)
        if owner is None:
            return word_for(supply.roles[0], self.place)
        if seat.role == owner and (not of_units(supply, owner) or seat.speaks_for & set(supply.bodies)):
            return ""
        return word_for(owner, self.place)


def of_units(supply: Supply, role: str) -> bool:
    """Whether not everybody in the role is meant, but those of certain units."""
    return bool(supply.bodies) and role == Role.DEPARTMENT


def number_for(supply: Supply, seat: Seat) -> int:
    """How many of the things are those of the seat's own units."""
    if not of_units(supply, seat.role):
        return supply.number
    return max(1, sum(body in seat.speaks_for for body in supply.bodies))
