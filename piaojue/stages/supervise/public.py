"""The front door of 监督: what the rooms after it, and the pages across rooms, may use. They import nothing else."""

from piaojue.stages.supervise.actions import record_activity
from piaojue.stages.supervise.actions.opining import usual_due
from piaojue.stages.supervise.interpelling import needed as signers_needed
from piaojue.stages.supervise.kinds import FURTHER, ActivityKind, further_step, is_decided_on
from piaojue.stages.supervise.models import Activity, Finding, FindingState, Interpellation, Question
from piaojue.stages.supervise.moves import MOVES
from piaojue.stages.supervise.queries import held_activities, of_project
from piaojue.stages.supervise.queries_suggestion import public_suggestions
from piaojue.stages.supervise.values import ActivityDraft, InterpellationDraft, OpinionDraft

__all__ = [
    "FURTHER",
    "MOVES",
    "Activity",
    "ActivityDraft",
    "ActivityKind",
    "Finding",
    "FindingState",
    "Interpellation",
    "InterpellationDraft",
    "OpinionDraft",
    "Question",
    "further_step",
    "held_activities",
    "is_decided_on",
    "of_project",
    "public_suggestions",
    "record_activity",
    "signers_needed",
    "usual_due",
]
