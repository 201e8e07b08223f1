"""What is kept of 监督: activities, findings that somebody other than the executor closes, patrols."""

from piaojue.stages.supervise.kinds import ActivityKind

from .finding import Aspect, Assessment, ClosedAs, Finding, FindingState, Rating, Severity
from .suggestion import DeputySuggestion, SuggestionState
from .watching import Activity, Question, QuestionState, Watch

__all__ = [
    "Activity",
    "ActivityKind",
    "Aspect",
    "Assessment",
    "ClosedAs",
    "DeputySuggestion",
    "Finding",
    "FindingState",
    "Question",
    "QuestionState",
    "Rating",
    "Severity",
    "SuggestionState",
    "Watch",
]
