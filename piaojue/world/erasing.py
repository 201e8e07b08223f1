"""What 对外接口 forgets of somebody who closes the account, and gives to who asks for a copy: which projects and places that person followed."""

from collections.abc import Iterable
from typing import Any

from piaojue.commons.acting import Doing
from piaojue.commons.people.models import Person, Seat
from piaojue.commons.privacy.copying import copying
from piaojue.commons.privacy.erasing import erasing
from piaojue.world.models import AreaFollow, Follow


@erasing
def follows(person: Person, act: Doing[Seat]) -> None:
    """A private wish, and nothing in the log speaks of it."""
    Follow.objects.filter(person=person).delete()
    AreaFollow.objects.filter(person=person).delete()


@copying("我关注的项目")
def followed(person: Person) -> Iterable[dict[str, Any]]:
    for follow in Follow.objects.filter(person=person).select_related("project"):
        yield {"项目": str(follow.project), "时间": follow.at}
    for area in AreaFollow.objects.filter(person=person).select_related("place"):
        yield {"地方": area.place.full_name, "领域": area.category or "全部", "时间": area.at}
