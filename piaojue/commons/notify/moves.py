"""What one may read of notices and tasks."""

from piaojue.commons.basis import house
from piaojue.commons.moves import Moves, Reach, move, view
from piaojue.commons.roles import SIGNED_IN, Role

POST_OFFICE = {Role.CONGRESS_CLERK, Role.STREET_CLERK, Role.GOV_OFFICE}
"""Who takes what people hand in on paper, and so brings them the answer."""

MOVES = Moves(
    "notify",
    "办事与消息",
    view("read_today", "看自己今天要办的事", SIGNED_IN, english="See one's own work of today", reach=Reach.ALL),
    view("read_notices", "看自己的消息", SIGNED_IN, english="See one's own messages", reach=Reach.ALL),
    view("read_letters", "看待寄信函", POST_OFFICE, english="See letters to be printed"),
    move(
        "print_letters",
        "打印信函",
        POST_OFFICE,
        english="Print letters",
        basis=house("没有手机的人也要有回音"),
    ),
)
