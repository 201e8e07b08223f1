"""Gates ask here whether a body has passed what they demand, and which office enters it."""

from django.utils.translation import gettext as _

from engines.law import Matter
from piaojue.commons.decidable import DECIDABLE
from piaojue.commons.decisions import queries
from piaojue.commons.roles import Role
from piaojue.commons.todo import Lack, Supply, in_turn
from piaojue.commons.words import said
from piaojue.commons.years.gates import DECIDED, ENTERING, demands
from piaojue.commons.years.models import PaperKind, Year

DECIDED.append(queries.passed)
FIRST = (Role.SECRETARIAT, Role.CONGRESS_CLERK)
"""Of two offices of one body the session's own enters what the session decides."""


def entering(year: Year, matter: Matter) -> Supply:
    """The form that enters the decision, for the body's office; before anything waits for the body, that has to come."""
    offices = queries.offices_of(matter, year.place)
    roles = in_turn(offices, *(role for role in FIRST if role in offices))
    waiting = sum(len(things) for _line, things in queries.waiting_for(matter, year))
    after = _("提交会议的事项") if matter in DECIDABLE and not waiting else ""
    label = _("登记会议决定：%(matter)s") % {"matter": said(str(matter.label))}
    url = year.page("decide", matter.value)
    return Supply(label, url, roles, number=max(1, waiting), after=after, act="decisions.decide")


ENTERING.append(entering)


@demands("open_solicitation")
def the_plan_is_published(year: Year) -> list[Lack]:
    """A standing committee's plan for the year is published (监督法 63 条)."""
    plan = queries.passed(year, Matter.ANNUAL_PLAN) if year.place.kind.has_standing_committee else None
    if plan is None or plan.public or year.papers.filter(kind=PaperKind.ANNUAL_PLAN, public=True).exists():
        return []
    roles = in_turn(queries.offices_of(Matter.ANNUAL_PLAN, year.place))
    publishing = Supply("公开年度计划", plan.get_absolute_url(), roles, act="decisions.publish_decision")
    return [Lack(_("年度计划已经通过，还没有公布：请公开这项决定，或公开登记的年度计划"), publishing)]
