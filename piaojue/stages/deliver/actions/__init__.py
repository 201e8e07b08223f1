"""What happens in 公布与实施: announced, broken down, reported, helped on, changed, accepted."""

from .accepting import accept, declare_done, file_completion
from .announcing import announce
from .budgeting import note_budget
from .changing import decide_change, request_change, slip, turn_down_change
from .coordinating import decide_problem, raise_problem, solve_problem
from .lighting import clear_lamp, lamps_daily, lamps_today, set_lamp, set_lamp_rule
from .planning import assign, file_breakdown, finish_task, replan
from .reporting import report

__all__ = [
    "accept",
    "announce",
    "assign",
    "clear_lamp",
    "decide_change",
    "decide_problem",
    "declare_done",
    "file_breakdown",
    "file_completion",
    "finish_task",
    "lamps_daily",
    "lamps_today",
    "note_budget",
    "raise_problem",
    "replan",
    "report",
    "request_change",
    "set_lamp",
    "set_lamp_rule",
    "slip",
    "solve_problem",
    "turn_down_change",
]
