"""认领监督组: deputies take a project under their eyes, by themselves or as the clerk arranges."""

from collections.abc import Iterable

from django.db import transaction

from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.record.log import record
from piaojue.commons.roles import Role
from piaojue.stages.deliver.public import Project
from piaojue.stages.supervise.actions.watching import fetched
from piaojue.stages.supervise.models import Watch
from piaojue.stages.supervise.moves import MOVES


@transaction.atomic
def join_group(*, project: Project, by: Seat) -> Watch:
    """A deputy adopts a project; the first one leads until the clerk says otherwise."""
    project = fetched(project)
    MOVES.take("join_group", project, by)
    if Watch.objects.filter(project=project, seat=by).exists():
        raise Refused("您已经认领了这个项目")
    lead = not Watch.objects.filter(project=project).exists()
    watch = Watch.objects.create(
        project=project, place=project.place, year=project.year, seat=by, lead=lead, created_by=by
    )
    record("supervise.group_joined", watch, by)
    return watch


@transaction.atomic
def leave_group(*, project: Project, by: Seat) -> None:
    """A deputy leaves; the next one leads."""
    project = fetched(project)
    MOVES.take("join_group", project, by)
    watch = Watch.objects.filter(project=project, seat=by).first()
    if watch is None:
        raise Refused("您没有认领这个项目")
    record("supervise.group_left", watch, by, deleted=True)
    watch.delete()
    following = Watch.objects.filter(project=project).first()
    if following and not Watch.objects.filter(project=project, lead=True).exists():
        following.lead = True
        following.save(update_fields=["lead"])
        record("supervise.group_led", following, by)


@transaction.atomic
def set_group(*, project: Project, seats: Iterable[Seat], lead: Seat | None, by: Seat) -> list[Watch]:
    """The clerk arranges a project's group. Raises Refused for seats that are no deputies of the place or above."""
    project, seats = fetched(project), list(seats)
    MOVES.take("set_group", project, by)
    strangers = [
        s for s in seats if s.role != Role.DEPUTY or not s.active or not project.place_id.startswith(s.place_id)
    ]
    problems = [f"{seat.person}不是本级（或上级）的在任代表" for seat in strangers]
    if lead is not None and lead not in seats:
        problems.append("组长要在小组成员之中")
    if problems:
        raise Refused(*problems)
    for gone in Watch.objects.filter(project=project).exclude(seat__in=seats):
        record("supervise.group_left", gone, by, deleted=True)
        gone.delete()
    lead = lead or (seats[0] if seats else None)
    for seat in seats:
        Watch.objects.update_or_create(
            project=project,
            seat=seat,
            defaults={"lead": seat == lead, "place": project.place, "year": project.year, "created_by": by},
        )
    record("supervise.group_set", project, by, members=[seat.pk for seat in seats])
    return list(Watch.objects.filter(project=project))
