"""What may happen to a deputy's suggestion: raised, given to a unit, answered within the law's time, judged by the deputy."""

from piaojue.commons.basis import Basis, assumed
from piaojue.commons.moves import Reach, move, view
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import ANYONE, Role
from piaojue.stages.supervise.kinds import CLERKS, EXECUTORS, SEASON
from piaojue.stages.supervise.models import DeputySuggestion
from piaojue.stages.supervise.models import SuggestionState as S

HANDLERS = CLERKS | {Role.SECRETARIAT}


def was_given(suggestion: DeputySuggestion, by: Seat | None) -> bool:
    """The unit that was given it answers."""
    return by is not None and suggestion.assigned_to_id in by.speaks_for


def made_it(suggestion: DeputySuggestion, by: Seat | None) -> bool:
    """The deputy who made it says whether the answer will do."""
    maker = suggestion.created_by
    return by is not None and maker is not None and maker.person_id == by.person_id


def not_extended(suggestion: DeputySuggestion) -> str | None:
    return "已经延长过一次，至迟六个月内要答复，不能再延" if suggestion.extension else None


LINES = (
    view(
        "read_deputy_suggestions",
        "看代表建议和答复",
        ANYONE,
        english="See deputies' suggestions and their answers",
        reach=Reach.ALL,
        basis=Basis("地方组织法", "42", says="代表建议办理情况向社会公开"),
    ),
    view(
        "read_open_suggestions",
        "看还没有答复的代表建议",
        HANDLERS | EXECUTORS | {Role.DEPUTY, Role.COMMITTEE, Role.GUIDANCE},
        english="See deputies' suggestions that wait",
        reach=Reach.BELOW,
    ),
    move(
        "raise_suggestion",
        "转为代表建议",
        {Role.DEPUTY},
        english="Make it a deputy's suggestion",
        stages=SEASON,
        reach=Reach.BELOW,
        basis=[
            Basis("代表法", "24", says="会议期间提出"),
            Basis("代表法", "36", says="闭会期间提出"),
        ],
    ),
    move(
        "assign_suggestion",
        "交办代表建议",
        HANDLERS,
        english="Give it to a unit",
        source=[S.RAISED],
        target=S.ASSIGNED,
        reach=Reach.BELOW,
        basis=Basis("代表法", "51", says="三个月内答复代表"),
    ),
    move(
        "extend_suggestion",
        "延长答复期限",
        EXECUTORS,
        english="Take more time",
        source=[S.ASSIGNED],
        reach=Reach.BELOW,
        whose=was_given,
        checks=[not_extended],
        basis=Basis("代表法", "51", says="涉及面广、处理难度大的，至迟六个月内答复"),
    ),
    move(
        "answer_suggestion",
        "答复代表建议",
        EXECUTORS,
        english="Answer a deputy's suggestion",
        source=[S.ASSIGNED],
        target=S.ANSWERED,
        reach=Reach.BELOW,
        whose=was_given,
        basis=Basis("代表法", "51", says="研究办理并答复"),
    ),
    move(
        "rate_suggestion",
        "评价建议的答复",
        {Role.DEPUTY},
        english="Say whether the answer will do",
        source=[S.ANSWERED],
        reach=Reach.BELOW,
        whose=made_it,
        basis=assumed("代表不满意的，再次办理并答复，期限同前，待核"),
    ),
)
