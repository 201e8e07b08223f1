"""回音壁: what was asked beside what was answered, and what came of it. A fixed number of queries for a page of answers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import F, Min

from piaojue.commons.evidence.models import Upload
from piaojue.commons.tallies.queries import numbers
from piaojue.commons.years.models import Year
from piaojue.journey import queries
from piaojue.stages.deliver.public import Project, photo_pairs
from piaojue.stages.group.public import Link
from piaojue.stages.shortlist.public import Disposition, Outcome
from piaojue.stages.suggest.public import Suggestion, public_suggestions


@dataclass(frozen=True)
class Echo:
    """One answer with what it answers.

    asked:         the first suggestion that everybody may read
    voices:        how many suggestions stand behind the demand
    project:       what it became
    before, after: photos of the project, the earliest and the newest, where there are two
    """

    outcome: Outcome
    asked: Suggestion | None
    voices: int
    project: Project | None
    before: Upload | None
    after: Upload | None


def echoes_of(outcomes: Iterable[Outcome]) -> list[Echo]:
    """In the same order."""
    rows = list(outcomes)
    demands = [row.demand_id for row in rows]
    asked, voices = _first_words(demands), queries.suggestions_of(demands)
    named = Project.objects.filter(dossier__demands__in=demands).annotate(asked=F("dossier__demands"))
    projects: dict[int, Project] = {project.asked: project for project in named}
    photos = photo_pairs(projects.values())
    return [_echo(row, asked, voices, projects, photos) for row in rows]


def _echo(
    outcome: Outcome,
    asked: dict[int, Suggestion],
    voices: dict[int, int],
    projects: dict[int, Project],
    photos: dict[int, tuple[Upload, Upload]],
) -> Echo:
    demand = outcome.demand_id
    project = projects.get(demand)
    before, after = photos.get(project.pk, (None, None)) if project else (None, None)
    return Echo(outcome, asked.get(demand), voices.get(demand, 0), project, before, after)


def _first_words(demands: Sequence[int]) -> dict[int, Suggestion]:
    """Demand id → the first public suggestion in it."""
    links = Link.objects.filter(demand__in=demands, ended_at=None, suggestion__in=public_suggestions()).order_by()
    first = dict(links.values("demand").annotate(first=Min("suggestion")).values_list("demand", "first"))
    rows = Suggestion.objects.select_related("spot").in_bulk(first.values())
    return {demand: rows[pk] for demand, pk in first.items()}


def by_disposition(year: Year | None) -> list[tuple[str, str, int, int]]:
    """(key, 去向, how many demands, of the most frequent in %) of a year or of all that count, most first; kept numbers."""
    years = [year.pk] if year else list(Year.real.values_list("pk", flat=True))
    kept = numbers(years, "outcomes.disposition")
    sums: dict[str, int] = {}
    for key in years:
        for disposition, number in kept.kinds("outcomes.disposition", key).items():
            sums[disposition] = sums.get(disposition, 0) + number
    most = max(sums.values(), default=0)
    names = dict(Disposition.choices)
    lines = sorted(sums.items(), key=lambda line: -line[1])
    return [(key, str(names.get(key, key)), number, round(100 * number / most)) for key, number in lines if most]
