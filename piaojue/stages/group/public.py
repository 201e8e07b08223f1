"""The front door of 归并: what the rooms after it, and the pages across rooms, may use. They import nothing else."""

from piaojue.stages.group.actions import answer_suggestions
from piaojue.stages.group.floods import floods_of
from piaojue.stages.group.models import GONE, Demand, DemandState, Link, Second
from piaojue.stages.group.queries import demand_for, demands_for, waiting
from piaojue.stages.group.telling import tell_voices, voices_of
from piaojue.stages.group.unquoting import demands_of
from piaojue.stages.group.values import DemandDraft, Grounds

__all__ = [
    "GONE",
    "Demand",
    "DemandDraft",
    "DemandState",
    "Grounds",
    "Link",
    "Second",
    "answer_suggestions",
    "demand_for",
    "demands_for",
    "demands_of",
    "floods_of",
    "tell_voices",
    "voices_of",
    "waiting",
]
