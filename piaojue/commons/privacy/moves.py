"""What may happen to personal data, whatever room keeps them."""

from piaojue.commons.basis import Basis, assumed
from piaojue.commons.moves import Moves, Reach, move, view
from piaojue.commons.people.models import Seat
from piaojue.commons.people.queries import is_resident_only
from piaojue.commons.roles import ANYONE, Role

OFFICE = {Role.CONGRESS_CLERK, Role.CONGRESS_CHAIR, Role.STREET_CLERK, Role.STREET_CHAIR}

ASSESSED = Basis("个人信息保护法", "55、56", says="事前评估，报告和处理情况记录至少保存三年")


def is_ones_own(seat: Seat, by: Seat | None) -> bool:
    return by is not None and seat.person_id == by.person_id


def holds_no_office(seat: Seat) -> str | None:
    if is_resident_only(seat.person_id):
        return None
    return "您还担任着职务，账号随职务使用：请先请任命您的机构结束职务，再注销"


MOVES = Moves(
    "privacy",
    "个人信息",
    view(
        "read_notice",
        "看个人信息处理规则",
        ANYONE,
        english="See how personal data are handled",
        reach=Reach.ALL,
        basis=Basis("个人信息保护法", "17", says="处理者、目的、方式、期限、怎样行使权利"),
    ),
    move(
        "set_controller",
        "登记个人信息处理者",
        OFFICE,
        english="Name who answers for personal data",
        basis=[Basis("个人信息保护法", "17"), assumed("保存期限由本地定")],
    ),
    view(
        "read_assessments",
        "看个人信息保护影响评估",
        OFFICE,
        english="See the assessments of what handling personal data does",
        basis=ASSESSED,
    ),
    move(
        "enter_assessment",
        "登记个人信息保护影响评估",
        OFFICE,
        english="Enter an assessment of what handling personal data does",
        basis=ASSESSED,
    ),
    move(
        "close_account",
        "注销账号，删除个人信息",
        {Role.RESIDENT},
        english="Close the account and erase personal data",
        logged="注销账号",
        whose=is_ones_own,
        checks=[holds_no_office],
        reach=Reach.ALL,
        basis=Basis("个人信息保护法", "15、47", says="撤回同意的，主动删除"),
    ),
)
