"""The front door of 征集: what the rooms after it, and the pages across rooms, may use. They import nothing else."""

from piaojue.stages.suggest.actions.publishing import unquoting
from piaojue.stages.suggest.category import SOURCES, Decided, Mark, Source, categories, department, trial
from piaojue.stages.suggest.codes import code_in_address, found_by_code, unkept
from piaojue.stages.suggest.done import Done, knowing
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
from piaojue.stages.suggest.moves import COLLECTING
from piaojue.stages.suggest.publication import ELSEWHERE, Publication, Unpublished
from piaojue.stages.suggest.queries import (
    fair,
    goes_on,
    may_read,
    my_suggestions,
    newest_words,
    open_to_words,
    parts_of,
    public_suggestions,
    quotes,
    received,
    suggestion_for,
)
from piaojue.stages.suggest.queries_asking import asked_about
from piaojue.stages.suggest.similar import Earlier, dressing
from piaojue.stages.suggest.sources import FLOOD, SECONDS_PER_HOUR, source_of
from piaojue.stages.suggest.spelling import Spellings
from piaojue.stages.suggest.telling import addressee_of, tell_proposer
from piaojue.stages.suggest.values import Origin, Plan, Proposer, Spot, Words

__all__ = [
    "COLLECTING",
    "ELSEWHERE",
    "FLOOD",
    "SECONDS_PER_HOUR",
    "SOURCES",
    "Campaign",
    "Category",
    "Channel",
    "Decided",
    "Done",
    "Earlier",
    "Mark",
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
    "addressee_of",
    "asked_about",
    "categories",
    "code_in_address",
    "department",
    "dressing",
    "fair",
    "found_by_code",
    "gazetteer_of",
    "goes_on",
    "knowing",
    "may_read",
    "my_suggestions",
    "newest_words",
    "open_to_words",
    "parts_of",
    "public_suggestions",
    "quotes",
    "received",
    "source_of",
    "suggestion_for",
    "tell_proposer",
    "trial",
    "unkept",
    "unquoting",
]
