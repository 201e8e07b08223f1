"""Who may see how the installation is."""

from piaojue.commons.moves import Moves, move, view
from piaojue.commons.roles import Role

SETTING_UP = {
    Role.ADMIN,
    Role.CONGRESS_CLERK,
    Role.CONGRESS_CHAIR,
    Role.STREET_CLERK,
    Role.STREET_CHAIR,
    Role.GOV_OFFICE,
}

MOVES = Moves(
    "health",
    "运行",
    view("read_health", "看运行状况", {Role.ADMIN}, english="See how the system runs"),
    view("read_ready", "看开始之前的清单", SETTING_UP, english="See what a place needs before a year starts"),
    move("try_message", "给自己发一条短信", SETTING_UP, english="Send a trial SMS to oneself", logged=None),
)
