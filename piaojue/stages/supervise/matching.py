"""监督组怎么配: who knows the field, who comes from there, who has looked at such work before; never who works on it.

source: docs/domain.md#matching
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from piaojue.commons.people.models import Seat
from piaojue.commons.places.models import Place
from piaojue.commons.roles import Role
from piaojue.stages.deliver.public import Project
from piaojue.stages.supervise.models import Expertise, Watch

WATCHERS = (Role.DEPUTY, Role.VOLUNTEER)
GENERIC = ("街道", "社区", "地区", "镇", "乡", "村", "嘎查", "苏木")
"""Endings of a place's name that a delegation's name leaves out: 东街街道 → 东街代表团."""


@dataclass(frozen=True)
class Match:
    """Why somebody suits a project's group, best reason first; empty: nothing speaks for it, and nothing against."""

    seat: Seat
    reasons: tuple[str, ...] = ()


def units_of(projects: Iterable[Project]) -> set[int]:
    """Bodies that carry any of the projects out: the responsible ones, and those with a task in it."""
    rows = Project.objects.filter(pk__in=[project.pk for project in projects])
    return {unit for pair in rows.values_list("department", "tasks__unit") for unit in pair if unit}


def people_of(units: Iterable[int]) -> set[int]:
    """Who holds a seat in one of these bodies."""
    return set(Seat.objects.in_office().filter(body__in=list(units)).values_list("person", flat=True))


def works_on(project: Project, seat: Seat) -> bool:
    """Whether the person holds a seat in a unit that carries the project out."""
    return seat.person_id in people_of(units_of([project]))


def too_near(projects: Iterable[Project], seats: Iterable[Seat]) -> list[str]:
    """A sentence for each who would supervise work of the own unit; three queries at most."""
    seats = list(seats)
    inside = people_of(units_of(projects)) if seats else set()
    return [f"{seat.person}在执行这个项目的单位任职，不能监督它" for seat in seats if seat.person_id in inside]


def eligible(project: Project) -> QuerySet[Seat]:
    """Deputies and volunteers of the place who do not work on the project."""
    seats = Seat.objects.in_office().filter(place=project.place, role__in=WATCHERS)
    return seats.exclude(person__in=people_of(units_of([project]))).select_related(
        "person", "body", "place", "delegation"
    )


def matches_of(project: Project) -> list[Match]:
    """Who could watch over it, those who suit it best first. Six queries, however many they are."""
    seats = list(eligible(project).order_by("pk"))
    near, names = _from_there(project), _names_of(project)
    knowing = {row.seat_id for row in Expertise.objects.filter(seat__in=seats) if project.category in row.categories}
    earlier = Watch.objects.filter(seat__person__in=[seat.person_id for seat in seats])
    seen = earlier.filter(project__category=project.category).exclude(project=project)
    versed = set(seen.values_list("seat__person", flat=True))
    found = [
        Match(seat, tuple(_reasons(seat, project, knowing, versed, is_near=_is_near(seat, near, names))))
        for seat in seats
    ]
    return sorted(found, key=lambda match: -len(match.reasons))


def _reasons(seat: Seat, project: Project, knowing: set[int], versed: set[int], *, is_near: bool) -> Iterable[str]:
    if seat.pk in knowing:
        yield f"专长：{project.get_category_display()}"
    if is_near:
        yield "来自项目所在地"
    if seat.person_id in versed:
        yield "监督过同类项目"


def _from_there(project: Project) -> set[int]:
    """Persons with a seat in a street, a town or a village in which the project lies."""
    around = [code for code in project.spot.lineage if len(code) > len(project.place_id)]
    return set(Seat.objects.in_office().filter(_in(around)).values_list("person", flat=True))


def _in(codes: list[str]) -> Q:
    return Q(place__in=codes) | Q(body__place__in=codes)


def _names_of(project: Project) -> list[str]:
    """Short names of the streets, towns and villages in which the project lies."""
    around = [code for code in project.spot.lineage if len(code) > len(project.place_id)]
    return [_short(name) for name in Place.objects.filter(pk__in=around).values_list("name", flat=True)]


def _short(name: str) -> str:
    ending = next((ending for ending in GENERIC if name.endswith(ending) and len(name) > len(ending) + 1), "")
    return name.removesuffix(ending)


def _is_near(seat: Seat, near: set[int], names: list[str]) -> bool:
    delegation = seat.delegation.name if seat.delegation else ""
    return seat.person_id in near or any(delegation.startswith(name) for name in names)
