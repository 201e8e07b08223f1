"""What must be done in 归并 before the year goes on."""

from django.utils.translation import gettext as _

from piaojue.commons.years.gates import demands
from piaojue.commons.years.models import Year
from piaojue.stages.group.queries import waiting


@demands("close_grouping")
def every_suggestion_is_in_a_demand(year: Year) -> list[str]:
    left = waiting(year).count()
    return [_("还有 %(n)s 条建议没有归并，请到“归并工作台”逐条处理") % {"n": left}] if left else []
