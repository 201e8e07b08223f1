"""What is kept of 监督: activities, findings that somebody other than the executor closes, patrols."""

from piaojue.stages.supervise.kinds import ActivityKind

from .expertise import Expertise
from .finding import ENDED, Aspect, Assessment, ClosedAs, Finding, FindingState, Severity
from .interpellation import Interpellation, InterpellationState, Manner, Signature
from .open_record import OpenRecord
from .opinion import CommitteeSays, ReviewOpinion, ReviewState
from .plan import PlanLine, PlanState, SupervisionPlan
from .rating import Rating
from .route import Stop
from .suggestion import DeputySuggestion, SuggestionState
from .watching import HELD, OVER, Activity, ActivityState, Question, QuestionState, Sight, Watch

__all__ = [
    "ENDED",
    "HELD",
    "OVER",
    "Activity",
    "ActivityKind",
    "ActivityState",
    "Aspect",
    "Assessment",
    "ClosedAs",
    "CommitteeSays",
    "DeputySuggestion",
    "Expertise",
    "Finding",
    "FindingState",
    "Interpellation",
    "InterpellationState",
    "Manner",
    "OpenRecord",
    "PlanLine",
    "PlanState",
    "Question",
    "QuestionState",
    "Rating",
    "ReviewOpinion",
    "ReviewState",
    "Severity",
    "Sight",
    "Signature",
    "Stop",
    "SuggestionState",
    "SupervisionPlan",
    "Watch",
]
