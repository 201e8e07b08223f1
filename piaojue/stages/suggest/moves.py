"""What may happen to a suggestion."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from piaojue.commons.basis import Basis, house
from piaojue.commons.moves import Moves, Reach, effect, move, view
from piaojue.commons.people.models import Seat
from piaojue.commons.privacy.queries import controller_of
from piaojue.commons.record.log import history
from piaojue.commons.roles import ANYONE, SIGNED_IN, Role
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import Stage
from piaojue.stages.suggest.models import Alarm, Suggestion
from piaojue.stages.suggest.models import SuggestionState as S
from piaojue.stages.suggest.moves_asking import ASKING
from piaojue.stages.suggest.publication import ENDED, OPEN, Publication, Unpublished


def is_the_proposers(suggestion: Suggestion, by: Seat | None) -> bool:
    """Only who proposed it takes it back."""
    return by is not None and suggestion.proposer_id == by.person_id


def is_somebody_elses(suggestion: Suggestion, by: Seat) -> str | None:
    return "这件事您自己已经提过，不用再附议" if suggestion.proposer_id == by.person_id else None


def names_its_controller(year: Year) -> str | None:
    """Who is asked for name and phone must know who keeps them (个人信息保护法 17 条)."""
    if controller_of(year.place).phone:
        return None
    return "请先到“个人信息怎样处理”登记处理者和联系电话：居民填表前要知道谁来处理、找谁更正和删除（个人信息保护法第十七条）"


def is_on_duty_there(alarm: Alarm, by: Seat | None) -> bool:
    """On duty in the year's own place, or in the street where the danger is."""
    if by is None or not alarm.place.covers(by.place):
        return False
    return by.place_id == alarm.place_id or by.place.covers(alarm.suggestion.spot)


def is_open(alarm: Alarm) -> str | None:
    return "别人已经处置过了" if alarm.handled_at else None


def is_at_its_desk(suggestion: Suggestion, by: Seat | None) -> bool:
    """A clerk of the place that answers for it, or of the street that it is about."""
    if by is None:
        return False
    return by.place_id == suggestion.place_id or (by.role == Role.STREET_CLERK and by.place.covers(suggestion.spot))


def is_there(suggestion: Suggestion) -> str | None:
    return "建议人已经撤回，不再公开" if suggestion.state == S.WITHDRAWN else None


def is_undecided(suggestion: Suggestion) -> str | None:
    if suggestion.publication in OPEN:
        return None
    return f"这条已经有人处理过，现在是“{suggestion.get_publication_display()}”"


def is_unread(suggestion: Suggestion) -> str | None:
    if suggestion.publication == Publication.WAITING:
        return None
    return f"只有“待编发”的可以暂缓，现在是“{suggestion.get_publication_display()}”"


DECIDED = ("suggest.publish", "suggest.hold", "suggest.refuse_publication")
TAKE_BACK = timedelta(minutes=10)
"""How long a slip of the finger can be taken back; after that others rest on what stands."""


def was_just_decided(suggestion: Suggestion) -> str | None:
    last = history(suggestion).first()
    if last is not None and last.act in DECIDED and timezone.now() - last.at <= TAKE_BACK:
        return None
    return "只能撤回 10 分钟以内的编发；以后要改的，用“撤下”或“恢复公开”"


def was_kept_back(suggestion: Suggestion) -> str | None:
    if suggestion.unpublished == Unpublished.OWN_WISH:
        return "建议人自己要求不公开，不能由别人恢复"
    if suggestion.publication in ENDED:
        return None
    return f"只有“不公开”“已撤下”的可以恢复，现在是“{suggestion.get_publication_display()}”"


def has_contact(suggestion: Suggestion) -> str | None:
    """There is something to erase."""
    if any(getattr(suggestion, name) for name in CONTACT) or suggestion.by_sms:
        return None
    return "联系方式已经删除"


def has_words(suggestion: Suggestion) -> str | None:
    return "内容已经删除" if suggestion.title == DELETED else None


def is_published(suggestion: Suggestion) -> str | None:
    return None if suggestion.publication == Publication.PUBLISHED else "这条建议现在没有公开"


DELETED = "（已由本人删除）"
"""What stands where the words were."""
CONTACT = ("proposer_name", "proposer_phone", "address", "org", "post", "mail_address")
"""Columns that say who proposed it and how to reach them."""
COLLECTORS = {Role.CONGRESS_CLERK, Role.STREET_CLERK, Role.DEPUTY, Role.GOV_OFFICE}
SLIP_TAKERS = {Role.CONGRESS_CLERK, Role.STREET_CLERK, Role.GOV_OFFICE}
"""Who enters a pile of paper slips as a table."""
ON_DUTY = {Role.CONGRESS_CLERK, Role.STREET_CLERK, Role.GOV_OFFICE}
EDITORS = {Role.CONGRESS_CLERK, Role.STREET_CLERK}
LISTENERS = EDITORS | {Role.GOV_OFFICE}
"""Who groups and answers, and so reads what is not public."""
EDITING: dict[str, Any] = {"reach": Reach.UP, "whose": is_at_its_desk}
"""Of the own place's year everything, from a street what is about its places."""
COLLECTING = [Stage.SOLICITING, Stage.GROUPING, Stage.SCREENING]
TAKING = [Stage.PLANNED, *COLLECTING]
"""常态征集: a year takes words from the day on which it is opened, long before its campaign, until it is screened."""


def says_who_keeps_it(year: Year) -> str | None:
    """Before the campaign, too, nobody is asked for name and phone who is not told who keeps them (个人信息保护法 17 条)."""
    if year.stage != Stage.PLANNED or controller_of(year.place).phone:
        return None
    return "这里还没有公布由谁处理个人信息，集中征集以前不收建议"


MOVES = Moves(
    "suggest",
    "征集",
    view(
        "read_suggestions",
        "看公开的建议（已遮蔽个人信息）",
        ANYONE,
        english="See public suggestions (personal data masked)",
        reach=Reach.ALL,
    ),
    view(
        "read_proposers",
        "看建议人联系方式",
        {Role.CONGRESS_CLERK, Role.STREET_CLERK},
        english="See how to reach a proposer",
        basis=Basis("个人信息保护法", "13"),
    ),
    move(
        "correct_contact",
        "更正、删除建议人联系方式",
        {Role.CONGRESS_CLERK, Role.STREET_CLERK},
        english="Correct or erase how to reach a proposer",
        basis=Basis("个人信息保护法", "46、47"),
    ),
    view(
        "read_unpublished",
        "看没有公开的建议",
        LISTENERS,
        english="See suggestions that are not public",
        basis=Basis("个人信息保护法", "6"),
    ),
    view(
        "read_desk",
        "看编发台",
        EDITORS,
        english="See the editorial desk",
        reach=Reach.UP,
        basis=Basis("内容生态治理规定", "9"),
    ),
    move(
        "publish",
        "公开",
        EDITORS,
        english="Publish",
        logged="公开建议",
        checks=[is_there, is_undecided],
        basis=Basis("内容生态治理规定", "9"),
        **EDITING,
    ),
    move(
        "hold",
        "暂缓公开",
        EDITORS,
        english="Hold back for now",
        checks=[is_there, is_unread],
        basis=house("没有核实的先不公开，照样归并、答复"),
        **EDITING,
    ),
    move(
        "refuse_publication",
        "不予公开",
        EDITORS,
        english="Do not publish",
        logged="决定不公开",
        checks=[is_there, is_undecided],
        basis=[Basis("内容生态治理规定", "6、7、10"), Basis("个人信息保护法", "25")],
        **EDITING,
    ),
    move(
        "take_down",
        "撤下",
        EDITORS,
        english="Take down",
        logged="撤下建议",
        checks=[is_there, is_published],
        basis=[Basis("网络安全法", says="发现违法信息立即停止传输"), Basis("个人信息保护法", "47")],
        **EDITING,
    ),
    move(
        "publish_again",
        "恢复公开",
        EDITORS,
        english="Publish again",
        checks=[is_there, was_kept_back],
        basis=house("决定错了可以改回来"),
        **EDITING,
    ),
    move(
        "decide_anew",
        "撤回编发",
        EDITORS,
        english="Take an editorial decision back",
        logged="撤回编发决定",
        checks=[is_there, was_just_decided],
        basis=house("按错了键，当场改回来"),
        **EDITING,
    ),
    move(
        "set_publishing",
        "设定编发办法",
        EDITORS,
        english="Set which channels publish at once",
        basis=Basis("内容生态治理规定", "9"),
    ),
    view(
        "read_alarms",
        "看紧急事项",
        ON_DUTY,
        english="See alarms",
        reach=Reach.BELOW,
        basis=house("紧急危险立即转人处置"),
    ),
    move(
        "handle_alarm",
        "处置紧急事项",
        ON_DUTY,
        english="Deal with an alarm",
        reach=Reach.UP,
        whose=is_on_duty_there,
        checks=[is_open],
        basis=house("本级或所在街道的值班人员，谁先看到谁处置"),
    ),
    view(
        "export_all",
        "导出全部建议（已遮蔽）",
        {Role.CONGRESS_CLERK, Role.STREET_CLERK, Role.GOV_OFFICE},
        english="Export all suggestions (masked)",
    ),
    move(
        "open_campaign",
        "发布征集活动",
        {Role.CONGRESS_CLERK, Role.STREET_CLERK, Role.GOV_OFFICE},
        english="Publish a call",
        stages=[Stage.PLANNED, Stage.SOLICITING],
        checks=[names_its_controller],
        basis=Basis("个人信息保护法", "17"),
    ),
    move(
        "suggest",
        "提建议",
        SIGNED_IN - {Role.ADMIN},
        english="suggest",
        logged="提出建议",
        stages=TAKING,
        checks=[says_who_keeps_it],
        reach=Reach.ALL,
        basis=house("任何人都可提出"),
    ),
    move(
        "enter_for",
        "代他人登记",
        COLLECTORS,
        english="Enter for somebody",
        stages=TAKING,
        checks=[says_who_keeps_it],
        reach=Reach.UP,
        basis=house("帮老人代填"),
    ),
    move(
        "import_tickets",
        "导入热线工单",
        {Role.CONGRESS_CLERK, Role.STREET_CLERK, Role.GOV_OFFICE},
        english="Import hotline tickets",
        stages=TAKING,
        checks=[says_who_keeps_it],
    ),
    move(
        "support",
        "附议建议",
        SIGNED_IN - {Role.ADMIN},
        english="second a suggestion",
        source=[S.RECEIVED],
        stages=TAKING,
        reach=Reach.ALL,
        checks=[is_published],
        seat_checks=[is_somebody_elses],
    ),
    move(
        "withdraw",
        "撤回建议",
        SIGNED_IN,
        english="withdraw a suggestion",
        source=[S.RECEIVED],
        target=S.WITHDRAWN,
        reach=Reach.ALL,
        whose=is_the_proposers,
    ),
    move(
        "erase_contact",
        "删除我的联系方式",
        SIGNED_IN,
        english="erase how to reach me",
        logged="本人删除联系方式",
        reach=Reach.ALL,
        whose=is_the_proposers,
        checks=[has_contact],
        basis=Basis("个人信息保护法", "15、47", says="撤回同意的，主动删除"),
    ),
    move(
        "hide_words",
        "不再公开我的原文",
        SIGNED_IN,
        english="take my words out of the public",
        logged="本人撤下原文",
        reach=Reach.ALL,
        whose=is_the_proposers,
        checks=[is_published],
        basis=Basis("个人信息保护法", "15", says="可以撤回同意"),
    ),
    move(
        "delete_words",
        "彻底删除这条建议",
        SIGNED_IN,
        english="delete my suggestion for good",
        logged="本人彻底删除",
        source=[S.WITHDRAWN],
        reach=Reach.ALL,
        whose=is_the_proposers,
        checks=[has_words],
        basis=Basis("个人信息保护法", "47"),
    ),
    *ASKING,
    effect("forget_contact", "期满删除联系方式", english="Contact erased after its time", by_clock=True),
    effect("forget_person", "注销账号时删除联系方式", english="Contact erased with the account"),
    view(
        "read_slips",
        "看纸质表的查询码",
        SLIP_TAKERS,
        english="See the codes of paper slips",
        basis=house("填纸质表的人也能查进度"),
    ),
    move("undo_slips", "撤销导入的纸质表", SLIP_TAKERS, english="Undo an import of paper slips"),
    move(
        "undo_tickets",
        "撤销导入的工单",
        {Role.CONGRESS_CLERK, Role.STREET_CLERK, Role.GOV_OFFICE},
        english="Undo an import of tickets",
    ),
    effect("remove_ticket", "移除导入的建议", english="Imported suggestion removed"),
    effect("remove_alarm", "移除误登记的紧急事项", english="Alarm removed with its suggestion"),
    effect("take_ticket", "导入建议", english="Suggestion taken from a ticket"),
    effect("raise_alarm", "发现紧急事项", english="Alarm raised"),
)
