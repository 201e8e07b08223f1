"""What may happen to a demand, and to the suggestions that wait to be grouped."""

from piaojue.commons.basis import house
from piaojue.commons.moves import Moves, Reach, effect, move, view
from piaojue.commons.roles import ANYONE, SIGNED_IN, Role
from piaojue.commons.years.road import Stage
from piaojue.stages.group.models import Demand
from piaojue.stages.group.models import DemandState as S

GROUPERS = {Role.CONGRESS_CLERK, Role.STREET_CLERK, Role.GOV_OFFICE}
SECONDERS = SIGNED_IN - {Role.ADMIN}
WHILE = [Stage.SOLICITING, Stage.GROUPING, Stage.SCREENING]


def takes_more(demand: Demand) -> str | None:
    """Suggestions join a demand until it has its outcome."""
    return None if demand.state == S.OPEN else f"这条诉求{demand.get_state_display()}，不能再加入建议"


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
    move(
        "make_demand",
        "归并建议",
        GROUPERS,
        english="Group suggestions",
        logged="归并成诉求",
        stages=WHILE,
        basis=house("征集归并"),
    ),
    move("add", "加入建议", GROUPERS, english="Add suggestions to a demand", stages=WHILE, checks=[takes_more]),
    move("edit", "修改诉求表述", GROUPERS, english="Reword a demand", source=[S.OPEN], stages=WHILE),
    move("split", "拆出建议", GROUPERS, english="Split a suggestion off", source=[S.OPEN], stages=WHILE),
    move("merge", "合并诉求", GROUPERS, english="Merge demands", source=[S.OPEN], target=S.MERGED, stages=WHILE),
    move("unmerge", "撤销合并", GROUPERS, english="Undo a merger", target=S.OPEN, stages=WHILE),
    move("reject", "判定不是同一件事", GROUPERS, english="Judge suggestions to be different", stages=WHILE),
    move("split_off", "拆出另成一组", GROUPERS, english="Split a proposed group", stages=WHILE),
    move("move", "移动建议", GROUPERS, english="Move suggestions to another group", stages=WHILE),
    move("undo", "撤销归并判断", GROUPERS, english="Take a grouping decision back", stages=WHILE),
    move("set_auto", "设定自动归并", GROUPERS, english="Switch automatic grouping", stages=WHILE),
    move("second", "附议", SECONDERS, english="Second", source=[S.OPEN], stages=WHILE, reach=Reach.ALL),
    move(
        "second_by_sms",
        "附议后选择短信",
        SECONDERS,
        english="Choose text messages after seconding",
        reach=Reach.ALL,
    ),
    move(
        "unsecond",
        "取消附议",
        SECONDERS,
        english="Take my support back",
        source=[S.OPEN],
        stages=WHILE,
        reach=Reach.ALL,
    ),
    move(
        "confirm_field",
        "领域和部门没错",
        GROUPERS,
        english="Confirm field and unit",
        logged="核对领域和部门",
        source=[S.OPEN],
        stages=WHILE,
    ),
    move("unlearn", "不再学这一条", GROUPERS, english="Forget a lesson"),
    effect("name_anew", "诉求另拟名称", english="Demand named anew"),
    effect("group_suggestion", "建议已归并", english="Suggestion grouped"),
    effect("release_suggestion", "建议退回待归并", english="Suggestion waits to be grouped again"),
    effect("answer_suggestion", "建议已答复", english="Suggestion answered"),
    effect("absorb", "诉求并入", english="Another demand merged into it"),
    effect("give_back", "撤销并入", english="A merged demand taken out of it"),
)
