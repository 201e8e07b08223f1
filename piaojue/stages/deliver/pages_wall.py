"""The year's big screen: it shows one scene after the other, before the vote the road and the candidates."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from piaojue.commons.tallies.queries import number as tally
from piaojue.commons.web.printed import printed_address
from piaojue.commons.web.request import Request
from piaojue.commons.years.models import Year
from piaojue.commons.years.queries import year_at
from piaojue.stages.deliver import actions, queries
from piaojue.stages.deliver.models import ALIVE, Project, ProjectState
from piaojue.stages.deliver.showing import latest_photos, scenes_of
from piaojue.stages.shortlist.public import candidates_for
from piaojue.stages.suggest.public import COLLECTING, newest_words

WORST_FIRST = ("red", "yellow", "green")
TONES: dict[str, str] = {
    ProjectState.COMPLETED: "green",
    ProjectState.MOSTLY: "yellow",
    ProjectState.UNFINISHED: "red",
    ProjectState.CARRIED: "red",
    ProjectState.TERMINATED: "red",
}
TILES = 12  # as many as can be read from the last row of the hall
CANDIDATES = 10


@require_GET
def wall(request: Request, place: str, number: int) -> HttpResponse:
    """Every project with its lamp, those in trouble first; then each in trouble with its reason, photos, residents' words."""
    year = year_at(request, place, number)
    actions.lamps_daily(year)
    rows = queries.projects_of(year)
    projects = list(rows)
    tiles = sorted(
        ((tone_of(project), project) for project in projects), key=lambda tile: (WORST_FIRST.index(tile[0]), tile[1].no)
    )
    context = {
        "year": year,
        "now": timezone.localtime(),
        "tiles": tiles[:TILES],
        "more": max(0, len(tiles) - TILES),
        "figures": queries.figures(rows),
        "alive": ALIVE,
        "words": newest_words(year),
        **scenes_of(projects, latest_photos(projects)),
        **({} if projects else _before(request, year)),
    }
    return render(request, "deliver/wall.html", context)


def _before(request: Request, year: Year) -> dict:
    """Before anything was chosen: the candidates that everybody may see, how many suggested, and how to do the same."""
    form = f"{year.page('suggest')}?from=qr"
    return {
        "candidates": list(candidates_for(None, year)[:CANDIDATES]),
        "suggestions": tally("suggestions", year.pk),
        "address": printed_address(request, form) if year.stage in COLLECTING else "",
    }


def tone_of(project: Project) -> str:
    """red, yellow or green of a tile: the lamp while it burns, else what acceptance found."""
    return TONES.get(project.state) or project.lamp
