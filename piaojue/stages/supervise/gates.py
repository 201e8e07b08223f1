"""What must be done in 监督 before the year goes on."""

from django.utils.translation import gettext as _

from piaojue.commons.roles import Role
from piaojue.commons.todo import Lack, Supply, in_turn
from piaojue.commons.years.gates import demands
from piaojue.commons.years.models import Year
from piaojue.stages.supervise.models import ENDED, Finding, FindingState
from piaojue.stages.supervise.moves import CLERKS

OFFICE = in_turn(CLERKS, Role.CONGRESS_CLERK, Role.STREET_CLERK)
WITH_THE_UNIT = (FindingState.ASSIGNED, FindingState.RETURNED)


@demands("close_delivery")
def no_finding_lies_unassigned(year: Year) -> list[Lack]:
    """What was found is in somebody's hands before the work is accepted."""
    waiting = Finding.objects.filter(year=year, state=FindingState.OPEN).count()
    if not waiting:
        return []
    return [Lack(_("还有 %(n)s 个监督发现的问题没有交办") % {"n": waiting}, _assigning(year, waiting))]


def _assigning(year: Year, number: int) -> Supply:
    page = f"{year.page('findings')}?state={FindingState.OPEN}"
    return Supply("交办问题", page, OFFICE, number=number, act="supervise.assign_finding")


@demands("archive")
def every_finding_is_verified(year: Year) -> list[Lack]:
    """已答复 is not 已核实: the year ends when every finding was verified by somebody other than the unit."""
    waiting = Finding.objects.filter(year=year).exclude(state__in=ENDED)
    number = waiting.count()
    return [Lack(_("还有 %(n)s 个问题没有核实销号") % {"n": number}, _closing(year))] if number else []


def _closing(year: Year) -> Supply:
    """What was found and is nobody's yet comes first, then what is mended, then what the units have to mend."""
    rows = Finding.objects.filter(year=year)
    if unassigned := rows.filter(state=FindingState.OPEN).count():
        return _assigning(year, unassigned)
    if answered := rows.filter(state=FindingState.ANSWERED, fixed_at__isnull=False).count():
        page = f"{year.page('findings')}?state={FindingState.ANSWERED}"
        return Supply("核实整改并办结", page, OFFICE, number=answered, act="supervise.close_finding")
    late = rows.filter(state__in=[*WITH_THE_UNIT, FindingState.ANSWERED]).order_by("due")
    bodies = tuple(late.exclude(assigned_to=None).values_list("assigned_to", flat=True))
    due = late.values_list("due", flat=True).first()
    roles = (Role.DEPARTMENT, Role.GOV_OFFICE)
    return Supply("整改问题", year.page("findings"), roles, bodies=bodies, number=len(bodies), due=due)
