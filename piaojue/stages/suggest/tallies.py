"""Numbers of 征集 that pages read instead of counting."""

from django.db.models import Q

from piaojue.commons.tallies.declare import Joined, LocalDay, tallied
from piaojue.stages.suggest.models import Suggestion, SuggestionState
from piaojue.stages.suggest.publication import OPEN
from piaojue.stages.suggest.queries import goes_on

NOT_WITHDRAWN = ~Q(state=SuggestionState.WITHDRAWN)

tallied(
    "suggestions",
    Suggestion,
    where=NOT_WITHDRAWN,
    by={
        "spot": "spot",
        "category": "category",
        "channel": "channel",
        "proposer": "proposer_type",
        "day": LocalDay("created_at"),
        "publication": "publication",
    },
)
tallied("nameless", Suggestion, where=NOT_WITHDRAWN & Q(proposer=None, proposer_phone=""))
tallied("ungrouped", Suggestion, where=goes_on() & Q(state=SuggestionState.RECEIVED))
tallied(
    "undecided", Suggestion, where=NOT_WITHDRAWN & Q(publication__in=OPEN), by={"spot": Joined(("publication", "spot"))}
)
