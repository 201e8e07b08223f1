"""Who sees a diary, and who takes it along."""

from piaojue.commons.basis import house
from piaojue.commons.moves import Moves, Reach, move, view
from piaojue.commons.roles import ANYONE, SIGNED_IN, Role

KEEPING = SIGNED_IN - {Role.RESIDENT}

MOVES = Moves(
    "diary",
    "日程与期限",
    view("read_days", "看自己的日程与期限", KEEPING, english="See one's own dates", reach=Reach.ALL),
    view(
        "read_calendar",
        "凭订阅地址看日程",
        ANYONE,
        english="Read a calendar by its secret address",
        reach=Reach.ALL,
        basis=house("地址猜不到，本人随时可以更换、停用"),
    ),
    move("subscribe", "开通日程订阅", KEEPING, english="Make a calendar address", logged=None, reach=Reach.ALL),
    move("unsubscribe", "停用日程订阅", KEEPING, english="Stop the calendar address", logged=None, reach=Reach.ALL),
)
