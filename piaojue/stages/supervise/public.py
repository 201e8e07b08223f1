"""The front door of 监督: what the rooms after it, and the pages across rooms, may use. They import nothing else."""

from piaojue.stages.supervise.actions import record_activity
from piaojue.stages.supervise.actions.opining import usual_due
from piaojue.stages.supervise.interpelling import needed as signers_needed
from piaojue.stages.supervise.kinds import FURTHER, ActivityKind, further_step, is_decided_on
from piaojue.stages.supervise.ledger import Duty, owed
from piaojue.stages.supervise.models import Activity, Finding, FindingState, Interpellation, Question, Rating
from piaojue.stages.supervise.moves import MOVES
from piaojue.stages.supervise.queries import finding_for, findings_for, held_activities, may_read_words, of_project
from piaojue.stages.supervise.queries_suggestion import public_suggestions
from piaojue.stages.supervise.sources import Mood, Source, Voice, beside, chorus_of
from piaojue.stages.supervise.values import (
    ActivityDraft,
    InterpellationDraft,
    OpinionDraft,
    PlannedActivity,
    Spotted,
    Visit,
)

__all__ = [
    "FURTHER",
    "MOVES",
    "Activity",
    "ActivityDraft",
    "ActivityKind",
    "Duty",
    "Finding",
    "FindingState",
    "Interpellation",
    "InterpellationDraft",
    "Mood",
    "OpinionDraft",
    "PlannedActivity",
    "Question",
    "Rating",
    "Source",
    "Spotted",
    "Visit",
    "Voice",
    "beside",
    "chorus_of",
    "finding_for",
    "findings_for",
    "further_step",
    "held_activities",
    "is_decided_on",
    "may_read_words",
    "of_project",
    "owed",
    "public_suggestions",
    "record_activity",
    "signers_needed",
    "usual_due",
]
