"""Who may look after people and seats."""

from engines.law import INCOMPATIBLE
from piaojue.commons.basis import Basis, house, of
from piaojue.commons.moves import Moves, Reach, effect, move, view
from piaojue.commons.people.models import ChangeState, RollChange, Seat, Term
from piaojue.commons.people.office import Renewal
from piaojue.commons.people.sides import OWN_SIDE_ONLY, SECONDS_OF, agrees, is_none_of_theirs, takes_two
from piaojue.commons.roles import ANYONE, SIGNED_IN, Role

KEEPERS = {Role.CONGRESS_CLERK, Role.STREET_CLERK, Role.ADMIN}
SIGNERS = {Role.CONGRESS_CHAIR, Role.STREET_CHAIR}
ENROLLERS = KEEPERS | OWN_SIDE_ONLY
SECONDS = frozenset[Role]().union(*SECONDS_OF.values())
TERM = Basis("地方组织法", "9", says="每届任期五年")
EXCLUDING = of(*dict.fromkeys(article for rule in INCOMPATIBLE for article in rule.sources))
SIDES = house("各方的人由各方登记；跨方的、管票决和管人的，由两个人办理，并告知本人")
TWO = house("票面已定之后，应到人数由两个人办理")


def is_another_seat(seat: Seat, by: Seat) -> str | None:
    return "不能停用自己正在使用的席位" if seat.pk == by.pk else None


def is_of_their_side(thing: Seat | RollChange | Term, by: Seat | None) -> bool:
    """The government's and the Party's offices look after their own side alone. A term is its deputies'."""
    return not is_none_of_theirs(by, getattr(thing, "role", Role.DEPUTY), thing.place)


def may_agree(change: RollChange, by: Seat | None) -> bool:
    """The second person: of the side whose seat it is; where only a number of members is at stake, whoever keeps the roll."""
    if by is None:
        return False
    if not takes_two(change.proposed_by, change.role, change.place):
        return by.role in KEEPERS | SIGNERS
    concerned = change.seat.person_id if change.seat and change.cause != Renewal.PASSWORD else None
    return agrees(by, change.role, change.place, without=[change.proposed_by.person_id, concerned or 0])


def may_withdraw(change: RollChange, by: Seat | None) -> bool:
    return by is not None and (by.role in KEEPERS | SIGNERS or by.person_id == change.proposed_by.person_id)


MOVES = Moves(
    "people",
    "人员与席位",
    view("read_policy", "看权限表", ANYONE, english="See who may do what", reach=Reach.ALL),
    view(
        "read_roll",
        "看本级名册",
        ENROLLERS | {Role.CONGRESS_CHAIR, Role.STREET_CHAIR, Role.SECRETARIAT},
        english="See the region's roll",
        reach=Reach.BELOW,
    ),
    view(
        "read_roll_changes",
        "看名册变动",
        KEEPERS | SIGNERS | SECONDS,
        english="See changes of the roll that two people make",
        reach=Reach.BELOW,
    ),
    view("choose_seat", "换一个席位办事", SIGNED_IN, english="Act from another seat", reach=Reach.ALL),
    move("import_roll", "导入代表名册", KEEPERS, english="Import the deputies' roll", reach=Reach.BELOW),
    move(
        "appoint",
        "任命席位",
        ENROLLERS,
        english="Appoint to a seat",
        reach=Reach.BELOW,
        basis=[*EXCLUDING, SIDES],
    ),
    move("found_body", "登记机构", KEEPERS, english="Register a body", reach=Reach.BELOW),
    move(
        "end_seat",
        "停用席位",
        ENROLLERS,
        english="Close a seat",
        reach=Reach.BELOW,
        whose=is_of_their_side,
        basis=SIDES,
        seat_checks=[is_another_seat],
    ),
    move(
        "issue_password",
        "发放初始密码",
        ENROLLERS,
        english="Give out a first password",
        reach=Reach.BELOW,
        whose=is_of_their_side,
        basis=SIDES,
    ),
    move(
        "issue_passwords",
        "成批发放初始密码",
        ENROLLERS,
        english="Give out first passwords to a whole body",
        reach=Reach.BELOW,
    ),
    move("open_term", "开始新一届", KEEPERS, english="Open a term", reach=Reach.BELOW, basis=TERM),
    move("end_term", "整届届满", KEEPERS, english="End a whole term", reach=Reach.BELOW, basis=TERM),
    move(
        "propose_roll_change",
        "提出名册变动",
        ENROLLERS,
        english="Propose a change of the roll",
        reach=Reach.BELOW,
        source=[ChangeState.PROPOSED],
        whose=is_of_their_side,
        basis=[TWO, SIDES],
    ),
    move(
        "countersign_roll_change",
        "会签名册变动",
        KEEPERS | SIGNERS | SECONDS,
        english="Countersign a change of the roll",
        reach=Reach.BELOW,
        source=[ChangeState.PROPOSED],
        target=ChangeState.DONE,
        whose=may_agree,
        basis=[TWO, SIDES],
    ),
    move(
        "withdraw_roll_change",
        "撤回名册变动",
        ENROLLERS | SIGNERS,
        english="Withdraw a change of the roll",
        reach=Reach.BELOW,
        source=[ChangeState.PROPOSED],
        target=ChangeState.WITHDRAWN,
        whose=may_withdraw,
    ),
    move("undo_roll", "撤销一批名册", KEEPERS, english="Undo the import of a roll", reach=Reach.BELOW),
    move("rename_body", "机构更名", KEEPERS, english="Rename a body", reach=Reach.BELOW),
    move("reform_body", "机构撤并", KEEPERS, english="Merge, split or dissolve a body", reach=Reach.BELOW),
    move("rename_place", "区划更名", KEEPERS, english="Rename a place", reach=Reach.BELOW),
    move("reform_place", "区划划归、并入、撤销", KEEPERS, english="Move, merge or dissolve a place", reach=Reach.BELOW),
    effect("note_place", "登记承接的地区", english="Note the place that goes on"),
    effect("note_place_event", "登记区划变动", english="Note what became of a place"),
    effect("place_goes_over", "随乡镇并入划归", english="A village goes over with its town"),
    effect("body_goes_over", "机构随地区划归", english="A body goes over with its place"),
    effect("seat_goes_over", "席位随地区划归", english="A seat goes over with its place"),
    effect("end_part", "随所属机构撤并", english="Part of the body ends with it"),
    effect("note_event", "登记机构变动", english="Note what became of a body"),
    effect("seat_ends_with_body", "席位随机构撤并结束", english="A seat ends with its body"),
    effect("unseat", "撤去导入的席位", english="Take an imported seat back"),
    effect("seat_from_roll", "按名册更正席位", english="Put a seat right by the roll"),
    effect("seat_as_before_roll", "撤销名册的更正", english="Take back what a roll changed"),
    effect("note_term", "登记届次", english="Note a term"),
    effect("join_term", "归入届次", english="Assign a seat to its term"),
    effect("seat_ends", "席位随届满结束", english="A seat ends with its term"),
    move("remove_bodies", "撤销导入的机构", KEEPERS, english="Undo an import of bodies", reach=Reach.BELOW),
    effect("drop_body", "移除机构", english="Body removed"),
    effect("join_as_resident", "居民加入", english="Join as a resident"),
    effect("become_first_administrator", "设立首位管理员", english="Become the first administrator"),
    effect("administer_region", "管理新导入的地区", english="Administer a region brought in"),
)
