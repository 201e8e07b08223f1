"""What may happen to the region tree."""

from piaojue.commons.basis import house
from piaojue.commons.moves import Moves, Reach, effect, move, view
from piaojue.commons.roles import ANYONE, Role

MOVES = Moves(
    "places",
    "地方",
    view("read_places", "看区划", ANYONE, english="See the regions", reach=Reach.ALL),
    move(
        "import_places",
        "导入区划",
        {Role.ADMIN},
        english="Bring in a region",
        reach=Reach.ALL,
        basis=house("统计用区划代码"),
    ),
    effect("set_population", "录入一地常住人口", english="Enter one place's resident population"),
    move(
        "set_populations",
        "录入常住人口",
        {Role.CONGRESS_CLERK, Role.STREET_CLERK, Role.GOV_OFFICE},
        english="Enter the resident population",
        basis=house("统计公报、普查公报"),
    ),
)
