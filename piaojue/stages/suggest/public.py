"""The front door of 征集: what the rooms after it, and the pages across rooms, may use. They import nothing else."""

from piaojue.stages.suggest.actions.publishing import unquoting
from piaojue.stages.suggest.category import SOURCES, Decided, Source, categories, department
from piaojue.stages.suggest.gazetteer import gazetteer_of
from piaojue.stages.suggest.models import (
    Campaign,
    Category,
    Channel,
    ProposerType,
    Suggestion,
    SuggestionState,
    Support,
)
from piaojue.stages.suggest.moves import TAKING
from piaojue.stages.suggest.publication import ELSEWHERE, Publication, Unpublished
from piaojue.stages.suggest.queries import (
    by_ticket,
    goes_on,
    holds,
    may_read,
    my_suggestions,
    newest_words,
    public_suggestions,
    quotes,
    received,
    suggestion_for,
)
from piaojue.stages.suggest.similar import Earlier, dressing, hits_for
from piaojue.stages.suggest.sources import FLOOD, SECONDS_PER_HOUR, source_of
from piaojue.stages.suggest.spelling import Spellings
from piaojue.stages.suggest.telling import tell_proposer
from piaojue.stages.suggest.values import Origin, Plan, Proposer, Spot, Words

__all__ = [
    "ELSEWHERE",
    "FLOOD",
    "SECONDS_PER_HOUR",
    "SOURCES",
    "TAKING",
    "Campaign",
    "Category",
    "Channel",
    "Decided",
    "Earlier",
    "Origin",
    "Plan",
    "Proposer",
    "ProposerType",
    "Publication",
    "Source",
    "Spellings",
    "Spot",
    "Suggestion",
    "SuggestionState",
    "Support",
    "Unpublished",
    "Words",
    "by_ticket",
    "categories",
    "department",
    "dressing",
    "gazetteer_of",
    "goes_on",
    "hits_for",
    "holds",
    "may_read",
    "my_suggestions",
    "newest_words",
    "public_suggestions",
    "quotes",
    "received",
    "source_of",
    "suggestion_for",
    "tell_proposer",
    "unquoting",
]
