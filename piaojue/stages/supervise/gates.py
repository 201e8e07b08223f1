"""What must be done in 监督 before the year goes on."""

from django.utils.translation import gettext as _

from piaojue.commons.years.gates import demands
from piaojue.commons.years.models import Year
from piaojue.stages.supervise.models import Finding, FindingState


@demands("close_delivery")
def no_finding_lies_unassigned(year: Year) -> list[str]:
    """What was found is in somebody's hands before the work is accepted."""
    waiting = Finding.objects.filter(year=year, state=FindingState.OPEN).count()
    return [_("还有 %(n)s 个监督发现的问题没有交办") % {"n": waiting}] if waiting else []


@demands("archive")
def every_finding_is_verified(year: Year) -> list[str]:
    """已答复 is not 已核实: the year ends when every finding was verified by somebody other than the unit."""
    waiting = Finding.objects.filter(year=year).exclude(state=FindingState.CLOSED).count()
    return [_("还有 %(n)s 个问题没有核实销号") % {"n": waiting}] if waiting else []
