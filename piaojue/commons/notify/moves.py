"""What one may read of notices and tasks."""

from piaojue.commons.moves import Moves, Reach, view
from piaojue.commons.roles import SIGNED_IN

MOVES = Moves(
    "notify",
    "办事与消息",
    view("read_today", "看自己今天要办的事", SIGNED_IN, english="See one's own work of today", reach=Reach.ALL),
    view("read_notices", "看自己的消息", SIGNED_IN, english="See one's own messages", reach=Reach.ALL),
)
