"""今天要办: findings to assign, to answer, to verify; questions to answer."""

from collections.abc import Iterable

from django.utils import timezone

from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.commons.todo import Task, waiting
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import Stage
from piaojue.stages.deliver.public import ALIVE, Lamp, Project
from piaojue.stages.supervise.models import Activity, ActivityKind, Finding, FindingState, Question, Watch
from piaojue.stages.supervise.moves import CLERKS, EXECUTORS, MOVES, SEASON


@waiting
def handling(seat: Seat) -> Iterable[Task]:
    """Clerks: what residents and supervisors found and nobody has yet."""
    if seat.role not in CLERKS:
        return
    for year in Year.objects.filter(place=seat.place, stage__in=SEASON).select_related("place"):
        at, found = f"{year.get_absolute_url()}findings/", Finding.objects.filter(year=year)
        yield Task(
            "交办问题",
            f"{at}?state=open",
            count=found.filter(state=FindingState.OPEN).count(),
            urgent=True,
            note=str(year),
        )
        waiting_for = found.filter(state=FindingState.ANSWERED, fixed_at__isnull=False).count()
        yield Task("核实整改", f"{at}?state=answered", count=waiting_for, note=str(year))


@waiting
def answering(seat: Seat) -> Iterable[Task]:
    """The units: findings and questions with their due dates."""
    if seat.role not in EXECUTORS:
        return
    states = [FindingState.ASSIGNED, FindingState.RETURNED]
    for finding in (
        Finding.objects.filter(assigned_to=seat.body_id, state__in=states)
        .select_related("project")
        .order_by("due")[:10]
    ):
        yield Task(
            f"整改问题：{finding.project}",
            finding.get_absolute_url(),
            due=finding.due,
            urgent=finding.severity == "urgent" or finding.returned > 0,
        )
    for question in Question.objects.filter(asked_of=seat.body_id, state="open").order_by("due")[:10]:
        yield Task(f"答复询问：{question.text[:20]}", f"/inquiries/{question.pk}/answer/", due=question.due)


@waiting
def looking(seat: Seat) -> Iterable[Task]:
    """Volunteers: projects they have not visited this month. Deputies: projects they adopted that are in trouble."""
    if seat.role == Role.VOLUNTEER:
        month = timezone.localdate().replace(day=1)
        for year in Year.objects.filter(place=seat.place, stage=Stage.DELIVERING).select_related("place"):
            visited = Activity.objects.filter(
                year=year, kind=ActivityKind.PATROL, leader=seat, held_on__gte=month
            ).values("project")
            for project in (
                Project.objects.filter(year=year, state__in=ALIVE).exclude(pk__in=visited).order_by("no")[:12]
            ):
                yield Task(f"本月巡查：{project}", f"{project.get_absolute_url()}patrol/", note=str(year))
    if seat.role == Role.DEPUTY:
        for watch in Watch.objects.filter(seat=seat, project__lamp=Lamp.RED, project__state__in=ALIVE).select_related(
            "project__year__place"
        )[:5]:
            yield Task(
                f"您认领的项目亮红灯：{watch.project}", watch.project.get_absolute_url(), note=str(watch.project.year)
            )


@waiting
def verifying(seat: Seat) -> Iterable[Task]:
    """Who found a problem looks whether it is put right."""
    rows = Finding.objects.filter(
        created_by=seat, reporter=None, state=FindingState.ANSWERED, fixed_at__isnull=False
    ).select_related("project")
    for finding in rows[:10]:
        if MOVES.entitled("close_finding", finding.place, seat):
            yield Task(f"核实整改：{finding.project}", finding.get_absolute_url())
