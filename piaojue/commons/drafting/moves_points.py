"""要点: what a paper binds somebody to is carried out, answered for and judged (docs/domain.md#points)."""

from piaojue.commons.basis import Basis, house
from piaojue.commons.drafting.models import DocumentState, Point, PointState
from piaojue.commons.drafting.roles import WRITERS, keeps_its_file
from piaojue.commons.moves import Reach, effect, move, view
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import CLERKS, STAFF, Role

S = PointState
JUDGES = CLERKS | {Role.CONGRESS_CHAIR, Role.STREET_CHAIR, Role.SECRETARIAT}
EXECUTORS = frozenset({Role.GOV_OFFICE, Role.DEPARTMENT, Role.FINANCE, Role.LEGAL})
CARRIED_OUT = Basis("地方组织法", "73", says="县级以上政府执行本级人民代表大会及其常务委员会的决议")


def its_unit(point: Point, by: Seat | None) -> bool:
    """The unit that carries it out."""
    return by is not None and point.body_id is not None and point.body_id in by.speaks_for


LINES = (
    view(
        "read_points",
        "看决议和审议意见的落实",
        (STAFF - {Role.ADMIN, Role.EVALUATOR}) | {Role.DEPUTY, Role.COUNCIL_MEMBER},
        english="See how resolutions are carried out",
        reach=Reach.UP,
    ),
    move(
        "add_point",
        "添加要点",
        WRITERS,
        english="Add a point to a paper",
        source=[DocumentState.FILED],
        whose=keeps_its_file,
    ),
    move(
        "set_point",
        "定落实单位和期限",
        JUDGES,
        english="Name who carries a point out, and by when",
        source=[S.OPEN, S.UNDONE],
        basis=house("没有单位和期限的要点，先定下来"),
    ),
    move(
        "answer_point",
        "答复落实情况",
        EXECUTORS,
        english="Say how a point was carried out",
        source=[S.OPEN, S.UNDONE],
        target=S.ANSWERED,
        reach=Reach.ALL,
        whose=its_unit,
        basis=CARRIED_OUT,
    ),
    move(
        "accept_point",
        "认定已落实",
        JUDGES,
        english="Find that a point was carried out",
        source=[S.ANSWERED],
        target=S.DONE,
    ),
    move(
        "refuse_point",
        "认定没有落实",
        JUDGES,
        english="Find that a point was not carried out",
        source=[S.OPEN, S.ANSWERED],
        target=S.UNDONE,
        basis=house("没有落实的，代表都看得到，责任单位继续落实、再答复"),
    ),
    effect("make_point", "列出要点", english="A point of a paper"),
    effect("move_point", "要点转入新的一份", english="A point goes on in the newer paper"),
    effect("lapse_point", "原文书被替代或废止，要点终止", english="A point ends with its paper"),
)
