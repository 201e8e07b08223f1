"""What may happen in 送阅 and 审议."""

from piaojue.commons.moves import Moves, Reach, move, view
from piaojue.commons.people.roles import ANYONE, STAFF, Role
from piaojue.commons.years.road import Stage
from piaojue.stages.deliberate.models import QuestionState as Q

READERS = {Role.DEPUTY, Role.COMMITTEE, Role.PRESIDIUM}
DESK = {Role.SECRETARIAT, Role.CONGRESS_CLERK}

MOVES = Moves(
    "deliberate",
    "送阅与审议",
    view("read_questions", "看代表提问和部门答复", ANYONE, reach=Reach.ALL, basis="送阅材料公开后提问和答复一并公开"),
    view("read_receipts", "看各代表团送阅进度", DESK | {Role.CONGRESS_CHAIR}),
    view("read_minutes", "看分组审议记录和简报", STAFF | {Role.DEPUTY}),
    move("circulate", "会前送阅", DESK, stages=[Stage.CIRCULATING], basis="代表会前研读〔法 代表法 13 条〕；S30"),
    move("read", "阅读材料并留回执", READERS, stages=[Stage.CIRCULATING, Stage.DELIBERATING, Stage.VOTING]),
    move("ask", "向责任单位提问", READERS, stages=[Stage.CIRCULATING, Stage.DELIBERATING], basis="代表法 13 条"),
    move(
        "answer_question",
        "答复代表提问",
        {Role.DEPARTMENT, Role.GOV_OFFICE, Role.FINANCE},
        source=[Q.OPEN],
        target=Q.ANSWERED,
    ),
    move("outline", "写发言提纲（只有本人能看）", READERS, basis="提前准备发言提纲（S32）"),
    move("group_session", "记录分组审议", DESK, stages=[Stage.DELIBERATING], basis="分组审议（S35）"),
    move("amend_minutes", "更正分组审议记录", DESK, stages=[Stage.DELIBERATING]),
    move("minute_opinion", "记录审议意见", DESK | {Role.DEPUTY}, stages=[Stage.DELIBERATING]),
    move("amend_opinion", "更正审议意见", DESK | {Role.DEPUTY}, stages=[Stage.DELIBERATING], basis="代表只更正自己的"),
)
