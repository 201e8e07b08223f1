"""What a person says knowingly of a demand's field and department is kept as lessons, which can be taken back."""

from collections.abc import Mapping

from django.utils import timezone

from piaojue.commons.acting import acting, locked
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.stages.group.models import Demand, Lesson, Matter
from piaojue.stages.group.moves import MOVES
from piaojue.stages.suggest.public import Category

Labels = Mapping[str, str]
"""Matter → label; empty: none."""


def labels_of(category: str, department: object | None) -> Labels:
    """The labels as lessons keep them; 其他 is none."""
    field = "" if category == Category.OTHER else category
    return {Matter.CATEGORY: field, Matter.DEPARTMENT: str(getattr(department, "name", ""))}


def teach(demand: Demand, before: Labels, labels: Labels, by: Seat | None) -> None:
    """Keep what was said otherwise than it stood before."""
    said = {matter: label for matter, label in labels.items() if label and label != before.get(matter, "")}
    _keep(demand, before, said, by)


def _keep(demand: Demand, before: Labels, labels: Labels, by: Seat | None) -> None:
    Lesson.objects.bulk_create(
        Lesson(place=demand.place, demand=demand, matter=matter, before=before.get(matter, ""), label=label, seat=by)
        for matter, label in labels.items()
    )


def confirm_field(*, demand: Demand, by: Seat) -> Demand:
    """Field and department stand as they were proposed, and somebody has looked at them: now they are learned.

    raises: NotYours; Refused: nothing is left to be confirmed
    """
    with acting(MOVES["confirm_field"], demand, by) as act:
        demand = act.thing
        act.leave()
        labels = labels_of(demand.category, demand.department)
        known = dict(demand.lessons.filter(ended_at=None).order_by("pk").values_list("matter", "label"))
        new = {matter: label for matter, label in labels.items() if label and known.get(matter) != label}
        if not new:
            raise Refused("这条诉求的领域和部门已经核对过")
        _keep(demand, new, new, by)
        act.note(**{str(matter): label for matter, label in new.items()})
    return demand


def unlearn(*, lesson: Lesson, by: Seat) -> Lesson:
    """One lesson is learned no more; the demand stays as it is. Raises NotYours; Refused: taken back already."""
    with acting(MOVES["unlearn"], lesson.demand, by) as act:
        act.leave()
        lesson = locked(lesson)
        if lesson.ended_at is not None:
            raise Refused("这一条已经不再学了")
        lesson.ended_at = timezone.now()
        lesson.save(update_fields=["ended_at"])
        act.note(lesson=lesson.pk, matter=lesson.matter, label=lesson.label)
    return lesson
