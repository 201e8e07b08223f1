"""What happens in 公布与实施: announced, broken down, reported, helped on, changed, accepted."""

from .accepting import accept, declare_done, file_completion, send_back_done, settle_carried
from .announcing import announce
from .budgeting import note_budget
from .changing import decide_change, request_change, slip, turn_down_change
from .coordinating import answer_talk, call_in, decide_problem, raise_problem, solve_problem
from .lighting import clear_lamp, lamps_daily, lamps_today, set_lamp
from .minuting import enter_coordination
from .planning import assign, file_breakdown, finish_task, replan
from .reporting import report
from .ruling import adopt_lamp_rule, drop_lamp_rule, pass_lamp_rule, set_lamp_rule, withdraw_lamp_rule
from .siting import finish_site, list_sites, look_at_site

__all__ = [
    "accept",
    "adopt_lamp_rule",
    "announce",
    "answer_talk",
    "assign",
    "call_in",
    "clear_lamp",
    "decide_change",
    "decide_problem",
    "declare_done",
    "drop_lamp_rule",
    "enter_coordination",
    "file_breakdown",
    "file_completion",
    "finish_site",
    "finish_task",
    "lamps_daily",
    "lamps_today",
    "list_sites",
    "look_at_site",
    "note_budget",
    "pass_lamp_rule",
    "raise_problem",
    "replan",
    "report",
    "request_change",
    "send_back_done",
    "set_lamp",
    "set_lamp_rule",
    "settle_carried",
    "slip",
    "solve_problem",
    "turn_down_change",
    "withdraw_lamp_rule",
]
