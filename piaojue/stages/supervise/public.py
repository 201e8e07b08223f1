"""The front door of 监督: what the rooms after it, and the pages across rooms, may use. They import nothing else."""

from piaojue.stages.supervise.actions import record_activity
from piaojue.stages.supervise.kinds import FURTHER, ActivityKind, further_step
from piaojue.stages.supervise.models import Activity, Finding, FindingState, Question
from piaojue.stages.supervise.moves import MOVES
from piaojue.stages.supervise.queries import of_project
from piaojue.stages.supervise.values import ActivityDraft

__all__ = [
    "FURTHER",
    "MOVES",
    "Activity",
    "ActivityDraft",
    "ActivityKind",
    "Finding",
    "FindingState",
    "Question",
    "further_step",
    "of_project",
    "record_activity",
]
