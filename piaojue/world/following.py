"""Who follows a project, a place or a field hears of each of its steps, as each wants to hear."""

from collections.abc import Iterable

from django.db.models import QuerySet

from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Person
from piaojue.commons.places.models import Place
from piaojue.stages.deliver.public import Project, following
from piaojue.world.models import AreaFollow, Follow

MOST_AREAS = 30
"""Places and fields that one person follows."""


def follow(*, person: Person, project: Project) -> None:
    """From now on. Twice is once."""
    Follow.objects.get_or_create(person=person, project=project)


def unfollow(*, person: Person, project: Project) -> None:
    """No more."""
    Follow.objects.filter(person=person, project=project).delete()


def follows(person: Person, project: Project) -> bool:
    """Whether this person does."""
    return Follow.objects.filter(person=person, project=project).exists()


@following
def followers(project: Project) -> Iterable[int]:
    """Keys of people who follow it, its place or one around that, or its field there."""
    own = Follow.objects.filter(project=project).order_by().values_list("person_id")
    around = AreaFollow.objects.filter(place__in=project.spot.lineage, category__in=["", project.category])
    return [person for (person,) in own.union(around.order_by().values_list("person_id"))]


def follow_area(*, person: Person, place: Place, category: str = "") -> None:
    """All projects of a place from now on, or one field of it. Twice is once. Raises Refused: too many."""
    if AreaFollow.objects.filter(person=person).count() >= MOST_AREAS:
        raise Refused(f"最多关注 {MOST_AREAS} 个地方或领域，请先取消一些")
    AreaFollow.objects.get_or_create(person=person, place=place, category=category)


def unfollow_area(*, person: Person, pk: int) -> None:
    """No more. What is somebody else's stays."""
    AreaFollow.objects.filter(person=person, pk=pk).delete()


def followed_areas(person: Person) -> QuerySet[AreaFollow]:
    return AreaFollow.objects.filter(person=person).select_related("place")


def followed_projects(person: Person) -> QuerySet[Follow]:
    rows = Follow.objects.filter(person=person).select_related("project__year__place")
    return rows.order_by("-pk")
