"""What is kept of 监督: activities, findings that somebody other than the executor closes, patrols."""

from piaojue.stages.supervise.kinds import ActivityKind

from .finding import ENDED, Aspect, Assessment, ClosedAs, Finding, FindingState, Rating, Severity
from .interpellation import Interpellation, InterpellationState, Manner, Signature
from .opinion import CommitteeSays, ReviewOpinion, ReviewState
from .suggestion import DeputySuggestion, SuggestionState
from .watching import Activity, ActivityState, Question, QuestionState, Watch

__all__ = [
    "ENDED",
    "Activity",
    "ActivityKind",
    "ActivityState",
    "Aspect",
    "Assessment",
    "ClosedAs",
    "CommitteeSays",
    "DeputySuggestion",
    "Finding",
    "FindingState",
    "Interpellation",
    "InterpellationState",
    "Manner",
    "Question",
    "QuestionState",
    "Rating",
    "ReviewOpinion",
    "ReviewState",
    "Severity",
    "Signature",
    "SuggestionState",
    "Watch",
]
