"""Whose the material of projects is."""

from piaojue.commons.evidence.owners import owns_files
from piaojue.stages.shortlist.models import Dossier
from piaojue.stages.shortlist.queries import dossiers_for

owns_files(Dossier, "photos", "files", shown=lambda row, by: dossiers_for(by, row.year).filter(pk=row.pk).exists())
