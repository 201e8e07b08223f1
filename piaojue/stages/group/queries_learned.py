"""What may be seen of lessons about fields and departments."""

from django.db.models import Exists, OuterRef, QuerySet

from piaojue.commons.moves import NotYours
from piaojue.commons.places.models import Place
from piaojue.commons.years.models import Year
from piaojue.stages.group.learning import living
from piaojue.stages.group.models import Demand, DemandState, Lesson, Matter
from piaojue.stages.group.queries import demands_for
from piaojue.stages.suggest.public import Category

SHOWN = 50


def lessons(place: Place) -> QuerySet[Lesson]:
    """The latest lessons that count."""
    return living(place).select_related("demand", "seat__person").order_by("-pk")[:SHOWN]


def lesson(pk: int) -> Lesson:
    """One lesson. Raises NotYours when there is none."""
    row = Lesson.objects.select_related("demand__year__place", "demand__place").filter(pk=pk).first()
    if row is None:
        raise NotYours("lesson")
    return row


def unconfirmed(year: Year) -> QuerySet[Demand]:
    """Open demands with a field that nobody changed, chose or confirmed, newest first."""
    known = Lesson.objects.filter(
        demand=OuterRef("pk"), ended_at=None, matter=Matter.CATEGORY, label=OuterRef("category")
    )
    rows = demands_for(None, year).filter(~Exists(known), state=DemandState.OPEN)
    return rows.exclude(category=Category.OTHER).order_by("-pk")
