"""What one may read of notices and tasks."""

from piaojue.commons.moves import Moves, Reach, view
from piaojue.commons.people.roles import SIGNED_IN

MOVES = Moves(
    "notify",
    "办事与消息",
    view("read_today", "看自己今天要办的事", SIGNED_IN, reach=Reach.ALL),
    view("read_notices", "看自己的消息", SIGNED_IN, reach=Reach.ALL),
)
