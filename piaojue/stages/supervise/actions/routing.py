"""走访: a round through several places is planned stop by stop, and written down stop by stop."""

from collections.abc import Iterable

from django.db.models import Max
from django.utils import timezone

from piaojue.commons.acting import acting
from piaojue.commons.evidence.models import Upload
from piaojue.commons.moves import Refused
from piaojue.commons.notify.tell import tell
from piaojue.commons.people.models import Seat
from piaojue.commons.places.models import Place
from piaojue.commons.roles import Role
from piaojue.commons.years.models import Year
from piaojue.stages.deliver.public import Project
from piaojue.stages.supervise.actions.watching import fill_activity
from piaojue.stages.supervise.covering import in_regions
from piaojue.stages.supervise.kinds import ActivityKind
from piaojue.stages.supervise.models import Activity, ActivityState, Stop
from piaojue.stages.supervise.moves import MOVES
from piaojue.stages.supervise.values import ActivityDraft

MOST_STOPS = 60
SHORTEST_SPOT, SHORTEST_RECORD = 2, 4
GUIDING = (ActivityKind.VISIT, ActivityKind.RESEARCH)
"""What goes round the places below."""


def plan_visits(*, year: Year, draft: ActivityDraft, by: Seat) -> Activity:
    """A round of the guidance group, or a city's research, through places below, at any time of the year.

    raises: NotYours, Refused: no other kinds, without a place, nobody leads
    """
    activity = Activity(place=year.place, year=year, state=ActivityState.ARRANGED)
    with acting(MOVES["plan_visits"], year, by, makes=activity) as act:
        problems = [] if draft.kind in GUIDING else ["走访请选“走访指导”或“重点调研”"]
        if not list(draft.regions):
            problems.append("请选择走访哪些地区")
        if draft.leader is None:
            problems.append("请选择带队人")
        fill_activity(activity, draft, by, problems)
        act.note(kind=activity.kind, regions=sorted(region.pk for region in draft.regions))
    return activity


def plan_stop(
    *, activity: Activity, region: Place, spot: str, by: Seat, project: Project | None = None, at: str = ""
) -> Stop:
    """One more stop, at the end of the route. Raises NotYours, Refused: a place that the round does not go through."""
    stop = Stop(activity=activity, place=activity.place, year=activity.year, region=region, project=project)
    stop.spot, stop.at = spot.strip(), at.strip()
    with acting(MOVES["plan_stop"], activity, by, makes=stop, hold=True) as act:
        stops = Stop.objects.filter(activity=activity)
        problems = [] if len(stop.spot) >= SHORTEST_SPOT else ["请写明看什么、在哪里"]
        if not activity.regions.filter(pk=region.pk).exists():
            problems.append(f"这次活动不经过{region.name}")
        if project and not in_regions(activity).filter(pk=project.pk, place__code__startswith=region.pk).exists():
            problems.append("所选项目不在这个地区的同一年度")
        if stops.count() >= MOST_STOPS:
            problems.append(f"一次走访最多 {MOST_STOPS} 站")
        if problems:
            raise Refused(*problems)
        stop.order = (stops.aggregate(last=Max("order"))["last"] or 0) + 1
        act.note(activity=activity.pk)
    return stop


def drop_stop(*, stop: Stop, by: Seat, version: int | None = None) -> Stop:
    """It is not gone to. Raises NotYours; Refused where it was."""
    with acting(MOVES["drop_stop"], stop, by, version=version) as act:
        act.delete()
    return stop


def record_stop(
    *, stop: Stop, seen: str, by: Seat, met: str = "", photos: Iterable[Upload] = (), version: int | None = None
) -> Stop:
    """What was seen at a stop, and who received; the place's office hears of it. Raises NotYours, Refused."""
    with acting(MOVES["record_stop"], stop, by, version=version) as act:
        if len(seen.strip()) < SHORTEST_RECORD:
            raise Refused(f"请写走访记录（至少 {SHORTEST_RECORD} 个字）")
        act.thing.seen, act.thing.met = seen.strip(), met.strip()
        act.thing.seen_by, act.thing.seen_at = by, timezone.now()
        act.thing.photos.add(*photos)
    offices = Seat.objects.in_office().filter(place=act.thing.region, role__in=[Role.CONGRESS_CLERK, Role.STREET_CLERK])
    words = f"“{act.thing.activity.title}”走访了{act.thing.spot}：{act.thing.seen}"
    tell(offices.values_list("person_id", flat=True), words[:280], act.thing.get_absolute_url())
    return act.thing
