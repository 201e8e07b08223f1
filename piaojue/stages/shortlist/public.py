"""The front door of 初定与候选: what the rooms after it, and the pages across rooms, may use. They import nothing else."""

from piaojue.stages.shortlist.before import before
from piaojue.stages.shortlist.criteria import APPRAISALS, POSITIVE
from piaojue.stages.shortlist.fields import Lines, wan
from piaojue.stages.shortlist.models import (
    Disposition,
    Dossier,
    DossierState,
    Outcome,
    PastProject,
    ProjectType,
    Version,
)
from piaojue.stages.shortlist.moves import MOVES
from piaojue.stages.shortlist.queries import PUT_OFF, candidates_for, dossier_for, dossiers_for, outcomes_for, published
from piaojue.stages.shortlist.reasons import ReasonCode
from piaojue.stages.shortlist.sheet import Sheet
from piaojue.stages.shortlist.values import Funding, Milestone

__all__ = [
    "APPRAISALS",
    "MOVES",
    "POSITIVE",
    "PUT_OFF",
    "Disposition",
    "Dossier",
    "DossierState",
    "Funding",
    "Lines",
    "Milestone",
    "Outcome",
    "PastProject",
    "ProjectType",
    "ReasonCode",
    "Sheet",
    "Version",
    "before",
    "candidates_for",
    "dossier_for",
    "dossiers_for",
    "outcomes_for",
    "published",
    "wan",
]
