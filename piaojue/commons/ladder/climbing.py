"""One morning of the ladder: what each office has to do, how late it is, who hears of it (docs/domain.md#prompting)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from engines.law import WORKING, Clock, deadline, is_working_day
from engines.pacing import Rung, Rungs
from piaojue.commons.approved import Kind
from piaojue.commons.ladder.days import working_days_late
from piaojue.commons.ladder.models import Pending, Prompted
from piaojue.commons.ladder.queries import heads_of
from piaojue.commons.notify.tell import tell
from piaojue.commons.people.models import Seat
from piaojue.commons.places.models import Place
from piaojue.commons.roles import Role
from piaojue.commons.todo import Task, tasks_of
from piaojue.commons.years.models import Standing, Year

SUPERIORS: dict[str, tuple[Role, ...]] = {
    Role.DEPARTMENT: (Role.GOV_OFFICE,),
    Role.FINANCE: (Role.GOV_OFFICE,),
    Role.LEGAL: (Role.GOV_OFFICE,),
    Role.GOV_OFFICE: (Role.LEADING_GROUP,),
    Role.CONGRESS_CLERK: (Role.CONGRESS_CHAIR,),
    Role.SECRETARIAT: (Role.CONGRESS_CHAIR,),
    Role.CONGRESS_CHAIR: (Role.LEADING_GROUP,),
    Role.STREET_CLERK: (Role.STREET_CHAIR,),
    Role.STREET_CHAIR: (Role.LEADING_GROUP,),
}
"""Office → who stands above it, the first that somebody holds. Offices that are not here are not prompted."""
WITHOUT_A_DAY = Clock(5, WORKING)
"""What has no last day of its own is due so long after it came up."""
SEEN_ABOVE = "ladder.read_overdue"
"""The act of the line by which a superior sees all this: it does not climb itself."""
Owner = tuple[str, int]
"""Role and body."""


@dataclass
class Heard:
    """What one person is told this morning. loud: by SMS, too: something is overdue for the first day, or has climbed."""

    soon: list[Pending] = field(default_factory=list)
    late: list[Pending] = field(default_factory=list)
    risen: list[Pending] = field(default_factory=list)
    loud: bool = False


def rungs_of(place: Place) -> Rungs:
    """After how many working days whom it reaches here: as the newest year says, or as usual."""
    year = Year.real.filter(place=place).first()
    rule = year.settings.ladder if year else None
    usual = Rungs()
    if rule is None:
        return usual
    return Rungs(
        superior=rule.superior_after or usual.superior,
        leaders=max(rule.leaders_after or usual.leaders, rule.superior_after or usual.superior),
    )


@transaction.atomic
def climb(place: Place, today: date | None = None) -> int:
    """Bring the place's list of what is overdue up to date and tell who has to hear. Returns how many heard.

    On days on which offices do not work nobody is told. Twice on one day tells nobody twice.
    """
    today = today or timezone.localdate()
    seats = list(
        Seat.objects.in_office().filter(place=place, role__in=SUPERIORS).select_related("person", "body", "place")
    )
    waiting = _waiting(place, seats)
    risen = _keep(place, waiting, today)
    return _tell(place, waiting, risen, today) if risen is not None else 0


def _waiting(place: Place, seats: Iterable[Seat]) -> dict[tuple[str, int, str, str], tuple[Task, set[int]]]:
    """Whose, what and where → the line, and the persons in whose lists it stands."""
    real = [str(year) for year in Year.real.filter(place=place).select_related("place")]
    practises = Year.objects.filter(place=place, standing=Standing.PRACTICE).exists()
    found: dict[tuple[str, int, str, str], tuple[Task, set[int]]] = {}
    for seat in seats:
        for task in tasks_of(seat):
            in_earnest = not practises or task.note in real
            if task.own and in_earnest and task.act != SEEN_ABOVE:
                key = (seat.role, seat.body_id, task.label[:200], task.url[:300])
                found.setdefault(key, (task, set()))[1].add(seat.person_id)
    return found


def _keep(place: Place, waiting: dict, today: date) -> list[Pending] | None:
    """The rows as they are this morning: what is done is gone. Returns those that rose to a higher rung.

    None: a day off. Nothing rises then, so that the next working day tells of it.
    """
    open_today = is_working_day(today)
    rungs, superiors = rungs_of(place), _superiors(place)
    known = {(row.role, row.body_id, row.label, row.url): row for row in Pending.objects.filter(place=place)}
    risen = []
    for key, (task, _people) in waiting.items():
        role, body, label, url = key
        row = known.pop(key, None) or Pending(place=place, role=role, body_id=body, label=label, url=url, since=today)
        row.note, row.superior = task.note[:200], superiors.get(role, "")
        row.due = task.due or deadline(WITHOUT_A_DAY, row.since)
        rung = rungs.at(working_days_late(row.due, today)) if open_today else row.rung
        if rung > row.rung:
            risen.append(row)
        row.rung = rung
        row.save()
    Pending.objects.filter(pk__in=[row.pk for row in known.values()]).delete()
    return risen if open_today else None


def _superiors(place: Place) -> dict[str, str]:
    held = set(Seat.objects.in_office().filter(place=place).values_list("role", flat=True))
    first = {role: next((above for above in roles if above in held), "") for role, roles in SUPERIORS.items()}
    return {role: str(above) for role, above in first.items()}


def _tell(place: Place, waiting: dict, risen: list[Pending], today: date) -> int:
    """One message a person: what is due soon, what is overdue, what has come up to it from below."""
    hears: dict[int, Heard] = defaultdict(Heard)
    rows = {(row.role, row.body_id, row.label, row.url): row for row in Pending.objects.filter(place=place, rung__gt=0)}
    for key, row in rows.items():
        late = working_days_late(row.due, today)
        for person in waiting[key][1] if late >= 0 or row in risen else ():
            (hears[person].late if late > 0 else hears[person].soon).append(row)
            hears[person].loud |= late == 1 or (late > 0 and row in risen)
    for row in risen:
        for person in _above(place, row):
            hears[person].risen.append(row)
            hears[person].loud = True
    told = set(Prompted.objects.filter(person__in=hears, on=today).values_list("person_id", flat=True))
    for person, heard in sorted(hears.items()):
        if person not in told:
            Prompted.objects.create(person_id=person, on=today)
            tell([person], " ".join(_sentences(heard)), _page(heard), by_sms=heard.loud, kind=Kind.WORK)
    return len(hears.keys() - told)


def _above(place: Place, row: Pending) -> list[int]:
    """Who hears of a row that has just risen: the unit's head, who stands above it, the leading group."""
    roles = {Rung.SUPERIOR: [row.superior], Rung.LEADERS: [row.superior, Role.LEADING_GROUP]}.get(Rung(row.rung), [])
    seats = Seat.objects.in_office().filter(place=place, role__in=[role for role in roles if role])
    above = set(seats.exclude(role=row.role).values_list("person_id", flat=True))
    return sorted(above | set(heads_of(row)))


def _sentences(heard: Heard) -> Iterator[str]:
    if heard.late:
        yield f"您有 {len(heard.late)} 件事逾期，最早的是“{heard.late[0].label[:30]}”（{heard.late[0].due:%m-%d} 到期）。"
    if heard.soon:
        yield f"{len(heard.soon)} 件事快到期：“{heard.soon[0].label[:30]}”，{heard.soon[0].due:%m-%d}。"
    if heard.risen:
        first = heard.risen[0]
        yield f"有 {len(heard.risen)} 件事逾期未办，请督促：{first.who}“{first.label[:30]}”，{first.due:%m-%d} 到期。"


def _page(heard: Heard) -> str:
    return reverse("today") if heard.late or heard.soon else reverse("overdue")
