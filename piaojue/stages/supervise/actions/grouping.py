"""认领监督组: deputies take a project under their eyes, by themselves or as the clerk arranges."""

from collections.abc import Iterable

from piaojue.commons.acting import Doing, acting
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.stages.deliver.public import Project
from piaojue.stages.supervise.matching import WATCHERS, too_near, works_on
from piaojue.stages.supervise.models import Watch
from piaojue.stages.supervise.moves import MOVES


def join_group(*, project: Project, by: Seat) -> Watch:
    """A deputy adopts a project; the first one leads until the clerk says otherwise. Raises NotYours, Refused."""
    watch = Watch(project=project, place=project.place, year=project.year, seat=by)
    with acting(MOVES["join_group"], project, by, makes=watch, hold=True):
        watches = Watch.objects.filter(project=project)
        if watches.filter(seat=by).exists():
            raise Refused("您已经认领了这个项目")
        if works_on(project, by):
            raise Refused("您在执行这个项目的单位任职，不能监督它")
        watch.lead = not watches.exists()
    return watch


def leave_group(*, project: Project, by: Seat) -> None:
    """A deputy leaves; the next one leads. Raises NotYours, Refused."""
    watch = Watch.objects.filter(project=project, seat=by).first()
    watch = watch or Watch(project=project, place=project.place, year=project.year, seat=by)
    with acting(MOVES["leave_group"], watch, by) as act:
        if act.before is None:
            raise Refused("您没有认领这个项目")
        act.delete()
        others = list(Watch.objects.select_for_update().filter(project=project).exclude(pk=act.thing.pk))
        if others and not any(other.lead for other in others):
            act.change(MOVES["set_lead"], others[0], {"lead": True})


def set_group(*, project: Project, seats: Iterable[Seat], lead: Seat | None, by: Seat) -> list[Watch]:
    """The clerk arranges a project's group. lead: None: the first of the list.

    raises: NotYours; Refused for seats that are no deputies of the place or above
    """
    seats = list(seats)
    with acting(MOVES["set_group"], project, by) as act:
        if problems := _unfit_members(act.thing, seats, lead):
            raise Refused(*problems)
        _arrange(act, seats, lead or next(iter(seats), None))
        act.note(members=[seat.pk for seat in seats])
    return list(Watch.objects.filter(project=project))


def _unfit_members(project: Project, seats: list[Seat], lead: Seat | None) -> list[str]:
    problems = [
        f"{seat.person}不是本级（或上级）的在任代表或义务监督员"
        for seat in seats
        if seat.role not in WATCHERS or not seat.in_office() or not project.place_id.startswith(seat.place_id)
    ]
    problems += too_near([project], seats)
    if lead is not None and lead not in seats:
        problems.append("组长要在小组成员之中")
    return problems


def _arrange(act: Doing[Project], seats: list[Seat], lead: Seat | None) -> None:
    """Take out who is not named, put in who is new, say who leads."""
    project = act.thing
    watches = {watch.seat_id: watch for watch in Watch.objects.select_for_update().filter(project=project)}
    for seat_id in set(watches) - {seat.pk for seat in seats}:
        act.remove(MOVES["drop_member"], watches[seat_id])
    for seat in seats:
        watch, leads = watches.get(seat.pk), seat == lead
        if watch is None:
            row = {"place": project.place, "year": project.year, "created_by": act.by}
            watch = Watch.objects.create(project=project, seat=seat, lead=leads, **row)
            act.also(MOVES["name_member"], watch)
        elif watch.lead != leads:
            act.change(MOVES["set_lead"], watch, {"lead": leads})
