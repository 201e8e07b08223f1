"""What 归并 has of somebody who asks for a copy: the demands that were seconded. Closing the account leaves the number alone."""

from collections.abc import Iterable
from typing import Any

from piaojue.commons.people.models import Person
from piaojue.commons.privacy.copying import copying
from piaojue.stages.group.models import Second


@copying("我附议的诉求")
def seconds(person: Person) -> Iterable[dict[str, Any]]:
    for row in Second.objects.filter(person=person).select_related("demand"):
        yield {"诉求": row.demand.title, "时间": row.at}
