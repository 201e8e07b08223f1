"""Whose the photos of visits and findings and the paper of a 质询案 are."""

from piaojue.commons.evidence.owners import owns_files
from piaojue.stages.supervise.models import Activity, Finding, Interpellation, Stop
from piaojue.stages.supervise.moves import MOVES
from piaojue.stages.supervise.queries import may_read_activity, may_read_words
from piaojue.stages.supervise.queries_route import may_read_stop

owns_files(Activity, "photos", shown=may_read_activity)
owns_files(Stop, "photos", shown=may_read_stop)
owns_files(Finding, "photos", "proofs", shown=may_read_words)
owns_files(Interpellation, "paper", shown=lambda row, by: MOVES.entitled("read_gathering", row.place, by))
