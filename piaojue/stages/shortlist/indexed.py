"""Candidates are found by their title and their place."""

from piaojue.commons.wordindex.kinds import indexed
from piaojue.stages.shortlist.models import Dossier

indexed("dossier", 3, Dossier, "title", "spot__name")
