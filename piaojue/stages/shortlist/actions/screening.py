"""评审: several reviewers, each with score and reason."""

from collections.abc import Mapping

from piaojue.commons.acting import acting
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.stages.group.public import Demand
from piaojue.stages.shortlist.criteria import NEGATIVE, POSITIVE, TOP_SCORE
from piaojue.stages.shortlist.models import Angle, Screening
from piaojue.stages.shortlist.moves import MOVES

ANGLES = {
    Role.DEPARTMENT: Angle.NECESSITY,
    Role.FINANCE: Angle.FINANCE,
    Role.LEGAL: Angle.LEGALITY,
    Role.REVIEWER: Angle.REPRESENTATIVE,
}
SHORTEST_REASON, SHORTEST_DEFENCE = 2, 10


def screen(
    *, demand: Demand, scores: Mapping[str, int], negative: list[str], in_favour: bool, reason: str, by: Seat
) -> Screening:
    """Judge one demand from one's own angle; judging again replaces one's own judgement (both stay in the log).

    scores:    {criterion of POSITIVE: 0–10};  negative: keys of NEGATIVE that apply
    in_favour: with a negative hit it needs a reason of at least 10 characters
    raises:    NotYours, Refused with every objection
    """
    own = Screening.objects.filter(demand=demand, reviewer=by).first()
    screening = own or Screening(demand=demand, reviewer=by, place=demand.place, year=demand.year)
    with acting(MOVES["screen"], demand, by, makes=screening, hold=True):
        defended = bool(negative) and in_favour
        if problems := _problems(scores, negative, reason.strip(), defended):
            raise Refused(*problems)
        screening.angle = ANGLES[Role(by.role)]
        screening.scores, screening.negative = dict(scores), list(negative)
        screening.in_favour, screening.reason = in_favour, reason.strip()
    return screening


def _problems(scores: Mapping[str, int], negative: list[str], reason: str, defended: bool) -> list[str]:
    problems = []
    if set(scores) - set(POSITIVE) or any(not 0 <= score <= TOP_SCORE for score in scores.values()):
        problems.append(f"评分应为 0–{TOP_SCORE} 分")
    if set(negative) - set(NEGATIVE):
        problems.append("负面清单里没有这一项")
    if defended and len(reason) < SHORTEST_DEFENCE:
        problems.append(f"命中负面清单仍建议列入时，请写清理由（至少 {SHORTEST_DEFENCE} 个字）")
    elif len(reason) < SHORTEST_REASON:
        problems.append("请写评审理由")
    return problems
