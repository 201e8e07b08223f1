"""What happens in 评价 and 归档: surveys, their tables and polls, publication, weights, rectification, analysis, archive."""

from .archiving import carry_over, file_analysis, pack_archive
from .asking import close_survey, hide_reason, open_survey, reply, show_reason
from .preparing import drop_survey, prepare_survey, set_survey, start_poll, take_back
from .publishing import publish
from .rectifying import order_rectification, reevaluate, report_rectification
from .stopping import close_early, stop_survey
from .tabling import clear_table, enter_table, take_poll
from .weighing import set_weights

__all__ = [
    "carry_over",
    "clear_table",
    "close_early",
    "close_survey",
    "drop_survey",
    "enter_table",
    "file_analysis",
    "hide_reason",
    "open_survey",
    "order_rectification",
    "pack_archive",
    "prepare_survey",
    "publish",
    "reevaluate",
    "reply",
    "report_rectification",
    "set_survey",
    "set_weights",
    "show_reason",
    "start_poll",
    "stop_survey",
    "take_back",
    "take_poll",
]
