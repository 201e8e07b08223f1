"""Who sees what is overdue, and who sets after how many days whom it reaches."""

from piaojue.commons.basis import local
from piaojue.commons.moves import Moves, move, view
from piaojue.commons.roles import Role

SEEING = {
    Role.CONGRESS_CLERK,
    Role.CONGRESS_CHAIR,
    Role.STREET_CLERK,
    Role.STREET_CHAIR,
    Role.GOV_OFFICE,
    Role.LEADING_GROUP,
}
"""Whom the ladder reaches, and the offices that run the year."""

MOVES = Moves(
    "ladder",
    "催办",
    view("read_overdue", "看逾期未办的事", SEEING, english="See what is overdue"),
    move("prompt", "催办", SEEING, english="Press for it", logged=None),
    move(
        "set_ladder",
        "设定催办办法",
        {Role.CONGRESS_CHAIR, Role.STREET_CHAIR, Role.GOV_OFFICE},
        english="Set whom overdue work reaches",
        basis=local("逾期的逐级提醒，连续亮灯的约谈", "三亚"),
    ),
)
