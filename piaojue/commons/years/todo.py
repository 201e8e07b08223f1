"""今天要办: what gates lack, years ready to go on, 四问 to answer."""

from collections.abc import Iterable

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from engines.law import CLOCKS, cited, deadline
from piaojue.commons.people.models import Seat
from piaojue.commons.todo import Day, Task, dated, waiting
from piaojue.commons.years.models import Answer, Checkpoint, Year, not_voided
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
def further_answers(seat: Seat) -> Iterable[Task]:
    """What the guidance group asked further of this region."""
    if not MOVES.entitled("answer_follow_up", seat.place, seat):
        return
    owed = Answer.objects.filter(not_voided("checkpoint__year"), place=seat.place, follow_up_reply="")
    for answer in owed.exclude(follow_up="").select_related("checkpoint__year__place"):
        url = reverse("answer_follow_up", args=[answer.pk])
        title = answer.checkpoint.title
        yield Task(f"答复追问：{title}", url, due=answer.follow_up_due, note=str(answer.checkpoint.year))


@waiting
def answers_to_judge(seat: Seat) -> Iterable[Task]:
    """Answers that nobody has judged yet, question by question."""
    if not MOVES.entitled("judge_answer", seat.place, seat):
        return
    points = Checkpoint.objects.filter(not_voided(), year__place=seat.place)
    points = points.annotate(new=Count("answers", filter=Q(answers__verdict=""))).filter(new__gt=0)
    for point in points.select_related("year__place"):
        yield Task(f"评价四问答复：{point.title}", point.get_absolute_url(), count=point.new, note=str(point.year))


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


@dated
def closings_and_gates(seat: Seat) -> Iterable[Day]:
    """When a collection closes, when the next gate is usually passed, until when the government publishes."""
    if seat.role not in GATE_ROLES:
        return
    for year in Year.objects.filter(place=seat.place).exclude(stage=Stage.ARCHIVED).select_related("place"):
        road = f"{year.page('year_road')}#next"
        if year.stage == Stage.SOLICITING and year.solicit_until:
            moves = year.page("set_year") if MOVES.entitled("set_year", year.place, seat) else ""
            yield Day("征集截止", year.solicit_until, url=road, note=str(year), moves=moves)
        gate = next_gate(year.road, year.stage)
        if gate and (end := gate.usual_end(year.number)):
            yield Day(f"关口：{year.term(gate.label)}", end, url=road, note=f"{year}，通常 {gate.usual}")
        passage = year.passages.order_by("-at").first() if year.stage == Stage.ANNOUNCING else None
        if passage and not year.place.is_subdistrict:
            clock = CLOCKS["disclosure"]
            last = deadline(clock, timezone.localdate(passage.at))
            yield Day("行政机关主动公开入选项目的最后一天", last, url=road, note=str(year), fixed=cited(clock.sources))
