"""期满: what says who proposed something is erased when its time is over (个人信息保护法 19、47 条)."""

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from engines.law import MONTHS, Clock, deadline
from piaojue.commons.acting import acting
from piaojue.commons.privacy.queries import controller_of
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import Stage
from piaojue.stages.suggest.actions.taking_back import forget
from piaojue.stages.suggest.models import Suggestion
from piaojue.stages.suggest.moves import CONTACT, MOVES

AT_ONCE = 500
"""So many are forgotten in one transaction: people go on writing meanwhile (条)."""


def forget_contacts(*, year: Year, today: date | None = None) -> int:
    """Erase names and phones of an archived year whose time is over. Returns of how many suggestions (条)."""
    due = forgotten_on(year)
    if due is None or (today or timezone.localdate()) < due:
        return 0
    done = 0
    while number := _some(year):
        done += number
    return done


def forgotten_on(year: Year) -> date | None:
    """When the contacts of a year are due to go; None: it is not archived."""
    if year.stage != Stage.ARCHIVED:
        return None
    archived = year.passages.filter(gate="archive").first()
    if archived is None:
        return None
    return deadline(Clock(controller_of(year.place).kept_months, MONTHS), timezone.localdate(archived.at))


@transaction.atomic
def _some(year: Year) -> int:
    known = Q(by_sms=True)
    for name in CONTACT:
        known |= ~Q(**{name: ""})
    rows = list(Suggestion.objects.select_for_update(of=("self",)).filter(known, year=year)[:AT_ONCE])
    for suggestion in rows:
        with acting(MOVES["forget_contact"], suggestion, None) as act:
            forget(act.thing)
    return len(rows)
