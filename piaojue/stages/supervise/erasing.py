"""What 监督 forgets of somebody who closes the account: the telephone left with a report; what was reported stays."""

from piaojue.commons.acting import Doing
from piaojue.commons.people.models import Person, Seat
from piaojue.commons.privacy.erasing import erasing
from piaojue.stages.supervise.models import Finding
from piaojue.stages.supervise.moves import MOVES


@erasing
def telephones(person: Person, act: Doing[Seat]) -> None:
    """Every report of the person loses phone and account."""
    for finding in Finding.objects.select_for_update(of=("self",)).filter(reporter=person):
        act.change(MOVES["forget_reporter"], finding, {"reporter_id": None, "reporter_phone": ""})
