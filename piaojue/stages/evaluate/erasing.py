"""What 评价 forgets of somebody who closes the account: the telephone in lists of people to ask. Replies lead to nobody."""

from collections.abc import Iterable
from typing import Any

from piaojue.commons.acting import Doing
from piaojue.commons.people.models import Person, Seat
from piaojue.commons.privacy.copying import copying
from piaojue.commons.privacy.erasing import erasing
from piaojue.stages.evaluate.models import Invitee


@erasing
def invitations(person: Person, act: Doing[Seat]) -> None:
    """Nobody writes to that telephone any more; nothing in the log speaks of it."""
    if person.phone:
        Invitee.objects.filter(phone=person.phone).update(phone="")


@copying("请我评价的测评")
def invited(person: Person) -> Iterable[dict[str, Any]]:
    rows = Invitee.objects.filter(phone=person.phone) if person.phone else Invitee.objects.none()
    for row in rows.select_related("survey"):
        yield {"测评": row.survey.title, "类别": row.get_side_display(), "所在地": row.at, "邀请日期": row.invited_on}
