"""What 评价 owes to the place's ledger: rectifications that are not settled, whatever their year."""

from collections.abc import Iterable

from piaojue.commons.places.models import Place
from piaojue.commons.years.models import not_voided
from piaojue.stages.evaluate.models import SETTLED, Rectification
from piaojue.stages.supervise.public import Duty, owed

MOST = 300


@owed
def rectifications(place: Place) -> Iterable[Duty]:
    rows = Rectification.objects.filter(not_voided(), place=place).exclude(state__in=SETTLED)
    for row in rows.select_related("project__department", "year", "item")[:MOST]:
        who = row.project.department.name if row.project.department else ""
        yield Duty("测评整改", str(row), row.get_absolute_url(), row.year.number, who, row.due)
