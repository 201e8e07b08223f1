"""评审: several reviewers, each with score and reason."""

from django.db import transaction

from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.record.log import record
from piaojue.commons.roles import Role
from piaojue.stages.group.public import Demand, DemandState
from piaojue.stages.shortlist.criteria import NEGATIVE, POSITIVE, TOP_SCORE
from piaojue.stages.shortlist.models import Angle, Screening
from piaojue.stages.shortlist.moves import MOVES

ANGLES = {
    Role.DEPARTMENT: Angle.NECESSITY,
    Role.FINANCE: Angle.FINANCE,
    Role.LEGAL: Angle.LEGALITY,
    Role.REVIEWER: Angle.REPRESENTATIVE,
}


@transaction.atomic
def screen(
    *, demand: Demand, scores: dict[str, int], negative: list[str], in_favour: bool, reason: str, by: Seat
) -> Screening:
    """Judge one demand from one's own angle; judging again replaces one's own judgement (both stay in the log).

    scores:   {criterion of POSITIVE: 0–10};  negative: keys of NEGATIVE that apply
    in_favour with a negative hit needs a reason of at least 10 characters
    """
    demand = Demand.objects.select_for_update(of=("self",)).select_related("place", "year").get(pk=demand.pk)
    MOVES.take("screen", demand, by)
    problems = []
    if demand.state != DemandState.OPEN:
        problems.append(f"这条诉求{demand.get_state_display()}，不能再评审")
    if set(scores) - set(POSITIVE) or any(not 0 <= score <= TOP_SCORE for score in scores.values()):
        problems.append(f"评分应为 0–{TOP_SCORE} 分")
    if set(negative) - set(NEGATIVE):
        problems.append("负面清单里没有这一项")
    if len(reason.strip()) < (10 if negative and in_favour else 2):
        problems.append(
            "命中负面清单仍建议列入时，请写清理由（至少 10 个字）" if negative and in_favour else "请写评审理由"
        )
    if problems:
        raise Refused(*problems)
    screening, _ = Screening.objects.update_or_create(
        demand=demand,
        reviewer=by,
        defaults={
            "place": demand.place,
            "year": demand.year,
            "angle": ANGLES[Role(by.role)],
            "scores": scores,
            "negative": list(negative),
            "in_favour": in_favour,
            "reason": reason.strip(),
            "created_by": by,
        },
    )
    record("shortlist.screened", screening, by)
    return screening
