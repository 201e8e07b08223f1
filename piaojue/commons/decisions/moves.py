"""Who enters what a body decided, and who reads it."""

from engines.law import Matter, Organ
from piaojue.commons.basis import Basis, house
from piaojue.commons.decisions.deciders import deciders
from piaojue.commons.decisions.models import Decision
from piaojue.commons.moves import Moves, Reach, move, view
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import ANYONE, STAFF, Role
from piaojue.commons.sittings.organs import ORGANS

RECORDERS = frozenset[Role]().union(*(line.office for line in ORGANS.values()))


def belongs_to_office(decision: Decision, by: Seat | None) -> bool:
    """Whether the seat is of the office of the body that decided."""
    return by is not None and by.role in ORGANS[Organ(decision.organ)].office


def is_its_office(decision: Decision, by: Seat) -> str | None:
    """Each body's own office enters what the body decided."""
    organ = Organ(decision.organ)
    if belongs_to_office(decision, by):
        return None
    words = "、".join(str(role.label) for role in Role if role in ORGANS[organ].office)
    return f"{organ.label}的决定由{words}登记"


def decides_here(decision: Decision) -> str | None:
    """The law gives this matter in this place to certain bodies."""
    organs = [one.organ for one in deciders(Matter(decision.matter), decision.place, decision.decided_on)]
    if not organs:
        return f"“{decision.get_matter_display()}”在{decision.place.name}没有可以决定的机构"
    if Organ(decision.organ) in organs:
        return None
    words = "、".join(str(organ.label) for organ in organs)
    return f"“{decision.get_matter_display()}”由{words}决定，{Organ(decision.organ).label}无权决定"


def is_public(decision: Decision) -> str | None:
    return "这项决定已经公开" if decision.public else None


def is_inside(decision: Decision) -> str | None:
    return None if decision.public else "这项决定本来就不公开"


MOVES = Moves(
    "decisions",
    "会议决定",
    view("read_decisions", "看公开的会议决定", ANYONE, english="See decisions that are public", reach=Reach.ALL),
    view(
        "read_all_decisions",
        "看全部会议决定",
        STAFF,
        english="See all decisions",
        reach=Reach.BELOW,
    ),
    move(
        "decide",
        "登记会议决定",
        RECORDERS,
        english="Enter a decision",
        checks=[decides_here],
        seat_checks=[is_its_office],
        basis=[
            Basis("地方组织法", "14、25", says="2/3 以上代表出席，全体代表过半数通过"),
            Basis("地方组织法", "51", says="常委会以全体组成人员过半数通过"),
            house("会议的决定按签署的纪要登记，任何一人的点击都不是决定"),
        ],
    ),
    move(
        "publish_decision",
        "公开这项决定",
        RECORDERS,
        english="Publish a decision",
        checks=[is_public],
        whose=belongs_to_office,
        basis=Basis("监督法", "10", says="监督情况向社会公开"),
    ),
    move(
        "take_back_decision",
        "不再公开这项决定",
        RECORDERS,
        english="Stop publishing a decision",
        checks=[is_inside],
        whose=belongs_to_office,
    ),
)
