"""What people said knowingly about 领域 and 部门, for those proposals to learn from (`Lesson`)."""

from collections.abc import Iterable

from django.db.models import Count, Max, QuerySet, Sum

from piaojue.commons.places.models import Place
from piaojue.stages.group.models import GONE, Demand, Lesson, Link, Matter
from piaojue.stages.suggest.public import SOURCES, Decided, Mark, Source
from piaojue.stages.suggest.public import Category as Field


def living(place: Place) -> QuerySet[Lesson]:
    """Lessons of real years that nobody took back, of demands that still stand."""
    rows = Lesson.objects.filter(place=place, ended_at=None, demand__year__standing="real")
    return rows.exclude(demand__state__in=GONE)


def mark(place: Place) -> Mark:
    """How many lessons there are, what changes with every correction of a demand, how many lessons were taken back."""
    lessons = Lesson.objects.filter(place=place).aggregate(last=Max("pk"), undone=Count("ended_at"))
    versions = Demand.objects.filter(place=place).aggregate(sum=Sum("version"))
    return Mark(living(place).count(), (lessons["last"] or 0) + (versions["sum"] or 0), lessons["undone"])


def rows(place: Place, most: int) -> Iterable[Decided]:
    """The latest messages of demands with lessons; what a lesson says counts as long as the demand still says it."""
    lessons = living(place)
    said = {
        (demand, matter): label
        for demand, matter, label in lessons.order_by("pk").values_list("demand_id", "matter", "label")
    }
    links = Link.objects.filter(demand__in=lessons.values("demand"), ended_at=None).order_by("-pk")
    columns = links.values_list(
        "suggestion__title", "suggestion__content", "demand_id", "demand__category", "demand__department__name"
    )
    for title, content, demand, category, department in reversed(columns[:most]):
        field = category if said.get((demand, Matter.CATEGORY)) == category != Field.OTHER else ""
        body = department if department and said.get((demand, Matter.DEPARTMENT)) == department else ""
        if field or body:
            yield Decided(title, content, field, body)


SOURCES.append(Source(mark, rows))
