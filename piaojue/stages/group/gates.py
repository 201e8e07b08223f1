"""What must be done in 归并 before the year goes on."""

from piaojue.commons.years.gates import demands
from piaojue.commons.years.models import Year
from piaojue.stages.group.queries import waiting


@demands("close_grouping")
def every_suggestion_is_in_a_demand(year: Year) -> list[str]:
    left = waiting(year).count()
    return [f"还有 {left} 条建议没有归并,请到“归并工作台”逐条处理"] if left else []
