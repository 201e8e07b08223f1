"""What 征集 forgets of somebody who closes the account: how to reach the proposer; the words stay without a name."""

from piaojue.commons.acting import Doing
from piaojue.commons.people.models import Person, Seat
from piaojue.commons.privacy.erasing import erasing
from piaojue.stages.suggest.actions.taking_back import no_contact
from piaojue.stages.suggest.models import Suggestion
from piaojue.stages.suggest.moves import MOVES


@erasing
def contacts(person: Person, act: Doing[Seat]) -> None:
    """Every suggestion of the person, of all years, loses name, phone and account."""
    for suggestion in Suggestion.objects.select_for_update(of=("self",)).filter(proposer=person):
        act.change(MOVES["forget_person"], suggestion, no_contact() | {"proposer_id": None})
