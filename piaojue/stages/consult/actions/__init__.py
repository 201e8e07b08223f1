"""What happens in 会商: the council meets, talks, and recommends by an advisory ballot; the Party committee confirms."""

from piaojue.stages.consult.actions.counting import choose_way, enter_count, open_ballot, take_count
from piaojue.stages.consult.actions.meeting import USUAL_AGENDA, amend_opinion, call, open_meeting, speak
from piaojue.stages.consult.actions.recommending import conclude, confirm, vote_again

__all__ = [
    "USUAL_AGENDA",
    "amend_opinion",
    "call",
    "choose_way",
    "conclude",
    "confirm",
    "enter_count",
    "open_ballot",
    "open_meeting",
    "speak",
    "take_count",
    "vote_again",
]
