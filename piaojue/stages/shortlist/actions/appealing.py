"""复议: once a proposer and outcome; decided by somebody else than who answered."""

from django.db import transaction

from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.notify.tell import tell
from piaojue.commons.people.models import Seat
from piaojue.commons.record.log import record
from piaojue.stages.group.public import DemandState, set_demand_state, tell_voices, voices_of
from piaojue.stages.shortlist.models import Appeal, AppealState, Disposition, Outcome, ReasonCode
from piaojue.stages.shortlist.moves import MOVES


@transaction.atomic
def appeal(*, outcome: Outcome, text: str, by: Seat) -> Appeal:
    """A proposer or seconder asks for a second look. Raises NotYours for others, Refused for a second appeal."""
    outcome = (
        Outcome.objects.select_for_update(of=("self",)).select_related("place", "year", "demand").get(pk=outcome.pk)
    )
    if by.person_id not in voices_of([outcome.demand])[0]:
        raise NotYours("appeal")
    MOVES.take("appeal", outcome, by)
    if outcome.disposition == Disposition.SHORTLISTED:
        raise Refused("这条诉求已经采纳，不用复议")
    if len(text.strip()) < 10:
        raise Refused("请写清复议理由，至少 10 个字")
    if outcome.appeals.filter(person=by.person).exists():
        raise Refused("每条答复只能申请复议一次")
    made = Appeal.objects.create(
        place=outcome.place, year=outcome.year, outcome=outcome, person=by.person, text=text.strip(), created_by=by
    )
    record("shortlist.appealed", made, by)
    return made


@transaction.atomic
def decide_appeal(*, appeal: Appeal, granted: bool, decision: str, by: Seat, version: int | None = None) -> Appeal:
    """Uphold the answer, or grant the appeal: then the demand counts as shortlisted and may become a dossier, the public answer
    begins with the decision, and everybody who asked for it hears of it."""
    appeal = (
        Appeal.objects.select_for_update(of=("self",))
        .select_related("place", "year", "outcome__demand", "outcome__answered_by")
        .get(pk=appeal.pk)
    )
    MOVES.take("grant" if granted else "uphold", appeal, by, version=version)
    if appeal.outcome.answered_by.person_id == by.person_id:
        raise Refused("复议要由原答复人以外的人决定")
    if len(decision.strip()) < 5:
        raise Refused("请写明复议决定和理由")
    appeal.decision, appeal.decided_by = decision.strip(), by
    appeal.save(update_fields=["state", "decision", "decided_by", "version"])
    if appeal.state == AppealState.GRANTED:
        outcome = appeal.outcome
        before = f"原答复（{outcome.get_disposition_display()}）：{outcome.answer}"
        outcome.answer = f"复议成立，列入初定：{appeal.decision}\n\n{before}"
        outcome.disposition, outcome.code = Disposition.SHORTLISTED, ReasonCode.ADOPTED
        outcome.version += 1
        outcome.save(update_fields=["disposition", "code", "answer", "version"])
        set_demand_state(demand=outcome.demand, state=DemandState.SHORTLISTED)
        record("shortlist.demand_reopened", outcome.demand, by)
        record("shortlist.outcome_changed", outcome, by)
        tell_voices(
            [outcome.demand],
            f"您关心的“{outcome.demand.title}”复议成立，已列入初定。",
            outcome.demand.get_absolute_url(),
        )
    record("shortlist.appeal_decided", appeal, by)
    tell(
        [appeal.person_id],
        f"您的复议有了结果：{appeal.get_state_display()}。",
        appeal.outcome.demand.get_absolute_url(),
    )
    return appeal
