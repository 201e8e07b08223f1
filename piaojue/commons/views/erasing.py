"""What is forgotten of somebody who closes the account, and given to who asks for a copy: views are private notes."""

from collections.abc import Iterable
from typing import Any

from piaojue.commons.acting import Doing
from piaojue.commons.people.models import Person, Seat
from piaojue.commons.privacy.copying import copying
from piaojue.commons.privacy.erasing import erasing
from piaojue.commons.views.models import SavedView


@erasing
def views(person: Person, act: Doing[Seat]) -> None:
    SavedView.objects.filter(person=person).delete()


@copying("我存的视图")
def kept_views(person: Person) -> Iterable[dict[str, Any]]:
    for view in SavedView.objects.filter(person=person):
        yield {"名称": view.name, "条件": view.query}
