"""What of an assessment can be corrected: the report itself is kept for three years, both versions of it."""

from collections.abc import Iterable

from piaojue.commons.correctable import correctable
from piaojue.commons.privacy.actions import too_short, wrong_days
from piaojue.commons.privacy.models import Assessment
from piaojue.commons.privacy.moves import OFFICE


def objections(assessment: Assessment) -> Iterable[str]:
    return [*wrong_days(assessment), *too_short(assessment)]


correctable(
    Assessment,
    fields=("title", "made_on", "made_by", "doc_no", "until", "lawful", "risks", "measures"),
    roles=OFFICE,
    frozen=lambda assessment: "评估报告已经存档",
    objections=objections,
)
