"""What may be seen of 监督. What residents write is read by those who handle it; the public sees what became of it."""

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from piaojue.commons.moves import NotYours
from piaojue.commons.people.models import Seat
from piaojue.commons.years.models import Year
from piaojue.stages.deliver.public import Project
from piaojue.stages.supervise.models import Activity, Finding, FindingState
from piaojue.stages.supervise.moves import MOVES

OPEN = [FindingState.OPEN, FindingState.ASSIGNED, FindingState.ANSWERED, FindingState.RETURNED]


def activities_for(by: Seat | None, year: Year) -> QuerySet[Activity]:
    """The year's activities; those not public only for those who supervise or handle."""
    rows = Activity.objects.filter(year=year).select_related("project", "leader__person", "leader__body")
    rows = rows.annotate(found=Count("findings", distinct=True), asked=Count("questions", distinct=True))
    return rows if MOVES.entitled("read_reports", year.place, by) else rows.filter(public=True)


def activity_for(by: Seat | None, pk: int) -> Activity:
    """Raises NotYours."""
    found = Activity.objects.select_related("place", "year__place", "project", "leader__person").filter(pk=pk).first()
    if found is None or not (found.public or MOVES.entitled("read_reports", found.place, by)):
        raise NotYours("activity")
    return found


def findings_for(by: Seat | None, year: Year) -> QuerySet[Finding]:
    """The year's findings; a unit sees its own ones, deputies and volunteers all, the reporter's text is masked elsewhere."""
    rows = Finding.objects.filter(year=year).select_related("project", "assigned_to")
    return rows.order_by("-pk")


def finding_for(by: Seat | None, pk: int) -> Finding:
    """Raises NotYours."""
    rows = Finding.objects.select_related(
        "place",
        "year__place",
        "project__department",
        "assigned_to",
        "activity",
        "closed_by__person",
        "closed_by__body",
        "replied_by__body",
    )
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotYours("finding")
    return found


def may_read_words(finding: Finding, by: Seat | None) -> bool:
    """Whether the text and photos as they were sent may be read: by the reporter and by those who handle or verify it.

    What an activity of the congress side found is public anyway; what residents send in is not.
    """
    if finding.reporter_id is None:
        return True
    mine = by is not None and by.person_id == finding.reporter_id
    return (
        mine or MOVES.entitled("read_reports", finding.place, by) or MOVES.entitled("close_finding", finding.place, by)
    )


def of_project(project: Project) -> dict:
    """What the public page of a project shows: activities and findings, newest first."""
    findings = Finding.objects.filter(project=project).select_related("assigned_to", "closed_by__body").order_by("-pk")
    activities = (
        Activity.objects.filter(project=project, public=True)
        .prefetch_related("photos", "questions__asked_of")
        .select_related("leader__person")
    )
    watches = project.watches.select_related("seat__person")
    return {"findings": findings[:20], "activities": activities[:20], "watches": watches, "tally": tally(findings)}


def tally(findings: QuerySet[Finding]) -> dict[str, int]:
    """Answered, fixed and verified are three numbers (已答复 ≠ 已整改 ≠ 已核实)."""
    return findings.order_by().aggregate(
        found=Count("pk"),
        answered=Count("pk", filter=Q(replied_at__isnull=False)),
        fixed=Count("pk", filter=Q(fixed_at__isnull=False)),
        verified=Count("pk", filter=Q(state=FindingState.CLOSED)),
        overdue=Count(
            "pk", filter=Q(state__in=[FindingState.ASSIGNED, FindingState.RETURNED], due__lt=timezone.localdate())
        ),
    )
