"""When a suggestion's words leave the public, written answers that quote them say the demand's new name."""

from typing import Any

from piaojue.commons.acting import Doing, locked
from piaojue.stages.group.public import demands_of
from piaojue.stages.shortlist.models import Outcome
from piaojue.stages.shortlist.moves import MOVES
from piaojue.stages.suggest.public import Suggestion, quotes, unquoting


@unquoting
def answer_anew(act: Doing[Any], suggestion: Suggestion) -> None:
    """The answers of the demands that it is or was in."""
    for outcome in Outcome.objects.filter(demand__in=demands_of(suggestion)).select_related("demand").order_by("pk"):
        if quotes(outcome.answer, suggestion):
            text = outcome.answer
            for quoted in (suggestion.title, suggestion.masked_title):
                text = text.replace(quoted, outcome.demand.title)
            for quoted in (suggestion.content, suggestion.masked_content):
                text = text.replace(quoted, "…")
            act.change(MOVES["answer_anew"], locked(outcome), {"answer": text}, suggestion=suggestion.pk)
