"""What happens in 评价 and 归档: surveys, their tables and polls, publication, weights, rectification, analysis, archive."""

from .answering import enter_paper, reply, reply_invited
from .archiving import carry_over, file_analysis, pack_archive
from .asking import close_survey, hide_reason, open_survey, show_reason
from .framing import (
    add_proposers,
    add_to_frame,
    draw_sample,
    remind_invited,
    remove_from_frame,
    send_invitations,
)
from .preparing import describe_method, drop_survey, prepare_survey, set_survey, start_poll, take_back
from .publishing import publish
from .rectifying import order_rectification, reevaluate, report_rectification
from .ruling import withdraw_rule, write_rule
from .stopping import close_early, stop_survey
from .tabling import clear_table, enter_table, take_poll
from .weighing import set_weights

__all__ = [
    "add_proposers",
    "add_to_frame",
    "carry_over",
    "clear_table",
    "close_early",
    "close_survey",
    "describe_method",
    "draw_sample",
    "drop_survey",
    "enter_paper",
    "enter_table",
    "file_analysis",
    "hide_reason",
    "open_survey",
    "order_rectification",
    "pack_archive",
    "prepare_survey",
    "publish",
    "reevaluate",
    "remind_invited",
    "remove_from_frame",
    "reply",
    "reply_invited",
    "report_rectification",
    "send_invitations",
    "set_survey",
    "set_weights",
    "show_reason",
    "start_poll",
    "stop_survey",
    "take_back",
    "take_poll",
    "withdraw_rule",
    "write_rule",
]
