"""Who may see how the installation is."""

from piaojue.commons.moves import Moves, view
from piaojue.commons.roles import Role

MOVES = Moves(
    "health",
    "运行",
    view("read_health", "看运行状况", {Role.ADMIN}, english="See how the system runs"),
)
