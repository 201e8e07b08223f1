"""Whose the papers and scans of decisions are."""

from piaojue.commons.decisions.models import Decision
from piaojue.commons.decisions.moves import MOVES
from piaojue.commons.evidence.owners import owns_files

owns_files(Decision, "papers", "scans", shown=lambda row, by: MOVES.entitled("read_all_decisions", row.place, by))
