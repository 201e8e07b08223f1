"""What may happen to a year."""

from piaojue.commons.moves import Moves, Reach, move, view
from piaojue.commons.people.roles import ANYONE, CLERKS, SIGNED_IN, STAFF, Role

OPENERS = {Role.CONGRESS_CLERK, Role.CONGRESS_CHAIR, Role.STREET_CLERK, Role.STREET_CHAIR}
SIGNERS = OPENERS | {
    Role.GOV_OFFICE,
    Role.LEADING_GROUP,
    Role.COMMITTEE,
    Role.PRESIDIUM,
    Role.SECRETARIAT,
    Role.CHIEF_TELLER,
}

MOVES = Moves(
    "years",
    "年度与关口",
    view("read_year", "看年度进程", ANYONE, reach=Reach.ALL, basis="信息公开条例 19 条"),
    view("read_papers", "看内部文书", STAFF, reach=Reach.BELOW),
    move("open_year", "开启年度", OPENERS, basis="年度监督计划〔法 监督法 63 条〕"),
    move("set_year", "设定年度参数", OPENERS, basis="地方票决办法"),
    move("file_paper", "登记文书", STAFF - {Role.ADMIN, Role.EVALUATOR}),
    move(
        "show_paper",
        "公开或收回文书",
        OPENERS | {Role.GOV_OFFICE, Role.SECRETARIAT},
        basis="误公开的及时收回；该公开的不漏〔法 信息公开条例〕",
    ),
    move("sign_gate", "签署关口", SIGNERS),
    move("pass_gate", "进入下一阶段", CLERKS | OPENERS),
    move("ask_checkpoint", "发出四问", {Role.GUIDANCE, Role.CONGRESS_CLERK}, basis="四问工作法（S13）"),
    move("answer_checkpoint", "答复四问", OPENERS, reach=Reach.UP, basis="四问工作法（S13）"),
    view("read_checkpoints", "看四问看板", SIGNED_IN - {Role.RESIDENT, Role.VOLUNTEER}, reach=Reach.BELOW),
)
