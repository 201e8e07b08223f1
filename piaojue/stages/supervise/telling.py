"""Who hears of supervision: the deputies who took the project under their eyes."""

from django.utils import timezone

from piaojue.commons.notify.tell import tell
from piaojue.commons.people.models import Seat
from piaojue.commons.people.office import held_at
from piaojue.stages.deliver.public import Project
from piaojue.stages.supervise.models import Watch


def tell_watchers(project: Project, text: str, url: str = "", *, but: Seat | None = None) -> None:
    """The project's supervision group hears; not who acted herself."""
    people = Watch.objects.filter(held_at(timezone.now(), "seat__"), project=project).values_list(
        "seat__person", flat=True
    )
    tell([pk for pk in people if but is None or pk != but.person_id], text[:300], url or project.get_absolute_url())
