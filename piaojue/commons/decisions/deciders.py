"""Who decides a matter in a place: what the law says, and what a local rule or an assignment adds."""

from datetime import date

from engines.law import COMPETENCES, Competence, Matter
from piaojue.commons.instruments.queries import competent
from piaojue.commons.places.models import Place


def deciders(matter: Matter, place: Place, on: date | None = None) -> tuple[Competence, ...]:
    """The bodies that can decide it here on a day (None: today); none: nobody here can.

    The database is asked only where something may depend on a local rule.
    """
    every = COMPETENCES.get(place.kind, {}).get(matter, ())
    return every if all(one.condition is None for one in every) else competent(matter, place, on)
