"""What must be done in 归并 before the year goes on."""

from django.utils.translation import gettext as _

from piaojue.commons.roles import Role
from piaojue.commons.todo import Lack, Supply, in_turn
from piaojue.commons.years.gates import by_hand, demands, draws
from piaojue.commons.years.models import PaperKind, Year
from piaojue.stages.group.moves import GROUPERS
from piaojue.stages.group.queries import waiting


@demands("close_grouping")
def every_suggestion_is_in_a_demand(year: Year) -> list[Lack]:
    left = waiting(year).count()
    if not left:
        return []
    roles = in_turn(GROUPERS, Role.CONGRESS_CLERK, Role.STREET_CLERK)
    grouping = Supply("归并建议", year.page("review_queue"), roles, number=left, act="group.make_demand")
    return [Lack(_("还有 %(n)s 条建议没有归并，请到“归并工作台”逐条处理") % {"n": left}, grouping)]


@draws(PaperKind.GROUPING_REPORT)
def from_the_demands(year: Year) -> Supply | None:
    """It says what was grouped into what."""
    return by_hand(year, PaperKind.GROUPING_REPORT, _("归并建议")) if waiting(year).exists() else None
