"""Whose the photos and material of suggestions are."""

from piaojue.commons.evidence.owners import owns_files
from piaojue.commons.people.models import Seat
from piaojue.stages.suggest.models import Suggestion
from piaojue.stages.suggest.moves import MOVES


def _shown(row: Suggestion, by: Seat | None) -> bool:
    """To the proposer, and to those who may know who proposed it."""
    mine = by is not None and row.proposer_id == by.person_id
    return mine or MOVES.entitled("read_proposers", row.place, by)


owns_files(Suggestion, "photos", "files", shown=_shown)
