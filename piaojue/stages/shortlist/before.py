"""查重: what of earlier years was this already, from the office's tables and from the candidates of earlier years."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Avg, QuerySet

from engines.matching.before import Point, Work, done_before
from piaojue.commons.years.models import Year
from piaojue.stages.group.public import Demand
from piaojue.stages.shortlist.models import Dossier, DossierState, PastProject
from piaojue.stages.suggest.public import Done, knowing


@dataclass(frozen=True)
class Earlier:
    """One earlier project, for a page. metres: from the demand's place; None: not known. url: its own page, where it has one"""

    number: int
    title: str
    where: str
    yuan: int | None
    result: str
    metres: int | None = None
    url: str = ""


TYPED = 3
"""Earlier projects that somebody who types is told of."""


@knowing
def done_before_typing(year: Year, title: str, category: str, point: Point | None) -> list[Done]:
    """For whoever suggests something: what was adopted and done, never what was only a candidate; three queries."""
    rows: list[PastProject | Dossier] = [*past_projects(year), *_dossiers(year).filter(project__isnull=False)]
    works = [Work(row.title, row.category, _point(row)) for row in rows]
    found = done_before(Work(title, category, point), works, most=TYPED)
    shown = [_shown(rows[one.at], one.metres) for one in found]
    return [Done(one.number, one.title, one.where, one.result, one.metres, one.url) for one in shown]


def past_projects(year: Year) -> QuerySet[PastProject]:
    """Projects of past years of the year's place, the newest first."""
    return PastProject.objects.filter(place=year.place, number__lt=year.number).select_related("spot")


def before(year: Year, title: str, category: str = "", demands: Iterable[Demand] = ()) -> list[Earlier]:
    """What may have been done already, the likeliest first; four queries, whatever there is."""
    rows: list[PastProject | Dossier] = [*past_projects(year), *_dossiers(year)]
    works = [Work(row.title, row.category, _point(row)) for row in rows]
    found = done_before(Work(title, category, _middle(demands)), works)
    return [_shown(rows[one.at], one.metres) for one in found]


def _dossiers(year: Year) -> QuerySet[Dossier]:
    rows = Dossier.objects.filter(place=year.place, year__number__lt=year.number, year__standing=year.standing)
    return rows.filter(state=DossierState.CANDIDATE).select_related("year", "spot")


def _point(row: PastProject | Dossier) -> Point | None:
    lng, lat = getattr(row, "lng", None), getattr(row, "lat", None)
    return None if lng is None or lat is None else (lng, lat)


def _middle(demands: Iterable[Demand]) -> Point | None:
    """The middle of the points that residents set on the map."""
    pks = [demand.pk for demand in demands]
    rows = Demand.objects.filter(pk__in=pks, links__ended_at=None, links__suggestion__lng__isnull=False)
    middle = rows.aggregate(lng=Avg("links__suggestion__lng"), lat=Avg("links__suggestion__lat"))
    return None if middle["lng"] is None or middle["lat"] is None else (middle["lng"], middle["lat"])


def _shown(row: PastProject | Dossier, metres: int | None) -> Earlier:
    where = "，".join(filter(None, (str(row.spot), row.site)))
    if isinstance(row, Dossier):
        return Earlier(
            row.year.number, row.title, where, row.total_yuan, row.get_state_display(), metres, row.get_absolute_url()
        )
    return Earlier(row.number, row.title, where, row.total_yuan, row.result, metres)
