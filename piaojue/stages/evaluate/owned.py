"""Whose the proofs of rectifications and the archive of a year are."""

from piaojue.commons.evidence.owners import owns_files
from piaojue.stages.evaluate.models import Archive, Rectification
from piaojue.stages.evaluate.moves import MOVES

owns_files(Rectification, "proofs", shown=lambda row, by: MOVES.entitled("read_preparations", row.place, by))
owns_files(Archive, "upload", shown=lambda row, by: MOVES.entitled("read_archive", row.year.place, by))
