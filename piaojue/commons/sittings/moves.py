"""What may happen to a sitting."""

from piaojue.commons.moves import Moves, Reach, move, view
from piaojue.commons.people.roles import ANYONE, Role
from piaojue.commons.sittings.holds import nothing_rests_on_it
from piaojue.commons.sittings.models import SittingState

CALLERS = {Role.CONGRESS_CLERK, Role.SECRETARIAT, Role.CONGRESS_CHAIR, Role.STREET_CLERK, Role.STREET_CHAIR}

MOVES = Moves(
    "sittings",
    "会议",
    view("read_sitting", "看会议与议程", ANYONE, reach=Reach.ALL),
    move("call_sitting", "召集会议", CALLERS),
    move(
        "set_agenda",
        "编排议程",
        CALLERS,
        source=[SittingState.CALLED, SittingState.OPEN],
        basis="合理安排日程，增加审议时间（S34）",
    ),
    move(
        "check_in",
        "办理签到",
        CALLERS | {Role.TELLER, Role.CHIEF_TELLER},
        source=[SittingState.CALLED, SittingState.OPEN],
        target=SittingState.OPEN,
        basis="2/3 以上代表出席〔法 地方组织法 14 条〕",
    ),
    move(
        "undo_check_in",
        "撤销签到",
        CALLERS | {Role.TELLER, Role.CHIEF_TELLER},
        source=[SittingState.OPEN],
        checks=[nothing_rests_on_it],
    ),
    move("minute", "记录纪要", CALLERS, source=[SittingState.OPEN, SittingState.CLOSED]),
    move("close_sitting", "闭会", CALLERS, source=[SittingState.OPEN], target=SittingState.CLOSED),
)
