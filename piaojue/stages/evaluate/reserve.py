"""结转: what a year leaves to the next one."""

from typing import Any

from django.db.models import Q

from piaojue.commons.years.models import Year
from piaojue.stages.deliver.public import Project, ProjectState
from piaojue.stages.evaluate.models import Rectification, RectificationState
from piaojue.stages.evaluate.values import Carried
from piaojue.stages.group.public import Demand
from piaojue.stages.shortlist.public import PUT_OFF, Dossier, DossierState

FINISHED = (ProjectState.COMPLETED, ProjectState.MOSTLY, ProjectState.TERMINATED)
KINDS = {"dossier": "储备项目", "project": "未完项目", "demand": "明年再议的诉求", "rectification": "未了结的整改"}


def leftovers(year: Year) -> tuple[Carried, ...]:
    """Reserve and not adopted dossiers, unfinished projects, demands put off, rectifications that are not settled."""
    dossiers = Dossier.objects.filter(year=year).filter(
        Q(state=DossierState.RESERVED)
        | Q(
            state=DossierState.CANDIDATE, project=None, results__poll__state="confirmed", results__poll__rehearsal=False
        )
    )
    projects = Project.objects.filter(year=year).exclude(state__in=FINISHED)
    demands = Demand.objects.filter(PUT_OFF, year=year).exclude(dossiers__in=dossiers.values("pk"))
    open_orders = Rectification.objects.filter(
        year=year, state__in=[RectificationState.ORDERED, RectificationState.REPORTED]
    ).select_related("item")
    return (
        *(_line("dossier", row, row.title, _why_reserved(row)) for row in dossiers.distinct()),
        *(_line("project", row, row.title, f"{row.get_state_display()}，进度 {row.progress}%") for row in projects),
        *(_line("demand", row, row.title, _why_put_off(row)) for row in demands.select_related("outcome").distinct()),
        *(
            _line("rectification", row, str(row), f"{row.get_state_display()}，期限 {row.due:%Y-%m-%d}")
            for row in open_orders
        ),
    )


def _why_reserved(dossier: Dossier) -> str:
    return "列入储备库" if dossier.state == DossierState.RESERVED else "票决未入选，列入储备"


def _why_put_off(demand: Demand) -> str:
    return f"{demand.outcome.get_disposition_display()}：{demand.outcome.get_code_display()}"


def _line(kind: str, row: Any, title: str, why: str) -> Carried:
    return Carried(kind, row.pk, title, why, row.get_absolute_url())
