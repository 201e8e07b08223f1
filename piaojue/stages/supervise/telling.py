"""Who hears of supervision: the deputies who took the project under their eyes, and seats that a formal way concerns."""

from collections.abc import Iterable

from django.utils import timezone

from piaojue.commons.notify.tell import tell
from piaojue.commons.people.models import Seat
from piaojue.commons.people.office import held_at
from piaojue.stages.deliver.public import Project
from piaojue.stages.supervise.models import DeputySuggestion, Interpellation, ReviewOpinion, Watch


def tell_watchers(project: Project, text: str, url: str = "", *, but: Seat | None = None) -> None:
    """The project's supervision group hears; not who acted herself."""
    people = Watch.objects.filter(held_at(timezone.now(), "seat__"), project=project).values_list(
        "seat__person", flat=True
    )
    tell([pk for pk in people if but is None or pk != but.person_id], text[:300], url or project.get_absolute_url())


def tell_seats(seats: Iterable[Seat], text: str, row: DeputySuggestion | Interpellation | ReviewOpinion) -> None:
    """The persons of these seats hear, once each, with the way to the thing's page."""
    tell((seat.person_id for seat in seats), text, row.get_absolute_url(), year=row.year)
