"""What 告知 forgets of somebody who closes the account: every message that went to that person."""

from piaojue.commons.acting import Doing
from piaojue.commons.people.models import Person, Seat
from piaojue.commons.privacy.erasing import erasing


@erasing
def messages(person: Person, act: Doing[Seat]) -> None:
    """They are private notes, and nothing in the log speaks of them."""
    person.notices.all().delete()
