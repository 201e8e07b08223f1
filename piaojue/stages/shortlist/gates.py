"""What must be done in 初定 and 候选 before the year goes on."""

from django.utils.translation import gettext as _

from piaojue.commons.years.gates import demands
from piaojue.commons.years.models import Year
from piaojue.stages.group.public import Demand, DemandState
from piaojue.stages.shortlist.models import Dossier, DossierState
from piaojue.stages.shortlist.queries import not_ready, open_appeals


@demands("close_screening")
def every_demand_is_answered(year: Year) -> list[str]:
    lines = []
    if left := Demand.objects.filter(year=year, state=DemandState.OPEN).count():
        lines.append(_("还有 %(n)s 条诉求没有答复，请到“初定工作台”办理") % {"n": left})
    if left := open_appeals(year).count():
        lines.append(_("还有 %(n)s 件复议没有决定") % {"n": left})
    return lines


@demands("freeze_candidates", "open_consultation")
def candidates_are_fixed(year: Year) -> list[str]:
    lines = not_ready(year)
    candidates = Dossier.objects.filter(year=year, state=DossierState.CANDIDATE)
    if not lines and candidates.exclude(versions__frozen=True).exists():
        lines.append(_("送阅版本还没有固定，请在“候选项目”里固定"))
    return lines
