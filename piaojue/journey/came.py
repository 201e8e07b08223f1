"""What came of suggestions, each in a line: 已入选 · 实施中 74%, with lamp and photo. A fixed number of queries for a page of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F
from django.utils.translation import gettext as _

from piaojue.commons.evidence.models import Upload
from piaojue.commons.words import said
from piaojue.stages.deliver.public import Project, latest_photos
from piaojue.stages.group.public import Link
from piaojue.stages.shortlist.public import Outcome
from piaojue.stages.suggest.public import Suggestion


@dataclass(frozen=True)
class Came:
    """words: how far it has come; project and photo: once it is one of the year's projects; answer: what it was told."""

    words: str
    project: Project | None = None
    photo: Upload | None = None
    answer: str = ""


def came_of(suggestions: Iterable[Suggestion]) -> dict[int, Came]:
    """Suggestion id → what came of it."""
    rows = list(suggestions)
    links = Link.objects.filter(suggestion__in=rows, ended_at=None).values_list("suggestion_id", "demand_id")
    demand_of = dict(links)
    behind = Project.objects.filter(dossier__demands__in=demand_of.values()).annotate(asked=F("dossier__demands"))
    projects: dict[int, Project] = {project.asked: project for project in behind}
    outcomes = {row.demand_id: row for row in Outcome.objects.filter(demand__in=demand_of.values())}
    photos = latest_photos(projects.values())
    return {row.pk: _came(row, demand_of.get(row.pk), projects, outcomes, photos) for row in rows}


def _came(
    suggestion: Suggestion,
    demand: int | None,
    projects: dict[int, Project],
    outcomes: dict[int, Outcome],
    photos: dict[int, Upload],
) -> Came:
    if demand is None:
        return Came(said(suggestion.get_state_display()))
    if project := projects.get(demand):
        return Came(_("已入选"), project, photos.get(project.pk))
    if outcome := outcomes.get(demand):
        return Came(said(outcome.get_disposition_display()), answer=outcome.answer)
    return Came(_("已归并，等待答复"))
