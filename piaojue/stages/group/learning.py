"""What clerks decided about 领域 and 部门, for those proposals to learn from."""

from collections.abc import Iterable

from django.db.models import Max, Sum

from piaojue.commons.places.models import Place
from piaojue.stages.group.models import GONE, Demand, Link
from piaojue.stages.suggest.public import SOURCES, Category, Decided, Source


def mark(place: Place) -> tuple[int, int]:
    """(messages in demands, a number that changes with every correction)."""
    links = Link.objects.filter(demand__place=place, demand__year__standing="real", ended_at=None)
    versions = Demand.objects.filter(place=place).aggregate(sum=Sum("version"), last=Max("pk"))
    return links.count(), (versions["sum"] or 0) + (versions["last"] or 0)


def rows(place: Place, most: int) -> Iterable[Decided]:
    """The latest messages with their demand's field and department; 其他 is no decision."""
    links = Link.objects.filter(demand__place=place, demand__year__standing="real", ended_at=None).exclude(
        demand__state__in=GONE
    )
    decided = links.order_by("-pk").values_list(
        "suggestion__title", "suggestion__content", "demand__category", "demand__department__name"
    )
    for title, content, category, department in reversed(decided[:most]):
        yield Decided(title, content, "" if category == Category.OTHER else category, department or "")


SOURCES.append(Source(mark, rows))
