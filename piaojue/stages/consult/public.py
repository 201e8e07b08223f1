"""The front door of 会商: what the rooms after it, and the pages across rooms, may use. They import nothing else."""

from piaojue.stages.consult.actions import choose_way, take_count
from piaojue.stages.consult.models import Consultation, MeetingState, Recommendation
from piaojue.stages.consult.moves import MOVES
from piaojue.stages.consult.queries import consultation_for, members_of, present
from piaojue.stages.consult.rounds import on_the_ballot, rule_now
from piaojue.stages.consult.values import CountSheet

__all__ = [
    "MOVES",
    "Consultation",
    "CountSheet",
    "MeetingState",
    "Recommendation",
    "choose_way",
    "consultation_for",
    "members_of",
    "on_the_ballot",
    "present",
    "rule_now",
    "take_count",
]
