"""今天要办: findings to assign, to answer, to verify; questions to answer."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone

from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.commons.todo import Task, waiting
from piaojue.commons.years.models import Year, not_voided
from piaojue.commons.years.road import Stage
from piaojue.stages.deliver.public import ALIVE, Lamp, Project
from piaojue.stages.supervise import todo_formal as todo_formal  # its lines, too
from piaojue.stages.supervise import todo_procedure as todo_procedure
from piaojue.stages.supervise.models import (
    ENDED,
    Activity,
    ActivityKind,
    ActivityState,
    Finding,
    FindingState,
    Question,
    QuestionState,
    Severity,
    Watch,
)
from piaojue.stages.supervise.moves import CLERKS, EXECUTORS, MOVES, SEASON

MOST = 10
MOST_PATROLS = 12
MOST_WATCHES = 5


@waiting
def handling(seat: Seat) -> Iterable[Task]:
    """Clerks: what residents and supervisors found and nobody has yet."""
    if seat.role not in CLERKS:
        return
    still = Finding.objects.filter(place=seat.place).exclude(state__in=ENDED).values("year")
    years = Year.objects.filter(place=seat.place, stage__in=SEASON, pk__in=still)
    for year in years.select_related("place"):
        findings, page = Finding.objects.filter(year=year), year.page("findings")
        unassigned = findings.filter(state=FindingState.OPEN).count()
        yield Task("交办问题", f"{page}?state=open", count=unassigned, urgent=True, note=str(year))
        fixed = findings.filter(state=FindingState.ANSWERED, fixed_at__isnull=False).count()
        yield Task("核实整改并办结", f"{page}?state=answered", count=fixed, note=str(year))


@waiting
def answering(seat: Seat) -> Iterable[Task]:
    """The units: findings and questions with their due dates."""
    if seat.role not in EXECUTORS:
        return
    states = [FindingState.ASSIGNED, FindingState.RETURNED]
    findings = Finding.objects.filter(not_voided(), assigned_to__in=seat.speaks_for, state__in=states)
    findings = findings.select_related("project")
    for finding in findings.order_by("due")[:MOST]:
        urgent = finding.severity == Severity.URGENT or finding.returned > 0
        yield Task(f"整改问题：{finding.project}", finding.get_absolute_url(), due=finding.due, urgent=urgent)
    questions = Question.objects.filter(not_voided(), asked_of__in=seat.speaks_for, state=QuestionState.OPEN)
    for question in questions.exclude(activity__state=ActivityState.CANCELLED).order_by("due")[:MOST]:
        yield Task(f"答复询问：{question.text[:20]}", reverse("answer_inquiry", args=[question.pk]), due=question.due)


@waiting
def looking(seat: Seat) -> Iterable[Task]:
    """Volunteers: projects they have not visited this month. Deputies: projects they adopted that are in trouble."""
    if seat.role == Role.VOLUNTEER:
        yield from _to_visit(seat)
    if seat.role == Role.DEPUTY:
        watches = Watch.objects.filter(
            not_voided("project__year"), seat=seat, project__lamp=Lamp.RED, project__state__in=ALIVE
        )
        for watch in watches.select_related("project__year__place")[:MOST_WATCHES]:
            words = f"您认领的项目亮红灯：{watch.project}"
            yield Task(words, watch.project.get_absolute_url(), note=str(watch.project.year))


def _to_visit(seat: Seat) -> Iterable[Task]:
    month = timezone.localdate().replace(day=1)
    patrols = Activity.objects.filter(kind=ActivityKind.PATROL, leader=seat, held_on__gte=month)
    for year in Year.objects.filter(place=seat.place, stage=Stage.DELIVERING).select_related("place"):
        visited = patrols.filter(year=year).values("project")
        projects = Project.objects.filter(year=year, state__in=ALIVE).exclude(pk__in=visited).order_by("no")
        if assigned := list(Watch.objects.filter(year=year, seat=seat).values_list("project", flat=True)):
            projects = projects.filter(pk__in=assigned)
        for project in projects[:MOST_PATROLS]:
            yield Task(f"本月巡查：{project}", reverse("patrol", args=[project.code]), note=str(year))


@waiting
def verifying(seat: Seat) -> Iterable[Task]:
    """Who found a problem looks whether it is put right."""
    fixed = Finding.objects.filter(not_voided(), state=FindingState.ANSWERED, fixed_at__isnull=False)
    for finding in fixed.filter(created_by=seat, reporter=None).select_related("project")[:MOST]:
        said = finding.assessments.filter(created_by=seat, turn=finding.returned).exists()
        if not said and MOVES.entitled("assess_mending", finding.place, seat):
            yield Task(f"看过整改后提意见：{finding.project}", finding.get_absolute_url())
