"""Gates ask here whether a body has passed what they demand."""

from django.utils.translation import gettext as _

from engines.law import Matter
from piaojue.commons.decisions import queries
from piaojue.commons.years.gates import DECIDED, demands
from piaojue.commons.years.models import PaperKind, Year

DECIDED.append(queries.passed)


@demands("open_solicitation")
def the_plan_is_published(year: Year) -> list[str]:
    """A standing committee's plan for the year is published (监督法 63 条)."""
    plan = queries.passed(year, Matter.ANNUAL_PLAN) if year.place.kind.has_standing_committee else None
    if plan is None or plan.public or year.papers.filter(kind=PaperKind.ANNUAL_PLAN, public=True).exists():
        return []
    return [_("年度计划已经通过，还没有公布：请公开这项决定，或公开登记的年度计划")]
