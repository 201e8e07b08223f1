"""Which projects an activity is about: one, several, or all of its year."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from piaojue.commons.people.models import Seat, SeatQuerySet
from piaojue.commons.places.models import Place
from piaojue.commons.roles import Role
from piaojue.stages.deliver.public import Project
from piaojue.stages.supervise.models import Activity

LEADERS = (Role.DEPUTY, Role.COMMITTEE, Role.CONGRESS_CHAIR, Role.STREET_CHAIR, Role.GUIDANCE)
"""Roles that lead an activity."""
ATTENDING = (Role.DEPUTY, Role.COMMITTEE, Role.GUIDANCE)
TEAM = (Role.GUIDANCE, Role.COMMITTEE)
"""Of a place above: who leads and attends in the places below (专题调研组, 指导组)."""


def projects_of_activity(activity: Activity) -> list[Project]:
    """Its project, or those that it names; none where it is about the year as a whole."""
    if activity.project is not None:
        return [activity.project]
    return list(activity.projects.select_related("department", "place", "year").order_by("no", "pk"))


def in_regions(activity: Activity) -> QuerySet[Project]:
    """Projects of the regions below that it covers, in the same year's number."""
    regions = list(activity.regions.values_list("pk", flat=True))
    rows = Project.objects.filter(year__number=activity.year.number, year__standing=activity.year.standing)
    return rows.filter(place__in=regions).order_by("place_id", "no")


def is_in_region_of(activity: Activity, project: Project) -> bool:
    return in_regions(activity).filter(pk=project.pk).exists()


def about(project: Project) -> Q:
    """Activities that name this project."""
    return Q(project=project) | Q(projects=project)


def activities_about(project: Project) -> QuerySet[Activity]:
    """Each once."""
    return Activity.objects.filter(pk__in=Activity.objects.filter(about(project)).values("pk"))


def is_of_here(seat: Seat, place: Place, regions: Iterable[Place] = ()) -> bool:
    """Whether somebody may lead or attend there: of the place or of one above, or of a region that is gone through."""
    above = place.pk.startswith(seat.place_id)
    return above or any(seat.place_id == region.pk for region in regions)


def people_for(place: Place, regions: Iterable[Place] = (), roles: Iterable[Role] = ATTENDING) -> SeatQuerySet:
    """Who can be asked to come: people of these roles here, a research team from above, people of the regions gone through."""
    here = Q(place=place, role__in=list(roles))
    team = Q(place__in=[code for code in place.lineage if code != place.pk], role__in=list(TEAM))
    there = Q(place__in=[region.pk for region in regions], role__in=list(ATTENDING))
    return Seat.objects.in_office().filter(here | team | there).select_related("person", "body", "place")
