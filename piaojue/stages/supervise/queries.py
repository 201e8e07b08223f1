"""What may be seen of 监督. What residents write is read by those who handle it; the public sees what became of it."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from piaojue.commons.moves import NotYours
from piaojue.commons.people.models import BodyKind, Seat
from piaojue.commons.places.models import Place
from piaojue.commons.years.models import Year
from piaojue.stages.deliver.public import Project
from piaojue.stages.supervise.covering import activities_about, in_regions, projects_of_activity
from piaojue.stages.supervise.models import HELD, Activity, Assessment, Finding, FindingState, Question
from piaojue.stages.supervise.moves import MOVES

ANSWERING = (BodyKind.DEPARTMENT, BodyKind.GOVERNMENT)
"""Kinds of bodies that answer questions."""


def project_with(pk: int) -> Project:
    """One project, public. Raises NotYours where there is none."""
    return _one(Project.objects.select_related("place", "year__place"), pk=pk)


def _one(rows: QuerySet, **which: object) -> Any:
    row = rows.filter(**which).first()
    if row is None:
        raise NotYours(rows.model._meta.model_name)
    return row


def regions_in(year: Year) -> QuerySet[Place]:
    """Places below with a year of the same number of their own."""
    years = Year.objects.filter(number=year.number, standing=year.standing, place__code__startswith=year.place_id)
    return Place.objects.filter(pk__in=years.exclude(place=year.place).values("place")).order_by("code")


def projects_in(year: Year) -> QuerySet[Project]:
    """What a finding of the year may be about."""
    return Project.objects.filter(year=year).order_by("no")


def projects_seen(activity: Activity) -> QuerySet[Project]:
    """What a finding of an activity may be about: its project, or any of the year."""
    if activity.regions.exists():
        own = list(projects_of_activity(activity))
        return Project.objects.filter(Q(pk__in=in_regions(activity)) | Q(pk__in=own)).order_by("place_id", "no")
    if activity.project_id:
        return Project.objects.filter(pk=activity.project_id)
    if activity.projects.exists():
        return activity.projects.order_by("no")
    return projects_in(activity.year)


def activities_for(by: Seat | None, year: Year) -> QuerySet[Activity]:
    """The year's activities; those not public only for those who handle, or have part in them."""
    from_above = Activity.regions.through.objects.filter(place=year.place).values("activity")
    above = Q(year__number=year.number, year__standing=year.standing, public=True, pk__in=from_above)
    rows = Activity.objects.filter(Q(year=year) | above).select_related("project", "leader__person", "leader__body")
    rows = rows.annotate(found=Count("findings", distinct=True), asked=Count("questions", distinct=True))
    return rows if MOVES.entitled("read_reports", year.place, by) else rows.filter(Q(public=True) | _has_part(by))


def _has_part(by: Seat | None) -> Q:
    """Activities that this seat recorded, leads or takes part in: it reads them before the office publishes them."""
    if by is None:
        return Q(pk__in=[])
    named = Activity.members.through.objects.filter(seat=by).values("activity")
    return Q(created_by=by) | Q(leader=by) | Q(pk__in=named)


def may_read_activity(activity: Activity, by: Seat | None) -> bool:
    if activity.public or MOVES.entitled("read_reports", activity.place, by):
        return True
    return Activity.objects.filter(_has_part(by), pk=activity.pk).exists()


def held_activities(year: Year) -> QuerySet[Activity]:
    """Those that took place: what is only suggested, arranged or called off is none."""
    return Activity.objects.filter(year=year, state__in=HELD)


def activity_for(by: Seat | None, pk: int) -> Activity:
    """Raises NotYours."""
    activity = _one(Activity.objects.select_related("place", "year__place", "project", "leader__person"), pk=pk)
    if not may_read_activity(activity, by):
        raise NotYours("activity")
    return activity


def question_for(by: Seat | None, pk: int) -> Question:
    """One question and what it belongs to, public. Raises NotYours where there is none."""
    return _one(Question.objects.select_related("place", "year__place", "activity", "asked_of"), pk=pk)


def questions_for(by: Seat | None, activity: Activity) -> list[Question]:
    """Its questions with their answers; `may_rate`, `may_follow`: whether the seat rates the answer, asks further."""
    rows = list(activity.questions.select_related("asked_of", "answered_by__person", "created_by"))
    for row in rows:
        row.activity, row.place, row.year = activity, activity.place, activity.year
        row.may_rate = MOVES.may("rate_answer", row, by)  # type: ignore[attr-defined]  # for the page alone
        row.may_follow = MOVES.may("follow_up_question", row, by)  # type: ignore[attr-defined]
    return rows


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
        "rests_on__person",
        "rests_on__body",
        "replied_by__body",
    )
    return _one(rows, pk=pk)


def may_read_words(finding: Finding, by: Seat | None) -> bool:
    """Whether the text and photos as they were sent may be read: by the reporter and by those who handle or verify it.

    What an activity of the congress side found is public anyway; what residents send in is not.
    """
    if not finding.is_reported:
        return True
    own = by is not None and by.person_id == finding.reporter_id
    lines = ("read_reports", "assess_mending")
    return own or any(MOVES.entitled(line, finding.place, by) for line in lines)


def all_assessments_of(finding: Finding) -> QuerySet[Assessment]:
    """What was said of every mending, of earlier ones too."""
    return finding.assessments.select_related(
        "place", "year__place", "finding", "created_by__person", "created_by__body"
    )


def assessments_of(finding: Finding) -> QuerySet[Assessment]:
    """What deputies and volunteers said of the mending that was reported last."""
    rows = Assessment.objects.filter(finding=finding, turn=finding.returned)
    return rows.select_related("created_by__person", "created_by__body")


def of_project(project: Project) -> dict:
    """What the public page of a project shows: activities and findings, newest first."""
    findings = Finding.objects.filter(project=project).select_related("assigned_to", "closed_by__body").order_by("-pk")
    activities = (
        activities_about(project)
        .filter(public=True, state__in=HELD)
        .prefetch_related("photos", "questions__asked_of")
        .select_related("leader__person")
    )
    watches = project.watches.select_related("seat__person")
    return {"findings": findings[:20], "activities": activities[:20], "watches": watches, "tally": tally(findings)}


def tally(findings: QuerySet[Finding]) -> dict[str, int]:
    """Answered, fixed, verified and dismissed are four numbers (已答复 ≠ 已整改 ≠ 已核实 ≠ 不予交办)."""
    return findings.order_by().aggregate(
        found=Count("pk"),
        answered=Count("pk", filter=Q(replied_at__isnull=False)),
        fixed=Count("pk", filter=Q(fixed_at__isnull=False)),
        verified=Count("pk", filter=Q(state=FindingState.CLOSED)),
        dismissed=Count("pk", filter=Q(state=FindingState.DISMISSED)),
        overdue=Count(
            "pk", filter=Q(state__in=[FindingState.ASSIGNED, FindingState.RETURNED], due__lt=timezone.localdate())
        ),
    )
