"""信函: who has neither an account nor a mobile phone is told on paper.

A letter is a row, written with the act that it tells of, as a message is. Nobody sends it by itself: the office prints what
waits as one batch of sheets, one for each addressee, and hands them over or has the community bring them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from piaojue.commons import sms
from piaojue.commons.acting import acting
from piaojue.commons.moves import Refused
from piaojue.commons.notify.models import Letter, LetterBatch
from piaojue.commons.notify.moves import MOVES
from piaojue.commons.people.models import Seat
from piaojue.commons.places.models import Place
from piaojue.commons.years.models import Year

KEPT = timedelta(days=30)
"""How long a printed letter can be printed again."""
NEVER_PRINTED = timedelta(days=180)
"""A name and an address are kept no longer than that for a letter that nobody printed."""
MOST_SHEETS = 300
"""Sheets of a batch: what a printer takes at once."""
WAITS = timedelta(days=14)
"""After this an unprinted letter is a fault of the office (`overdue`)."""


@dataclass(frozen=True)
class Addressee:
    """name, at: whom and where to bring it; url: the page that opens without signing in."""

    name: str
    at: str
    url: str


@dataclass(frozen=True)
class Sheet:
    """What one addressee gets. to: lines of the address; letters: what has happened, the oldest first."""

    to: tuple[str, ...]
    letters: tuple[Letter, ...]

    @property
    def url(self) -> str:
        """The page of what is newest."""
        return self.letters[-1].url


def tell_by_letter(people: Iterable[Addressee], text: str, *, year: Year) -> int:
    """One letter for each, inside the act's transaction. Returns how many. What is only practised goes on no paper."""
    if year.is_practice or sms.is_silent():
        return 0
    rows = {
        (one.name, one.at, one.url): Letter(
            place=year.place, to=f"{one.name}\n{one.at}"[:240], text=text[:400], url=one.url[:100]
        )
        for one in people
    }
    return len(Letter.objects.bulk_create(rows.values(), batch_size=500))


def waiting_in(place: Place) -> "QuerySet[Letter]":
    """Not printed yet."""
    return Letter.objects.filter(place=place, batch=None)


def sheets_of(letters: "QuerySet[Letter]") -> list[Sheet]:
    """One sheet for each addressee, in the order of where it is brought."""
    rows = sorted(letters, key=lambda row: (row.to.partition("\n")[::-1], row.pk))
    return [Sheet(tuple(filter(None, to.split("\n"))), tuple(mine)) for to, mine in groupby(rows, lambda row: row.to)]


@transaction.atomic
def print_letters(*, place: Place, by: Seat) -> LetterBatch:
    """What waits becomes a batch and counts as sent. raises: NotYours; Refused: nothing waits."""
    batch = LetterBatch(place=place, seat=by)
    with acting(MOVES["print_letters"], batch, by) as act:
        rows = list(waiting_in(place).select_for_update())
        chosen = list(dict.fromkeys(row.to for row in rows))[:MOST_SHEETS]
        if not chosen:
            raise Refused("没有等着打印的信函")
        act.thing.sheets = len(chosen)
    mine = [row.pk for row in rows if row.to in set(chosen)]
    Letter.objects.filter(pk__in=mine).update(batch=batch)
    return batch


def overdue(now: datetime | None = None) -> int:
    """Letters of all places that nobody has printed for too long."""
    return Letter.objects.filter(batch=None, created_at__lt=(now or timezone.now()) - WAITS).count()


def forget(now: datetime | None = None) -> int:
    """Delete printed letters after KEPT, and what nobody ever printed; that a batch was printed stays. Returns how many."""
    now = now or timezone.now()
    over = Q(batch__created_at__lt=now - KEPT) | Q(batch=None, created_at__lt=now - NEVER_PRINTED)
    return Letter.objects.filter(over).delete()[0]
