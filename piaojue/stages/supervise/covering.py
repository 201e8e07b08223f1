"""Which projects an activity is about: one, several, or all of its year."""

from django.db.models import Q, QuerySet

from piaojue.stages.deliver.public import Project
from piaojue.stages.supervise.models import Activity


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
