"""What must be done in 归并 before the year goes on."""

from django.utils.translation import gettext as _

from piaojue.commons.roles import Role
from piaojue.commons.todo import Lack, Supply, in_turn
from piaojue.commons.years.gates import demands
from piaojue.commons.years.models import Year
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
