"""What may be seen of routes: the stops of a round, place by place, and what was found there."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from piaojue.commons.moves import NotYours
from piaojue.commons.people.models import Seat
from piaojue.commons.places.models import Place
from piaojue.commons.years.asking import Visit, tells_visits
from piaojue.stages.supervise.models import ENDED, Activity, ActivityState, Finding, Stop
from piaojue.stages.supervise.moves import MOVES
from piaojue.stages.supervise.queries import may_read_activity

MOST_VISITS = 200


def stop_for(by: Seat | None, pk: int) -> Stop:
    """One stop of a round that the seat may read. Raises NotYours."""
    rows = Stop.objects.select_related("place", "year__place", "region", "project", "activity__place")
    row = rows.filter(pk=pk).first()
    if row is None or not may_read_activity(row.activity, by):
        raise NotYours("stop")
    return row


def may_read_stop(stop: Stop, by: Seat | None) -> bool:
    """Its photos: as the activity itself, and for the offices of the place that was visited."""
    return may_read_activity(stop.activity, by) or MOVES.entitled("read_reports", stop.region, by)


def route_of(activity: Activity, by: Seat | None) -> list[Stop]:
    """Its stops in their order, each with what this seat may do there."""
    rows = list(activity.stops.select_related("region", "project", "seen_by__person").prefetch_related("photos"))
    for row in rows:
        row.activity, row.place, row.year = activity, activity.place, activity.year
        row.may_record = MOVES.may("record_stop", row, by)  # type: ignore[attr-defined]  # for the page alone
        row.may_drop = MOVES.may("drop_stop", row, by)  # type: ignore[attr-defined]
    return rows


@dataclass(frozen=True)
class Seen:
    """What a round came to in one place."""

    region: Place
    stops: tuple[Stop, ...]
    findings: tuple[Finding, ...]

    @property
    def left(self) -> int:
        """Findings that are not settled."""
        return sum(one.state not in ENDED for one in self.findings)


def by_region(activity: Activity) -> list[Seen]:
    """Place by place: the stops and what was found, those of a place below among them. Three queries."""
    stops = list(activity.stops.select_related("region"))
    found = list(activity.findings.select_related("project", "assigned_to", "place").order_by("pk"))
    return [
        Seen(
            region,
            tuple(one for one in stops if one.region_id == region.pk),
            tuple(one for one in found if one.place_id.startswith(region.pk)),
        )
        for region in activity.regions.order_by("code")
    ]


@tells_visits
def visits(place: Place, number: int, regions: Iterable[Place], by: Seat | None) -> list[Visit]:
    """Which rounds of this year went, or go, to which of these places; those that are called off are none."""
    codes = {region.pk: region for region in regions}
    rows = Activity.objects.filter(place=place, year__number=number, regions__in=list(codes)).distinct()
    rows = rows.exclude(state=ActivityState.CANCELLED).select_related("place", "leader__person")
    if not MOVES.entitled("read_reports", place, by):
        rows = rows.filter(_open_to(by))
    found, linked = list(rows.order_by("held_on", "pk")[:MOST_VISITS]), Activity.regions.through.objects
    goes_to = (
        linked.filter(activity__in=found, place__in=list(codes)).values_list("activity", "place").order_by("place")
    )
    stops = _counted(Stop.objects.filter(activity__in=found).exclude(seen=""), "region")
    left = _counted(Finding.objects.filter(activity__in=found).exclude(state__in=ENDED), "place")
    of = {row.pk: row for row in found}
    return [
        Visit(
            region=codes[code],
            title=of[pk].title,
            on=of[pk].held_on,
            url=of[pk].get_absolute_url(),
            leader=_name_of(of[pk].leader),
            stops=stops.get((pk, code), 0),
            open_findings=sum(number for (one, where), number in left.items() if one == pk and where.startswith(code)),
        )
        for pk, code in sorted(goes_to, key=lambda pair: (pair[1], of[pair[0]].held_on))
    ]


def _name_of(seat: Seat | None) -> str:
    return str(seat.person) if seat else ""


def _open_to(by: Seat | None) -> Q:
    """Rounds that are public, and those that this seat planned, leads or goes along with."""
    return Q(public=True) | (Q(created_by=by) | Q(leader=by) | Q(members=by) if by else Q(pk__in=[]))


def _counted(rows: object, by: str) -> dict[tuple[int, str], int]:
    """(activity, place) → how many."""
    counted = rows.order_by().values("activity", by).annotate(number=Count("pk"))  # type: ignore[attr-defined]
    return {(row["activity"], row[by]): row["number"] for row in counted}
