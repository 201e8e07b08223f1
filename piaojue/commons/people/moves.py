"""Who may look after people and seats."""

from engines.law import INCOMPATIBLE
from piaojue.commons.basis import Basis, house, of
from piaojue.commons.moves import Moves, Reach, effect, move, view
from piaojue.commons.people.models import ChangeState, Seat
from piaojue.commons.roles import ANYONE, SIGNED_IN, Role

KEEPERS = {Role.CONGRESS_CLERK, Role.STREET_CLERK, Role.ADMIN}
SIGNERS = {Role.CONGRESS_CHAIR, Role.STREET_CHAIR}
TERM = Basis("地方组织法", "9", says="每届任期五年")
EXCLUDING = of(*dict.fromkeys(article for rule in INCOMPATIBLE for article in rule.sources))
TWO = house("票面已定之后，应到人数由两个人办理")


def is_another_seat(seat: Seat, by: Seat) -> str | None:
    return "不能停用自己正在使用的席位" if seat.pk == by.pk else None


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
    view("choose_seat", "换一个席位办事", SIGNED_IN, english="Act from another seat", reach=Reach.ALL),
    move("import_roll", "导入代表名册", KEEPERS, english="Import the deputies' roll", reach=Reach.BELOW),
    move("appoint", "任命席位", KEEPERS, english="Appoint to a seat", reach=Reach.BELOW, basis=EXCLUDING),
    move("found_body", "登记机构", KEEPERS, english="Register a body", reach=Reach.BELOW),
    move(
        "end_seat",
        "停用席位",
        KEEPERS,
        english="Close a seat",
        reach=Reach.BELOW,
        seat_checks=[is_another_seat],
    ),
    move("issue_password", "发放初始密码", KEEPERS, english="Give out a first password", reach=Reach.BELOW),
    move(
        "issue_passwords",
        "成批发放初始密码",
        KEEPERS,
        english="Give out first passwords to a whole body",
        reach=Reach.BELOW,
    ),
    move("open_term", "开始新一届", KEEPERS, english="Open a term", reach=Reach.BELOW, basis=TERM),
    move("end_term", "整届届满", KEEPERS, english="End a whole term", reach=Reach.BELOW, basis=TERM),
    move(
        "propose_roll_change",
        "提出名册变动",
        KEEPERS,
        english="Propose a change of the roll",
        reach=Reach.BELOW,
        source=[ChangeState.PROPOSED],
        basis=TWO,
    ),
    move(
        "countersign_roll_change",
        "会签名册变动",
        KEEPERS | SIGNERS,
        english="Countersign a change of the roll",
        reach=Reach.BELOW,
        source=[ChangeState.PROPOSED],
        target=ChangeState.DONE,
        basis=TWO,
    ),
    move(
        "withdraw_roll_change",
        "撤回名册变动",
        KEEPERS | SIGNERS,
        english="Withdraw a change of the roll",
        reach=Reach.BELOW,
        source=[ChangeState.PROPOSED],
        target=ChangeState.WITHDRAWN,
    ),
    move("undo_roll", "撤销一批名册", KEEPERS, english="Undo the import of a roll", reach=Reach.BELOW),
    move("rename_body", "机构更名", KEEPERS, english="Rename a body", reach=Reach.BELOW),
    move("reform_body", "机构撤并", KEEPERS, english="Merge, split or dissolve a body", reach=Reach.BELOW),
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
