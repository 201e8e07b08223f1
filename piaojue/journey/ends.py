"""Which projects were due by now, and which were done by the day that was voted on (docs/domain.md#measures)."""

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast, Substr
from django.utils import timezone

from piaojue.stages.deliver.public import ACCEPTED, Baseline, Project, ProjectState, Report

OVER = (*ACCEPTED, ProjectState.TERMINATED)
"""States in which nothing more is expected of this year."""
WHOLE = 100
"""Per cent of a report that says that all is done."""


def _promised(projects: QuerySet[Project]) -> QuerySet[Project]:
    """With the day that was voted on; one that another project took the place of promises nothing."""
    voted = Baseline.objects.filter(project=OuterRef("pk"), number=1).values("due")[:1]
    return projects.filter(replaced_by=None).annotate(promised=Subquery(voted)).exclude(promised=None)


def of_those_due(projects: QuerySet[Project]) -> QuerySet[Project]:
    """Projects with a voted day that is over, or that are accepted or ended."""
    return _promised(projects).filter(Q(promised__lt=timezone.localdate()) | Q(state__in=OVER))


def of_those_on_time(projects: QuerySet[Project]) -> QuerySet[Project]:
    """Completed, and reported whole by the month of the voted day, or accepted by that day."""
    month = Substr(Cast(OuterRef("promised"), CharField()), 1, len("2026-05"))
    whole = Report.objects.filter(project=OuterRef("pk"), percent__gte=WHOLE, month__lte=month)
    done = of_those_due(projects).filter(state=ProjectState.COMPLETED)
    return done.filter(Exists(whole) | Q(accepted_on__lte=F("promised")))
