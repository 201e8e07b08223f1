"""Whose the files of papers are: scans and what came back, the office's templates, proofs that a point was done."""

from piaojue.commons.drafting.models import Document, Point, Template
from piaojue.commons.drafting.moves import MOVES
from piaojue.commons.drafting.queries import is_shown
from piaojue.commons.evidence.owners import owns_files

owns_files(Document, "scan", shown=is_shown)
owns_files(Document, "brought", shown=lambda row, by: MOVES.entitled("read_documents", row.place, by))
owns_files(Template, "upload", shown=lambda row, by: MOVES.entitled("read_templates", row.place, by))
owns_files(Point, "proofs", shown=lambda row, by: MOVES.entitled("read_points", row.place, by))
