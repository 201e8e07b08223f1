"""What may be seen of public questions: what waits is read by its asker and by who decides about it."""

from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet

from piaojue.commons.finding import NoSuch
from piaojue.commons.people.models import Seat
from piaojue.commons.years.models import Year
from piaojue.stages.suggest.models import Suggestion, SuggestionState
from piaojue.stages.suggest.models_asking import PUBLIC_STATES, Asked, AskedState
from piaojue.stages.suggest.moves import MOVES
from piaojue.stages.suggest.moves_asking import READERS, VOICES
from piaojue.stages.suggest.publication import Publication

MOST_SHOWN = 50
"""Questions that one page shows."""
ABOUT_PUBLIC = Q(suggestion__publication=Publication.PUBLISHED) & ~Q(suggestion__state=SuggestionState.WITHDRAWN)
WITH = (
    "suggestion__place",
    "suggestion__spot",
    "suggestion__year",
    "answered_by",
    "created_by",
    "place",
    "year__place",
)


def _readable(year: Year, by: Seat | None) -> Q:
    """Those that this reader may read."""
    if by is None:
        return Q(state__in=PUBLIC_STATES)
    if MOVES.entitled("read_unpublished", year.place, by):
        return Q()
    return Q(state__in=PUBLIC_STATES) | Q(created_by__person=by.person_id)


def with_voices(rows: Iterable[Asked]) -> list[Asked]:
    """The rows, each with the body that speaks about its suggestion, asked once for all."""
    found = list(rows)
    about = {one.suggestion_id for one in found}
    first = Asked.objects.filter(suggestion__in=about).exclude(answered_by=None).order_by("-answered_at")
    voices = {of: (pk, name) for of, pk, name in first.values_list("suggestion", "answered_by", "answered_by__name")}
    for one in found:
        one.voice = voices.get(one.suggestion_id, (None, ""))
    return found


def asked_about(suggestions: Sequence[Suggestion], year: Year, by: Seat | None) -> list[Asked]:
    """The questions about some public suggestions of one year, in the order in which they were asked."""
    rows = Asked.objects.filter(ABOUT_PUBLIC, _readable(year, by), suggestion__in=suggestions)
    return with_voices(rows.select_related(*WITH)[:MOST_SHOWN])


def asked_in(year: Year, by: Seat | None) -> QuerySet[Asked]:
    """The year's questions about public suggestions, the newest first."""
    return Asked.objects.filter(ABOUT_PUBLIC, _readable(year, by), year=year).select_related(*WITH).order_by("-pk")


def asked_at(pk: int) -> Asked:
    """One question, to be decided about or answered. Raises NoSuch."""
    asked = Asked.objects.select_related(*WITH).filter(pk=pk).first()
    if asked is None:
        raise NoSuch("没有这一条公开提问。")
    return asked


def waiting_questions(by: Seat) -> QuerySet[Asked]:
    """What this seat has to do something about: what waits to stand in public, and what waits for an answer."""
    states = [AskedState.WAITING] if by.role in READERS else []
    states += [AskedState.OPEN] if by.role in VOICES else []
    here = Q(place=by.place_id) | Q(suggestion__spot__code__startswith=by.place_id)
    return Asked.objects.filter(here, ABOUT_PUBLIC, state__in=states).select_related("year__place")
