"""Who hears of a project's steps: who proposed, seconded or follows it, the unit that executes, the seats of some roles."""

from collections.abc import Callable, Iterable
from functools import partial

from django.db import transaction

from piaojue.commons.approved import Kind
from piaojue.commons.notify.tell import tell
from piaojue.commons.people.models import Seat
from piaojue.commons.people.queries import officers_of
from piaojue.stages.deliver.models import Project
from piaojue.stages.group.public import tell_voices, voices_of

Follows = Callable[[Project], Iterable[int]]
"""Project → keys of people who want to hear of it."""
FOLLOWING: list[Follows] = []


def following(source: Follows) -> Follows:
    """Let who comes later say who else wants to hear."""
    FOLLOWING.append(source)
    return source


def tell_followers_of(project: Project, text: str) -> None:
    """All who proposed or seconded what became this project, and who follows it, each once, after the commit."""

    def tell_them() -> None:
        with transaction.atomic():
            demands = list(project.dossier.demands.all())
            tell_voices(demands, text, project.get_absolute_url())
            others = {person for source in FOLLOWING for person in source(project)} - voices_of(demands)[0]
            tell(others, text, project.get_absolute_url(), year=project.year, kind=Kind.STEP)

    transaction.on_commit(tell_them, robust=True)


def tell_role(project: Project, roles: Iterable[str], text: str, url: str = "") -> None:
    """Seats of these roles in the project's place."""
    people = (
        Seat.objects.in_office().filter(place=project.place_id, role__in=list(roles)).values_list("person", flat=True)
    )
    transaction.on_commit(partial(_tell, list(people), text, url or project.work_url), robust=True)


def tell_unit(project: Project, text: str, url: str = "", body_id: int | None = None) -> None:
    """Seats of the unit that executes (or of `body_id`), or of its successors."""
    unit = body_id or project.department_id
    people = officers_of(unit).values_list("person", flat=True)
    transaction.on_commit(partial(_tell, list(people), text, url or project.work_url), robust=True)


def _tell(people: list[int], text: str, url: str) -> None:
    with transaction.atomic():
        tell(people, text, url)
