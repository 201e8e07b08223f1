"""What may happen to the region tree."""

from piaojue.commons.moves import Moves, Reach, move, view
from piaojue.commons.people.roles import ANYONE, Role

MOVES = Moves(
    "places",
    "地方",
    view("read_places", "看区划", ANYONE, reach=Reach.ALL),
    move("import_places", "导入区划", {Role.ADMIN}, reach=Reach.ALL, basis="统计用区划代码"),
    move(
        "set_populations",
        "录入常住人口",
        {Role.CONGRESS_CLERK, Role.STREET_CLERK, Role.GOV_OFFICE},
        basis="统计公报、普查公报",
    ),
)
