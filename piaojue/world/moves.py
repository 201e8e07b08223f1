"""What may happen to 接入单位."""

from piaojue.commons.basis import house
from piaojue.commons.moves import Moves, move, view
from piaojue.commons.roles import Role
from piaojue.world.models import PartnerState

OFFICE = {Role.CONGRESS_CLERK, Role.ADMIN}
OPEN = [PartnerState.OPEN]

MOVES = Moves(
    "world",
    "对外接口",
    view("read_partners", "看接入单位", OFFICE, english="See connected systems"),
    move(
        "open_partner",
        "登记接入单位",
        OFFICE,
        english="Register a connected system",
        basis=house("公开的数据谁都能读；密钥只说明是谁在读、读得多勤"),
    ),
    move("set_partner", "修改接入单位", OFFICE, english="Change a connected system", source=OPEN),
    move("renew_key", "更换密钥", OFFICE, english="Renew the key", source=OPEN),
    move("end_partner", "停用接入", OFFICE, english="End the connection", source=OPEN, target=PartnerState.ENDED),
)
