"""Who may look after people and seats."""

from piaojue.commons.moves import Moves, Reach, move, view
from piaojue.commons.roles import ANYONE, SIGNED_IN, Role

KEEPERS = {Role.CONGRESS_CLERK, Role.STREET_CLERK, Role.ADMIN}

MOVES = Moves(
    "people",
    "人员与席位",
    view("read_policy", "看权限表", ANYONE, english="See who may do what", reach=Reach.ALL),
    view(
        "read_roll",
        "看本级名册",
        KEEPERS | {Role.CONGRESS_CHAIR, Role.STREET_CHAIR, Role.SECRETARIAT},
        english="See the region's roll",
        reach=Reach.BELOW,
    ),
    move("choose_seat", "换一个席位办事", SIGNED_IN, english="Act from another seat", reach=Reach.ALL),
    move("import_roll", "导入代表名册", KEEPERS, english="Import the deputies' roll", reach=Reach.BELOW),
    move("appoint", "任命席位", KEEPERS, english="Appoint to a seat", reach=Reach.BELOW),
    move("end_seat", "停用席位", KEEPERS, english="Close a seat", reach=Reach.BELOW),
    move("issue_password", "发放初始密码", KEEPERS, english="Give out a first password", reach=Reach.BELOW),
)
