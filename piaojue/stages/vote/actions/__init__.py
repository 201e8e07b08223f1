"""What happens to a poll, in the order of the sitting: set up (a council's boxes: advising) → hall → paper → count → decide."""

from .advising import hand_over, prepare_advisory
from .counting import count
from .deciding import accept_measurement, begin_next_round, confirm_result, record_decision
from .ending import abandon_poll, keep_poll, propose_voiding, void_poll, wipe_rehearsal
from .hall import agree_to_close, agree_to_open, strike_off_departed, switch_to_paper
from .keys import connect_office, connect_station, restart_keys
from .paper import add_paper_box, enter_paper, register_paper
from .passing import Hands, enter_passed, pass_rules, pass_tellers
from .readying import Crew, appoint_crew, countersign_crew, make_ready
from .setting_up import appoint_tellers, file_rules_draft, freeze_poll, prepare_poll, refresh_items, set_rule
from .slips import (
    GivenBack,
    declare_transcribed,
    exchange_slip,
    give_back_slip,
    print_slips,
    void_all_slips,
    void_slips,
)

__all__ = [
    "Crew",
    "GivenBack",
    "Hands",
    "abandon_poll",
    "accept_measurement",
    "add_paper_box",
    "agree_to_close",
    "agree_to_open",
    "appoint_crew",
    "appoint_tellers",
    "begin_next_round",
    "confirm_result",
    "connect_office",
    "connect_station",
    "count",
    "countersign_crew",
    "declare_transcribed",
    "enter_paper",
    "enter_passed",
    "exchange_slip",
    "file_rules_draft",
    "freeze_poll",
    "give_back_slip",
    "hand_over",
    "keep_poll",
    "make_ready",
    "pass_rules",
    "pass_tellers",
    "prepare_advisory",
    "prepare_poll",
    "print_slips",
    "propose_voiding",
    "record_decision",
    "refresh_items",
    "register_paper",
    "restart_keys",
    "set_rule",
    "strike_off_departed",
    "switch_to_paper",
    "void_all_slips",
    "void_poll",
    "void_slips",
    "wipe_rehearsal",
]
