"""今天要办: what a region still lacks before its first year can begin."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone

from piaojue.commons.people.models import Body, BodyKind, ChangeState, RollChange, Seat
from piaojue.commons.people.moves import MOVES
from piaojue.commons.people.offices import breaches
from piaojue.commons.people.usual import usual_bodies
from piaojue.commons.roles import Role, word_for
from piaojue.commons.todo import Task, waiting


@waiting
def setting_up(seat: Seat) -> Iterable[Task]:
    """Bodies, then the people of the offices, then the deputies' roll."""
    place = seat.place
    if not MOVES.entitled("appoint", place, seat) or place.is_leaf or not usual_bodies(place):
        return
    street = place.is_subdistrict
    kinds = set(Body.objects.filter(place=place).values_list("kind", flat=True))
    if (BodyKind.STREET_COMMITTEE if street else BodyKind.CONGRESS) not in kinds:
        yield Task(f"登记{place.name}的机构", reverse("found_usual"), urgent=True, note="开始设置")
        return
    roles = set(Seat.objects.in_office().filter(place=place).values_list("role", flat=True))
    needed = (Role.STREET_CLERK, Role.STREET_CHAIR) if street else (Role.CONGRESS_CLERK, Role.CONGRESS_CHAIR)
    if lacking := [word_for(role, place) for role in (*needed, Role.GOV_OFFICE) if role not in roles]:
        yield Task(f"任命：{'、'.join(lacking)}", reverse("appoint"), note="开始设置")
    if not street and Role.DEPUTY not in roles:
        yield Task("导入代表名册", reverse("roll_import"), note="开始设置")


@waiting
def offices_that_exclude_each_other(seat: Seat) -> Iterable[Task]:
    """Of the own place; they are listed on the page of the roll."""
    if MOVES.entitled("end_seat", seat.place, seat) and (found := breaches(seat.place, timezone.now(), below=False)):
        yield Task("核对不合规定的兼职", f"{reverse('people')}#breaches", count=len(found), note="名册与席位")


@waiting
def changes_to_countersign(seat: Seat) -> Iterable[Task]:
    """What another person has proposed and this one may agree to."""
    if not MOVES.entitled("countersign_roll_change", seat.place, seat):
        return
    rows = RollChange.objects.filter(place__code__startswith=seat.place_id, state=ChangeState.PROPOSED)
    rows = rows.exclude(proposed_by__person=seat.person_id).select_related("place", "proposed_by", "seat")
    if waits := sum(MOVES.may("countersign_roll_change", change, seat) for change in rows):
        yield Task("会签名册变动", reverse("roll_changes"), count=waits, urgent=True, note="名册与席位")
