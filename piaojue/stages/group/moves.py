"""What may happen to a demand."""

from piaojue.commons.basis import house
from piaojue.commons.moves import Moves, Reach, move, view
from piaojue.commons.roles import ANYONE, SIGNED_IN, Role
from piaojue.commons.years.road import Stage
from piaojue.stages.group.models import DemandState as S

GROUPERS = {Role.CONGRESS_CLERK, Role.STREET_CLERK, Role.GOV_OFFICE}
WHILE = [Stage.SOLICITING, Stage.GROUPING, Stage.SCREENING]

MOVES = Moves(
    "group",
    "归并",
    view(
        "read_demands",
        "看诉求（个人信息已遮蔽）",
        ANYONE,
        english="See demands (personal data masked)",
        reach=Reach.ALL,
    ),
    view("read_board", "看归并工作台", GROUPERS, english="See the grouping desk"),
    move("group", "归并建议", GROUPERS, english="Group suggestions", stages=WHILE, basis=house("征集归并")),
    move("edit", "修改诉求表述", GROUPERS, english="Reword a demand", source=[S.OPEN], stages=WHILE),
    move("split", "拆出建议", GROUPERS, english="Split a suggestion off", source=[S.OPEN], stages=WHILE),
    move("merge", "合并诉求", GROUPERS, english="Merge demands", source=[S.OPEN], stages=WHILE),
    move("unmerge", "撤销合并", GROUPERS, english="Undo a merger", stages=WHILE),
    move("second", "附议", SIGNED_IN - {Role.ADMIN}, english="Second", source=[S.OPEN], stages=WHILE, reach=Reach.ALL),
    move(
        "second_by_sms",
        "附议后选择短信",
        SIGNED_IN - {Role.ADMIN},
        english="Choose text messages after seconding",
        reach=Reach.ALL,
    ),
    move(
        "unsecond",
        "取消附议",
        SIGNED_IN - {Role.ADMIN},
        english="Take my support back",
        source=[S.OPEN],
        stages=WHILE,
        reach=Reach.ALL,
    ),
)
