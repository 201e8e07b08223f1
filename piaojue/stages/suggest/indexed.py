"""Suggestions are found by their words as everybody may read them, and by their place."""

from piaojue.commons.wordindex.kinds import indexed
from piaojue.stages.suggest.models import Suggestion

indexed("suggestion", 1, Suggestion, "shown_title", "shown_content", "spot__name")
