"""今天要办 and 日程 of activities on their way and of the year's plan: whose turn it is, by which day."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from engines.law import Matter
from piaojue.commons.decisions.queries import may_record
from piaojue.commons.people.models import Seat
from piaojue.commons.todo import Day, Task, dated, waiting
from piaojue.commons.years.models import not_voided
from piaojue.stages.supervise.kinds import AT_DESK, CLERKS, EXECUTORS, ActivityKind
from piaojue.stages.supervise.models import (
    OVER,
    Activity,
    ActivityState,
    PlanState,
    Question,
    QuestionState,
    SupervisionPlan,
)
from piaojue.stages.supervise.moves_hearing import HANDING
from piaojue.stages.supervise.procedure import CONCLUDED_WITHIN, open_steps

MOST = 10
MOST_DAYS = 100
FRESH = timedelta(days=30)
"""How long a deputy is asked what an answer is worth; in an inquiry until it is said."""


def _with_what_it_reads(rows: QuerySet[Activity]) -> QuerySet[Activity]:
    rows = rows.select_related("place", "year__place")
    return rows.prefetch_related("questions", "findings", "review_opinions")


@waiting
def proceeding(seat: Seat) -> Iterable[Task]:
    """The office: activities whose day has come, notices not given, and those that can be concluded."""
    if seat.role not in CLERKS:
        return
    today = timezone.localdate()
    rows = Activity.objects.filter(not_voided(), place=seat.place, kind__in=AT_DESK)
    arranged = rows.filter(state=ActivityState.ARRANGED).order_by("held_on", "pk")
    for row in arranged.filter(noticed_on=None, held_on__gt=today)[:MOST]:
        yield Task("通知监督活动", reverse("give_notice", args=[row.pk]), due=row.held_on, note=row.title)
    for row in arranged.filter(held_on__lte=today)[:MOST]:
        yield Task("登记开展情况", reverse("enter_visit", args=[row.pk]), due=row.held_on, note=row.title)
    recorded = rows.filter(state=ActivityState.RECORDED).order_by("held_on", "pk")
    for row in _with_what_it_reads(recorded)[: 3 * MOST]:
        if not open_steps(row):
            due = row.held_on + CONCLUDED_WITHIN
            yield Task("办结监督活动", reverse("conclude_activity", args=[row.pk]), due=due, note=row.title)


@waiting
def answers(seat: Seat) -> Iterable[Task]:
    """Who asked rates the answer; the unit keeps what it assured by the day."""
    rows = Question.objects.filter(not_voided(), state=QuestionState.ANSWERED).order_by("promise_due", "pk")
    fresh = Q(activity__kind=ActivityKind.INQUIRY) | Q(answered_at__gte=timezone.now() - FRESH)
    for row in rows.filter(fresh, created_by=seat, rating="").exclude(activity__state__in=OVER)[:MOST]:
        yield Task("评价答复", reverse("rate_answer", args=[row.pk]), note=row.text[:40])
    if seat.role in EXECUTORS:
        promised = rows.filter(asked_of__in=seat.speaks_for, kept_on=None).exclude(promise="")
        for row in promised[:MOST]:
            yield Task("兑现承诺", reverse("keep_promise", args=[row.pk]), due=row.promise_due, note=row.promise[:40])


@waiting
def plans(seat: Seat) -> Iterable[Task]:
    """The office puts the plan to the meeting and publishes it (监督法 63)."""
    rows = SupervisionPlan.objects.filter(not_voided(), place=seat.place).select_related("year__place")
    if may_record(Matter.ANNUAL_PLAN, seat.place, seat):
        for plan in rows.filter(state=PlanState.DRAFTED, lines__isnull=False).distinct():
            yield Task("提请会议通过监督计划", plan.year.page("decide", Matter.ANNUAL_PLAN.value), note=plan.title)
    if seat.role in CLERKS:
        for plan in rows.filter(state=PlanState.ADOPTED):
            yield Task("公布年度监督计划", plan.get_absolute_url(), note=plan.title)


@dated
def activities_ahead(seat: Seat) -> Iterable[Day]:
    """What is arranged: for the office, and for who leads or takes part."""
    mine = Q(members=seat) | Q(leader=seat)
    if seat.role in CLERKS:
        mine |= Q(place=seat.place)
    rows = Activity.objects.filter(mine, not_voided(), state=ActivityState.ARRANGED).distinct()
    if seat.role in HANDING:
        rows = rows.exclude(kind=ActivityKind.REPORT)  # todo_formal.days_of_reports says its days
    for row in rows.order_by("held_on", "pk")[:MOST_DAYS]:
        moves = reverse("postpone_activity", args=[row.pk]) if seat.role in CLERKS else ""
        yield Day(
            f"{row.get_kind_display()}：{row.title}",
            row.held_on,
            url=row.get_absolute_url(),
            note=row.venue,
            moves=moves,
        )
