"""What the world reads: for each list the query of the room whose page shows it to a visitor. No rule of its own."""

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404

from piaojue.commons.evidence.models import Upload
from piaojue.commons.moves import NotYours
from piaojue.commons.people.models import Seat
from piaojue.commons.places.models import Place
from piaojue.commons.years.models import Paper, Standing, Year
from piaojue.stages.deliver.public import Project, project_at, projects_of
from piaojue.stages.evaluate.public import Survey, published
from piaojue.stages.group.public import GONE, Demand, demand_for, demands_for
from piaojue.stages.shortlist.public import Dossier, Outcome, candidates_for, outcomes_for
from piaojue.stages.suggest.public import Suggestion, public_suggestions
from piaojue.stages.supervise.public import Finding, findings_for
from piaojue.stages.vote.public import Result, results_of
from piaojue.world.models import Partner
from piaojue.world.moves import MOVES


def places() -> QuerySet[Place]:
    """Regions of the whole tree."""
    return Place.objects.all()


def place_at(code: str) -> Place:
    """raises: Http404."""
    return get_object_or_404(Place, pk=code)


def years() -> QuerySet[Year]:
    """Years that count; what is only practised is no news for the world."""
    return Year.real.select_related("place")


def year_at(place: str, number: int) -> Year:
    """raises: Http404."""
    return get_object_or_404(years(), place_id=place, number=number)


def suggestions(year: Year) -> QuerySet[Suggestion]:
    return public_suggestions().filter(year=year).select_related("spot")


def demands(year: Year) -> QuerySet[Demand]:
    return demands_for(None, year)


def demand_at(pk: int) -> Demand:
    """One demand of a year that counts. raises: NotYours, Http404."""
    demand = demand_for(None, pk)
    return get_object_or_404(demands(demand.year), pk=pk, year__standing=Standing.REAL)


def outcomes(year: Year) -> QuerySet[Outcome]:
    return outcomes_for(None, year).exclude(demand__state__in=GONE)


def candidates(year: Year) -> QuerySet[Dossier]:
    return candidates_for(None, year)


def results(year: Year) -> QuerySet[Result]:
    return results_of(year)


def projects(year: Year) -> QuerySet[Project]:
    return projects_of(year)


def whole_project_at(code: str) -> Project:
    """A project of a year that counts, with its reports and their photos. raises: NoSuch, Http404."""
    found = project_at(code)
    photos = Prefetch("photos", Upload.objects.filter(public=True).order_by("pk"))
    whole = projects_of(found.year).prefetch_related(
        "baselines", "reports", Prefetch("reports__photos", photos.queryset)
    )
    return get_object_or_404(whole, pk=found.pk, year__standing=Standing.REAL)


def findings(year: Year) -> QuerySet[Finding]:
    return findings_for(None, year).select_related("place", "project", "assigned_to")


def evaluations(year: Year) -> QuerySet[Survey]:
    return published(year).prefetch_related("items")


def documents(year: Year) -> QuerySet[Paper]:
    return year.papers.filter(public=True).select_related("upload", "year__place")


def partners_for(by: Seat | None) -> QuerySet[Partner]:
    """The systems that are connected to this seat's place. raises: NotYours."""
    if by is None:
        raise NotYours("partners")
    MOVES.require("read_partners", by.place, by)
    return Partner.objects.filter(place=by.place_id).select_related("place", "seat__person", "seat__body")
