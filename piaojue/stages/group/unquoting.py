"""When a suggestion's words leave the public, demands that were named after it are named anew."""

from typing import Any

from engines.matching.gist import sentences
from piaojue.commons.acting import Doing, locked
from piaojue.stages.group.models import Demand
from piaojue.stages.group.moves import MOVES
from piaojue.stages.group.telling import with_merged
from piaojue.stages.group.wording import quoting_nobody
from piaojue.stages.suggest.public import Suggestion, quotes, unquoting


@unquoting
def name_anew(act: Doing[Any], suggestion: Suggestion) -> None:
    """Title and summary of every demand that it is or was in, where they quote it."""
    for demand in demands_of(suggestion):
        columns = {}
        if quotes(demand.title, suggestion):
            columns["title"] = quoting_nobody(demand.spot, demand.category)
        if quotes(demand.summary, suggestion) or takes_a_sentence(demand.summary, suggestion):
            columns["summary"] = ""
        if columns:
            act.change(MOVES["name_anew"], locked(demand), columns, suggestion=suggestion.pk)


def takes_a_sentence(text: str, suggestion: Suggestion) -> bool:
    """Whether a sentence of a text is the suggestion's, as those are that stand for a demand (engines.matching.gist)."""
    words = (suggestion.content, suggestion.masked_content)
    return any(sentence in said for sentence in sentences(text) for said in words)


def demands_of(suggestion: Suggestion) -> list[Demand]:
    """Those that it is or was in, with those that were merged into them, in one order."""
    keys = with_merged(Demand.objects.filter(links__suggestion=suggestion))
    return list(Demand.objects.filter(pk__in=keys).select_related("spot").order_by("pk"))
