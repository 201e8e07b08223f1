"""今天要办 of the formal ways: deputies' suggestions, 质询, 审议意见."""

from collections.abc import Iterable, Mapping

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.commons.todo import Day, Task, dated, waiting
from piaojue.commons.years.models import not_voided
from piaojue.stages.supervise.hearing import next_way, ways_of
from piaojue.stages.supervise.kinds import EXECUTORS, ActivityKind
from piaojue.stages.supervise.models import (
    Activity,
    ActivityState,
    DeputySuggestion,
    Interpellation,
    InterpellationState,
    ReviewOpinion,
    ReviewState,
    SuggestionState,
)
from piaojue.stages.supervise.moves import MOVES
from piaojue.stages.supervise.moves_hearing import HANDING
from piaojue.stages.supervise.moves_interpellation import OFFICE as INTERPELLATION_OFFICE
from piaojue.stages.supervise.moves_interpellation import SIGNERS
from piaojue.stages.supervise.moves_opinion import GOVERNMENT
from piaojue.stages.supervise.moves_opinion import OFFICE as OPINION_OFFICE
from piaojue.stages.supervise.moves_suggestion import HANDLERS

MOST = 10


@waiting
def suggestions(seat: Seat) -> Iterable[Task]:
    """The office gives them out, the unit answers by the day, the deputy says whether the answer will do."""
    rows = DeputySuggestion.objects.filter(not_voided()).order_by("due", "pk")
    if seat.role in HANDLERS:
        for row in rows.filter(place=seat.place, state=SuggestionState.RAISED)[:MOST]:
            yield Task("交办代表建议", reverse("assign_suggestion", args=[row.pk]), note=row.title)
    if seat.role in EXECUTORS:
        for row in rows.filter(assigned_to__in=seat.speaks_for, state=SuggestionState.ASSIGNED)[:MOST]:
            yield Task(
                "答复代表建议",
                reverse("answer_suggestion", args=[row.pk]),
                due=row.due,
                urgent=row.returned > 0,
                note=row.title,
            )
    if seat.role == Role.DEPUTY:
        for row in rows.filter(created_by__person=seat.person_id, state=SuggestionState.ANSWERED)[:MOST]:
            yield Task("评价建议的答复", reverse("rate_suggestion", args=[row.pk]), note=row.title)


@waiting
def interpellations(seat: Seat) -> Iterable[Task]:
    """Members who began one submit it; the unit answers; who signed says whether it will do; the office concludes."""
    rows = Interpellation.objects.filter(not_voided()).order_by("due", "pk")
    if seat.role in SIGNERS:
        yield from _of_signers(seat, rows)
    if seat.role in EXECUTORS:
        for row in rows.filter(asked_of__in=seat.speaks_for, state=InterpellationState.ASKED)[:MOST]:
            address = reverse("answer_interpellation", args=[row.pk])
            yield Task("答复质询", address, due=row.due, urgent=True, note=row.title)
    if seat.role in INTERPELLATION_OFFICE:
        for row in rows.filter(place=seat.place, state=InterpellationState.ANSWERED)[:MOST]:
            yield Task("办结质询", row.get_absolute_url(), note=row.title)


def _of_signers(seat: Seat, rows: QuerySet[Interpellation]) -> Iterable[Task]:
    mine = rows.filter(signatures__seat=seat)
    signed = rows.filter(signatures__seat__person=seat.person_id).values("pk")
    for row in rows.filter(place=seat.place, state=InterpellationState.GATHERING).exclude(pk__in=signed)[:MOST]:
        if MOVES.may("sign_interpellation", row, seat):
            yield Task(_("请您联名：%(title)s") % {"title": row.title}, row.get_absolute_url())
    for row in mine.filter(state=InterpellationState.GATHERING, created_by=seat)[:MOST]:
        yield Task("联名并提出质询案", row.get_absolute_url(), note=row.title)
    for row in mine.filter(state=InterpellationState.ANSWERED)[:MOST]:
        if row.signatures.filter(seat=seat).exclude(content__isnull=False, round=row.rounds).exists():
            yield Task("对质询的答复表示意见", reverse("judge_answer", args=[row.pk]), note=row.title)


def _reports_ahead(seat: Seat) -> QuerySet[Activity]:
    rows = Activity.objects.filter(not_voided(), place=seat.place, kind=ActivityKind.REPORT)
    rows = rows.exclude(state=ActivityState.CANCELLED).filter(held_on__gte=timezone.localdate())
    return rows.select_related("place").order_by("held_on", "pk")


@waiting
def hearings(seat: Seat) -> Iterable[Task]:
    """A report that the standing committee hears goes its ways by their days, until the meeting (监督法 15)."""
    if seat.role not in HANDING:
        return
    for row in _reports_ahead(seat).filter(to_members_on=None)[:MOST]:
        step = next_way(row)
        if step and MOVES.may("hand_on_report", row, seat):
            yield Task(step.says, reverse("hand_on_report", args=[row.pk]), due=step.due, note=row.title)


@dated
def days_of_reports(seat: Seat) -> Iterable[Day]:
    """The same days in the calendar, beside the meeting that they are counted from."""
    if seat.role not in HANDING:
        return
    for row in _reports_ahead(seat)[:MOST]:
        yield Day("听取专项报告", row.held_on, url=row.get_absolute_url(), note=row.title)
        for step in ways_of(row):
            if step.on is None:
                yield Day(step.says, step.due, url=row.get_absolute_url(), note=row.title, fixed=step.source)


AT_THE_OFFICE = {
    ReviewState.ADOPTED: ("转送审议意见", "send_opinion"),
    ReviewState.HANDLED: ("登记委员会意见", "comment_opinion"),
    ReviewState.REPORTED: ("公布审议意见", "review_opinion"),
}
AT_THE_GOVERNMENT = {
    ReviewState.SENT: ("研究处理审议意见", "handle_opinion"),
    ReviewState.COMMENTED: ("书面报告研究处理情况", "report_handling"),
}


@waiting
def opinions(seat: Seat) -> Iterable[Task]:
    """Whose turn it is in the chain of 监督法 17, with the day by which the government reports."""
    rows = ReviewOpinion.objects.filter(not_voided()).order_by("due", "pk")
    if seat.role in OPINION_OFFICE:
        yield from _turns(AT_THE_OFFICE, rows.filter(place=seat.place))
    if seat.role in GOVERNMENT:
        yield from _turns(AT_THE_GOVERNMENT, rows.filter(sent_to__in=seat.speaks_for))


def _turns(turns: Mapping[ReviewState, tuple[str, str]], rows: QuerySet[ReviewOpinion]) -> Iterable[Task]:
    for row in rows.filter(state__in=turns)[:MOST]:
        label, address = turns[ReviewState(row.state)]
        yield Task(label, reverse(address, args=[row.pk]), due=row.due, note=row.report)
