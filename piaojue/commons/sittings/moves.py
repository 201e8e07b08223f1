"""What may happen to a sitting."""

from piaojue.commons.basis import Basis, house
from piaojue.commons.moves import Moves, Reach, effect, move, view
from piaojue.commons.roles import ANYONE, Role
from piaojue.commons.sittings.holds import nothing_rests_on_it
from piaojue.commons.sittings.models import SittingState

CALLERS = {Role.CONGRESS_CLERK, Role.SECRETARIAT, Role.CONGRESS_CHAIR, Role.STREET_CLERK, Role.STREET_CHAIR}

MOVES = Moves(
    "sittings",
    "会议",
    view("read_sitting", "看会议与议程", ANYONE, english="See meetings and agendas", reach=Reach.ALL),
    move("call_sitting", "召集会议", CALLERS, english="Call a sitting"),
    effect("hold_sitting", "登记开过的会议", english="Enter a sitting that was held"),
    move(
        "set_agenda",
        "编排议程",
        CALLERS,
        english="Arrange the agenda",
        source=[SittingState.CALLED, SittingState.OPEN],
        basis=house("合理安排日程，增加审议时间"),
    ),
    move(
        "check_in",
        "办理签到",
        CALLERS | {Role.TELLER, Role.CHIEF_TELLER},
        english="Check in",
        source=[SittingState.CALLED, SittingState.OPEN],
        logged="登记到会",
        basis=Basis("地方组织法", "14", says="2/3 以上代表出席"),
    ),
    effect("open_sitting", "开会", english="Open the sitting"),
    effect("delete_check_in", "删去签到", english="Delete a check-in"),
    move(
        "undo_check_in",
        "撤销签到",
        CALLERS | {Role.TELLER, Role.CHIEF_TELLER},
        english="Undo a check-in",
        source=[SittingState.OPEN],
        checks=[nothing_rests_on_it],
    ),
    move(
        "strike_off",
        "划去已离任的签到",
        CALLERS | {Role.TELLER, Role.CHIEF_TELLER},
        english="Strike off who left office",
        checks=[nothing_rests_on_it],
    ),
    move("minute", "记录纪要", CALLERS, english="Write the minutes", source=[SittingState.OPEN, SittingState.CLOSED]),
    move(
        "close_sitting",
        "闭会",
        CALLERS,
        english="Close the sitting",
        source=[SittingState.OPEN],
        target=SittingState.CLOSED,
    ),
)
