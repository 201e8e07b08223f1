"""今天要办: what gates lack, years ready to go on, 四问 to answer."""

from collections.abc import Iterable

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from piaojue.commons.people.models import Seat
from piaojue.commons.todo import Task, waiting
from piaojue.commons.years.models import Checkpoint, Year, not_voided
from piaojue.commons.years.moves import MOVES
from piaojue.commons.years.queries import asked_of
from piaojue.commons.years.road import Stage, next_gate, roads_of
from piaojue.commons.years.turns import GATE_ROLES, Turns


@waiting
def gates_ahead(seat: Seat) -> Iterable[Task]:
    """What the next gate of each year lacks: for who supplies it, and for who waits for that."""
    if seat.role not in GATE_ROLES:
        return
    for year in Year.objects.filter(place=seat.place).exclude(stage=Stage.ARCHIVED).select_related("place"):
        if gate := next_gate(year.road, year.stage):
            yield from Turns(year, gate).tasks_of(seat)


@waiting
def questions_to_answer(seat: Seat) -> Iterable[Task]:
    if not MOVES.entitled("answer_checkpoint", seat.place, seat):
        return
    asked = Checkpoint.objects.filter(not_voided(), year__place__pk=seat.place.parent_id)
    asked = asked.exclude(answers__place=seat.place)
    for point in asked.select_related("year__place"):
        yield Task(f"答复{point.title}", point.get_absolute_url(), due=point.due, note=str(point.year))


@waiting
def answers_overdue(seat: Seat) -> Iterable[Task]:
    """Who asks the 四问 sees which regions still owe an answer."""
    if not MOVES.entitled("ask_checkpoint", seat.place, seat):
        return
    below = len(asked_of(seat.place))
    late = (
        Checkpoint.objects.filter(not_voided(), year__place=seat.place, due__lt=timezone.localdate())
        .annotate(answered=Count("answers"))
        .select_related("year__place")
    )
    for point in late:
        if point.answered < below:
            yield Task(
                f"催答{point.title}",
                point.year.page("checkpoints"),
                due=point.due,
                note=f"还有 {below - point.answered} 个地区没有答复",
            )


@waiting
def first_year_to_open(seat: Seat) -> Iterable[Task]:
    may = bool(roads_of(seat.place)) and MOVES.entitled("open_year", seat.place, seat)
    if may and not Year.real.filter(place=seat.place).exists():
        yield Task("开启第一个年度", reverse("open_year"), urgent=True, note=seat.place.name)
