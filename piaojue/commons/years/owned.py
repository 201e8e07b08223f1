"""Whose the files of papers and of answers to the 四问 are."""

from piaojue.commons.evidence.owners import owns_files
from piaojue.commons.people.models import Seat
from piaojue.commons.years.models import Answer, Paper
from piaojue.commons.years.moves import MOVES

owns_files(Paper, "upload", shown=lambda row, by: row.public or MOVES.entitled("read_papers", row.place, by))


def _asked_or_asking(answer: Answer, by: Seat | None) -> bool:
    """The region that answered, and who may read the board of the 四问."""
    own = by is not None and by.place_id == answer.place_id
    return own or MOVES.entitled("read_checkpoints", answer.checkpoint.place, by)


owns_files(Answer, "proofs", shown=_asked_or_asking)
