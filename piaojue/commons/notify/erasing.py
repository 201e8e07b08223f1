"""What 告知 forgets of somebody who closes the account: every message that went to that person, or waits to go, and how it should go."""

from piaojue.commons.acting import Doing
from piaojue.commons.notify.models import Hearing
from piaojue.commons.people.models import Person, Seat
from piaojue.commons.privacy.erasing import erasing


@erasing
def messages(person: Person, act: Doing[Seat]) -> None:
    """They are private notes, and nothing in the log speaks of them."""
    person.notices.all().delete()
    person.messages.all().delete()
    Hearing.objects.filter(person=person).delete()
