"""What may happen to 接入单位."""

from piaojue.commons.basis import house
from piaojue.commons.moves import Moves, effect, move, view
from piaojue.commons.roles import Role
from piaojue.world.models import PartnerState

OFFICE = {Role.CONGRESS_CLERK, Role.ADMIN}
OPEN = [PartnerState.OPEN]
BUDGET = {Role.FINANCE, Role.GOV_OFFICE}
READS_BUDGET = BUDGET | {Role.CONGRESS_CLERK, Role.COMMITTEE}

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
    view("read_budget_codes", "看预算项目代码", READS_BUDGET, english="See budget codes"),
    move(
        "note_budget_codes",
        "登记预算项目代码",
        BUDGET,
        english="Note budget codes",
        basis=house("和预算一体化对得上账；代码只作对照，不改项目和资金"),
    ),
    effect("note_budget_code", "登记一个预算项目代码", english="A budget code noted"),
    effect("drop_budget_code", "删除一个预算项目代码", english="A budget code removed"),
)
