"""Who may read the log."""

from piaojue.commons.moves import Moves, Reach, view
from piaojue.commons.roles import Role

MOVES = Moves(
    "record",
    "操作记录",
    view(
        "read_log",
        "看操作记录",
        {Role.CONGRESS_CHAIR, Role.CONGRESS_CLERK, Role.STREET_CHAIR, Role.GUIDANCE, Role.ADMIN},
        english="See the log",
        reach=Reach.BELOW,
    ),
)
