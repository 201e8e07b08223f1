"""复议: once a proposer and outcome; decided by somebody else than who answered."""

from piaojue.commons.acting import Doing, acting, locked
from piaojue.commons.moves import Refused
from piaojue.commons.notify.tell import tell
from piaojue.commons.people.models import Seat
from piaojue.stages.group.public import DemandState, answer_suggestions, tell_voices
from piaojue.stages.shortlist.models import Appeal, AppealState, Disposition, Outcome
from piaojue.stages.shortlist.moves import MOVES
from piaojue.stages.shortlist.reasons import ReasonCode

SHORTEST_REASON, SHORTEST_DECISION = 10, 5


def appeal(*, outcome: Outcome, text: str, by: Seat) -> Appeal:
    """A proposer or seconder asks for a second look. Raises NotYours for others, Refused for a second appeal."""
    appeal = Appeal(place=outcome.place, year=outcome.year, outcome=outcome, text=text.strip())
    with acting(MOVES["appeal"], outcome, by, makes=appeal, hold=True):
        if len(appeal.text) < SHORTEST_REASON:
            raise Refused(f"请写清复议理由，至少 {SHORTEST_REASON} 个字")
        appeal.person = by.person
    return appeal


def decide_appeal(*, appeal: Appeal, granted: bool, decision: str, by: Seat, version: int | None = None) -> Appeal:
    """Uphold the answer, or grant the appeal.

    Granted, the demand counts as shortlisted and may become a dossier; the public answer begins with the decision, and
    everybody who asked for it hears of it.
    raises: NotYours, Refused
    """
    with acting(MOVES["grant" if granted else "uphold"], appeal, by, version=version) as act:
        appeal = act.thing
        if len(decision.strip()) < SHORTEST_DECISION:
            raise Refused("请写明复议决定和理由")
        appeal.decision, appeal.decided_by = decision.strip(), by
        if granted:
            _take_up_again(act, appeal)
    demand = appeal.outcome.demand
    if appeal.state == AppealState.GRANTED:
        tell_voices([demand], f"您关心的“{demand.title}”复议成立，已列入初定。", demand.get_absolute_url())
    tell([appeal.person_id], f"您的复议有了结果：{appeal.get_state_display()}。", demand.get_absolute_url())
    return appeal


def _take_up_again(act: Doing[Appeal], appeal: Appeal) -> None:
    """The answer begins with the decision, and the demand counts as shortlisted."""
    appeal.outcome = outcome = locked(appeal.outcome)
    outcome.demand = demand = locked(outcome.demand)
    before = f"原答复（{outcome.get_disposition_display()}）：{outcome.answer}"
    words = f"复议成立，列入初定：{appeal.decision}\n\n{before}"
    values = {"disposition": Disposition.SHORTLISTED, "code": ReasonCode.ADOPTED, "answer": words}
    act.change(MOVES["change_outcome"], outcome, values)
    act.change(MOVES["reopen_demand"], demand, {"state": DemandState.SHORTLISTED})
    answer_suggestions(act, demand)
