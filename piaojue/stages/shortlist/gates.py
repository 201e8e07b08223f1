"""What must be done in 初定 and 候选 before the year goes on."""

from django.utils.translation import gettext as _

from engines.law import Matter
from piaojue.commons.decisions.queries import organs_for, undecided
from piaojue.commons.words import said
from piaojue.commons.years.gates import demands
from piaojue.commons.years.models import Year
from piaojue.stages.group.public import Demand, DemandState
from piaojue.stages.shortlist.models import Dossier, DossierState
from piaojue.stages.shortlist.queries import not_ready, open_appeals
from piaojue.stages.shortlist.statutory import COMMENT, REVIEW, unfulfilled


@demands("close_screening")
def every_demand_is_answered(year: Year) -> list[str]:
    lines = []
    if left := Demand.objects.filter(year=year, state=DemandState.OPEN).count():
        lines.append(_("还有 %(n)s 条诉求没有答复，请到“初定工作台”办理") % {"n": left})
    if left := open_appeals(year).count():
        lines.append(_("还有 %(n)s 件复议没有决定") % {"n": left})
    return lines


@demands("close_screening")
def legality_was_reviewed_long_enough(year: Year) -> list[str]:
    """合法性审查 takes at least seven working days (决策条例 26 条)."""
    return unfulfilled(year, REVIEW)


@demands("freeze_candidates", "open_consultation")
def the_public_was_heard_long_enough(year: Year) -> list[str]:
    """Where a draft was published for comment, or a local rule wants it: thirty days (决策条例 15 条)."""
    return unfulfilled(year, COMMENT)


@demands("freeze_candidates", "open_consultation")
def candidates_are_fixed(year: Year) -> list[str]:
    lines = not_ready(year)
    candidates = Dossier.objects.filter(year=year, state=DossierState.CANDIDATE)
    if not lines and candidates.exclude(versions__frozen=True).exists():
        lines.append(_("送阅版本还没有固定，请在“候选项目”里固定"))
    return lines


@demands("freeze_candidates", "open_consultation")
def bodies_have_decided(year: Year) -> list[str]:
    """Every candidate, not only one, was cleared, proposed and reviewed by its bodies."""
    rows = list(Dossier.objects.filter(year=year, state=DossierState.CANDIDATE))
    lines = []
    for matter in (Matter.CLEARANCE, Matter.PROPOSAL, Matter.CANDIDATES):
        left = undecided(matter, rows) if organs_for(matter, year.place) else []
        if left:
            words = {"n": len(left), "matter": said(matter.label)}
            lines.append(_("有 %(n)s 个候选项目没有会议决定：%(matter)s") % words)
    return lines
