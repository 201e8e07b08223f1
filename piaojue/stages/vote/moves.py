"""What may happen to a poll (票决, 满意度测评, 票选推荐) and to its paper boxes."""

from engines.law import Matter
from piaojue.commons.basis import BY_CONGRESS, Basis, assumed, house, local
from piaojue.commons.moves import Check, Moves, Reach, effect, move, resolution, view
from piaojue.commons.people.holds import hold as hold_members
from piaojue.commons.people.models import Body, Seat, Term
from piaojue.commons.people.sides import hold_seat
from piaojue.commons.roles import ANYONE, Role
from piaojue.commons.sittings.counting import counts_in
from piaojue.commons.sittings.holds import hold
from piaojue.commons.sittings.models import Sitting
from piaojue.commons.years.road import Stage
from piaojue.stages.consult.public import MeetingState
from piaojue.stages.vote.models import Poll, PollKind, Voiding, VoidingState
from piaojue.stages.vote.models import PollState as S
from piaojue.stages.vote.rules import is_lawful
from piaojue.stages.vote.watching import complaints, holds_slips, keeps_its_voters

DESK = {Role.SECRETARIAT, Role.CONGRESS_CLERK, Role.CONGRESS_CHAIR}
TELLERS = {Role.CHIEF_TELLER, Role.TELLER}
COUNTING = TELLERS | {Role.COUNTER}
STREET_DESK = {Role.STREET_CHAIR, Role.STREET_CLERK}
FIXED = (S.FROZEN, S.OPEN, S.CLOSED, S.COUNTED, S.DECIDED)
"""States of a poll in which its number of voters is fixed: from 票面已定 until the result is confirmed."""
HALL = DESK | STREET_DESK | COUNTING | {Role.PRESIDIUM}
STREET = "街道不设人民代表大会，不能票决：街道人大工委是县级人大常委会的工作机构（地方组织法 59 条），街道只能会商、票选推荐。请到“会商”办理。"


def has_a_congress(poll: Poll) -> str | None:
    return None if poll.advisory or poll.place.has_congress else STREET


def is_advisory(poll: Poll) -> str | None:
    return None if poll.advisory and not poll.place.has_congress else "票选推荐只用于街道议事会，在“会商”里办理"


def rule_is_its_own(poll: Poll) -> str | None:
    return "票选规则在召集会商时定下，票箱不另设规则" if poll.advisory else None


def in_its_stage(poll: Poll) -> str | None:
    """A 票决 opens in its year's stage 票决; last year's satisfaction may be asked in the same session."""
    if poll.advisory and not poll.rehearsal:
        voting = poll.sitting.consultation.state == MeetingState.BALLOT
        return None if voting else "会商不在票选中，现在不能开箱"
    if poll.rehearsal or poll.kind != PollKind.ADOPTION or poll.year.stage == Stage.VOTING:
        return None
    return f"{poll.year}正处于“{poll.year.get_stage_display()}”，通过“进入票决”关口后才能开箱投票"


@hold
def counted_by_check_in(sitting: Sitting) -> str | None:
    """实到 is taken when a box opens: the certificate says what it was then."""
    begun = sitting.polls.filter(rehearsal=False).exclude(state__in=[S.PREPARED, S.FROZEN, S.ABANDONED]).first()
    return f"“{begun.title}”已经按签到人数开箱，签到不能再撤销；有出入请写进会议纪要" if begun else None


@hold_members
def rests_on_its_roll(body: Body, role: str, term: Term | None) -> str | None:
    """全体代表 is fixed with the ballot, until the result is confirmed (docs/domain.md#denominator)."""
    polls = Poll.objects.filter(rehearsal=False, state__in=FIXED, sitting__place=body.place_id)
    for poll in polls.select_related("sitting__body", "sitting__term"):
        if counts_in(poll.sitting, body, role, term):
            return f"“{poll.title}”"
    return None


@hold_seat
def is_watched_from(seat: Seat) -> str | None:
    """Nothing of the tellers changes between 票面已定 and the count (docs/domain.md#who-may-be-whom)."""
    rows = Poll.objects.filter(rehearsal=False, state__in=(S.FROZEN, S.OPEN, S.CLOSED), tellers=seat)
    poll = rows.first()
    return f"“{poll.title}”" if poll else None


def nothing_follows(poll: Poll) -> str | None:
    later = poll.reruns.exclude(state=S.ABANDONED).first()
    return f"下一轮投票“{later}”已经在办理，请在那里继续" if later else None


def verdict_is(*states: str) -> Check:
    """A check: the counted poll's verdict is in one of `states`."""

    def check(poll: Poll) -> str | None:
        verdict = poll.the_verdict
        if verdict and verdict.state in states:
            return None
        return f"现在没有要办的这一步：{verdict.sentence if verdict else '尚无结论'}"

    return check


def is_sealed(poll: Poll) -> str | None:
    return None if poll.sealed else "这次投票用的是票签票箱，没有钥匙要做"


def is_printed_here(poll: Poll) -> str | None:
    return "加密票箱的票签在票签组自己的电脑上印制，服务器不经手" if poll.sealed else None


def is_no_rehearsal(poll: Poll) -> str | None:
    return "这是演练，结果不能确认，请清除演练" if poll.rehearsal else None


def binds(poll: Poll) -> str | None:
    return None if poll.binds else "只有正式的票决由大会通过办法和监票人、由主席团确认结果"


def has_tellers_who_fit(poll: Poll) -> str | None:
    return are_fit_to_watch(poll) if poll.tellers.exists() else "还没有登记监票计票人员"


def is_measured(poll: Poll) -> str | None:
    return None if poll.kind == PollKind.SATISFACTION else "票决结果由主席团会议确认，请登记会议决定"


def nothing_was_cast(poll: Poll) -> str | None:
    """Nobody has voted and no body has decided anything: whoever prepared it may withdraw it."""
    if poll.advisory:
        return None
    if poll.state not in (S.PREPARED, S.FROZEN):
        return "已经开箱投票，是否作废由主席团会议决定：请先“提请作废”"
    return "大会已经通过票决办法，是否作废由主席团会议决定：请先“提请作废”" if poll.rules_passed_id else None


def nothing_is_proposed(poll: Poll) -> str | None:
    waits = poll.voidings.filter(state=VoidingState.PROPOSED).exists()
    return "已经提请作废，等主席团决定" if waits else None


def follows_nothing(voiding: Voiding) -> str | None:
    return nothing_follows(voiding.poll) or (
        "结果已经确认，不能再作废" if voiding.poll.state in (S.CONFIRMED, S.ABANDONED) else None
    )


def is_rehearsal(poll: Poll) -> str | None:
    return None if poll.rehearsal else "正式投票不能清除，只能由主席团决定作废"


def is_appointed(poll: Poll, by: Seat) -> str | None:
    """Only who was named for this poll acts as its teller."""
    if by.pk in poll.teller_ids:
        return None
    return "您不在本次投票的监票计票人员名单里。请会务人员先在“监票计票人员”中登记。"


def are_fit_to_watch(poll: Poll) -> str | None:
    """Whoever has lost the mandate, or works for a responsible unit by now, holds no new key."""
    return "；".join(complaints(poll, poll.tellers.select_related("person"))) or None


def holds_a_key(poll: Poll, by: Seat) -> str | None:
    return None if by.pk in poll.keyholders else "您不在本次投票持有钥匙的人员之中"


def something_to_pass(poll: Poll) -> str | None:
    done = poll.rules_passed_id and poll.tellers_passed_id
    return "大会已经通过票决办法和监票人" if done else None


def has_a_congress_of_its_own(poll: Poll) -> str | None:
    return "议事会的票选由街道人大工委作废" if poll.advisory else None


_TELLERS = [
    assumed("监票人由代表担任", "选举法", "43"),
    local("主席团提名，大会通过"),
    assumed("候选项目责任单位的人员不担任监票人，待核"),
]
MOVES = Moves(
    "vote",
    "票决与测评",
    view(
        "read_results",
        "看已确认的票决结果",
        ANYONE,
        english="See confirmed results",
        reach=Reach.ALL,
        basis=[BY_CONGRESS, local("结果由本次会议主席团公告")],
    ),
    view(
        "read_polls",
        "看投票的准备与进行",
        HALL,
        english="See a vote prepared and held",
        basis=house("任何角色都看不到谁投了什么"),
    ),
    view("watch_hall", "看会场大屏", HALL | {Role.DEPUTY, Role.COUNCIL_MEMBER}, english="See the hall's screen"),
    # setting up
    move(
        "prepare_poll",
        "准备投票",
        DESK,
        english="Prepare a vote",
        checks=[has_a_congress],
        basis=local("表决方式由主席团或者议事规则定", "各地议事规则"),
    ),
    move(
        "prepare_advisory",
        "准备票箱票选",
        STREET_DESK,
        english="Prepare boxes for the advisory ballot",
        checks=[is_advisory],
        basis=Basis("地方组织法", "59", says="街道只会商、票选推荐"),
    ),
    move(
        "set_rule",
        "设定票决规则",
        DESK,
        english="Set the vote rule",
        source=[S.PREPARED],
        checks=[rule_is_its_own],
        basis=local("票决办法由会议通过"),
    ),
    move(
        "file_rules_draft",
        "归入文书（票决办法草案）",
        DESK,
        english="File the draft rules of the vote",
        logged=None,
        source=[S.PREPARED],
        checks=[rule_is_its_own],
        basis=local("票决办法由会议通过"),
    ),
    move(
        "refresh_items", "按正式候选更新票面", DESK, english="Renew the ballot from the candidates", source=[S.PREPARED]
    ),
    move(
        "appoint_tellers",
        "登记监票计票人员",
        DESK | STREET_DESK | {Role.PRESIDIUM},
        english="Name the tellers",
        source=[S.PREPARED, S.FROZEN],
        checks=[has_a_congress],
        basis=[*_TELLERS, house("计票人由秘书处指定，一个人只担任一种")],
    ),
    move(
        "freeze_poll",
        "确定票面",
        DESK | STREET_DESK,
        english="Fix the ballot",
        source=[S.PREPARED],
        target=S.FROZEN,
        checks=[has_a_congress, is_lawful, keeps_its_voters],
    ),
    # what the session passes
    move(
        "enter_passed",
        "登记大会通过的办法和监票人",
        {Role.SECRETARIAT, Role.CONGRESS_CLERK},
        english="Enter that the session passed rules and tellers",
        logged=None,
        source=[S.FROZEN],
        checks=[binds, something_to_pass],
        basis=house("一张表，照大会的会议记录登记两项决定"),
    ),
    resolution(
        "pass_rules",
        "通过票决办法",
        matter=Matter.VOTE_RULES,
        english="Rules of the vote passed",
        source=[S.FROZEN],
        checks=[binds],
        basis=[Basis("地方组织法", "25", says="以全体代表的过半数通过"), local("票决办法由大会通过，通过以前是草案")],
    ),
    resolution(
        "pass_tellers",
        "通过总监票人、监票人",
        matter=Matter.TELLERS,
        english="Tellers passed",
        source=[S.PREPARED, S.FROZEN],
        checks=[binds, has_tellers_who_fit],
        basis=local("主席团在代表中提名，大会通过"),
    ),
    # keys and slips
    move(
        "connect_station",
        "取得监票台连接码",
        COUNTING,
        english="Get a code for a teller's station",
        source=[S.FROZEN, S.OPEN, S.CLOSED],
        checks=[is_sealed],
        seat_checks=[holds_a_key],
        basis=house("钥匙由监票人分持"),
    ),
    move(
        "restart_keys",
        "重做密钥仪式",
        {Role.CHIEF_TELLER},
        english="Begin the keys anew",
        source=[S.FROZEN],
        checks=[is_sealed, are_fit_to_watch],
        seat_checks=[is_appointed],
        basis=house("保管票签、持有票箱钥匙的，各由不同的人担任"),
    ),
    move(
        "connect_office",
        "取得票签组连接码",
        COUNTING,
        english="Get a code for the slips' office",
        source=[S.FROZEN],
        checks=[is_sealed],
        seat_checks=[is_appointed, holds_slips],
        basis=house("票签由监票组印制，发签时抽取"),
    ),
    move(
        "print_slips",
        "印制票签",
        TELLERS,
        english="Print slips",
        source=[S.FROZEN],
        checks=[is_printed_here],
        seat_checks=[is_appointed],
        basis=house("票签由监票组印制，发签时抽取"),
    ),
    move(
        "void_slips",
        "作废剩余票签",
        TELLERS,
        english="Void the slips left over",
        source=[S.FROZEN],
        seat_checks=[is_appointed],
        basis=house("剩余票签开箱前当众作废"),
    ),
    move(
        "void_all_slips",
        "作废全部票签",
        TELLERS,
        english="Void all slips",
        source=[S.FROZEN],
        seat_checks=[is_appointed],
        basis=house("票签印错或被人看到时，全部作废重印"),
    ),
    # the hall
    move(
        "agree_to_open",
        "同意开箱投票",
        TELLERS,
        english="Agree to open the box",
        source=[S.FROZEN],
        checks=[in_its_stage],
        seat_checks=[is_appointed],
        basis=house("总监票人与另一名监票人共同开箱"),
    ),
    move(
        "open_poll",
        "开箱投票",
        TELLERS,
        english="Open the box",
        source=[S.FROZEN],
        target=S.OPEN,
        checks=[in_its_stage, is_lawful],
        seat_checks=[is_appointed],
        basis=Basis("地方组织法", "14", says="2/3 以上代表出席"),
    ),
    move(
        "exchange_slip",
        "以票签换纸质票",
        TELLERS,
        english="Exchange a slip for paper",
        source=[S.OPEN],
        seat_checks=[is_appointed],
    ),
    move(
        "give_back_slip",
        "转录少量纸质票",
        TELLERS,
        english="Transcribe a few paper ballots",
        source=[S.OPEN],
        checks=[is_sealed],
        seat_checks=[is_appointed],
        basis=assumed("少于 20 张不单独计"),
    ),
    move(
        "declare_transcribed",
        "登记转录完毕",
        TELLERS,
        english="Declare the paper ballots transcribed",
        source=[S.OPEN],
        checks=[is_sealed],
        seat_checks=[is_appointed],
        basis=assumed("少于 20 张不单独计"),
    ),
    effect(
        "lapse_agreements",
        "又有纸质票，转录和截止须重新确认",
        english="More paper ballots: transcription and closing must be agreed to anew",
    ),
    move(
        "switch_to_paper",
        "全场改用纸质票",
        {Role.CHIEF_TELLER},
        english="Change to paper",
        source=[S.OPEN],
        seat_checks=[is_appointed],
        basis=local("主席团决定"),
    ),
    move(
        "add_paper_box",
        "登记纸质票箱",
        TELLERS,
        english="Register a paper box",
        source=[S.FROZEN, S.OPEN, S.CLOSED],
        seat_checks=[is_appointed],
    ),
    move(
        "register_paper",
        "登记发出和收回的纸质票",
        TELLERS,
        english="Register paper ballots that went out and came back",
        source=[S.FROZEN, S.OPEN, S.CLOSED],
        seat_checks=[is_appointed],
    ),
    move(
        "agree_to_close",
        "同意截止投票",
        TELLERS,
        english="Agree to close the box",
        source=[S.OPEN],
        seat_checks=[is_appointed],
        basis=house("总监票人与另一名监票人共同截止"),
    ),
    move(
        "close_poll",
        "截止投票",
        TELLERS,
        english="Close the box",
        source=[S.OPEN],
        target=S.CLOSED,
        seat_checks=[is_appointed],
    ),
    # counting and deciding
    move(
        "enter_paper",
        "录入纸质票",
        COUNTING,
        english="Enter paper ballots",
        source=[S.CLOSED],
        seat_checks=[is_appointed],
        basis=house("两人各自独立录入"),
    ),
    move(
        "count",
        "计票",
        {Role.CHIEF_TELLER, Role.COUNTER},
        english="Count",
        source=[S.CLOSED],
        target=S.COUNTED,
        seat_checks=[is_appointed],
        basis=[
            local("在监票人监督下计票"),
            assumed("收回等于或者少于发出的有效，多于发出的整次无效", "选举法", "44"),
        ],
    ),
    resolution(
        "record_decision",
        "决定票数相等的项目",
        matter=Matter.TIE,
        english="Items that are tied decided",
        basis=assumed("再次投票仍相等的由大会决定，待核", "地方组织法", "29"),
    ),
    move(
        "begin_next_round",
        "发起下一轮投票",
        DESK,
        english="Begin the next round",
        source=[S.COUNTED],
        checks=[nothing_follows, verdict_is("revote", "second_round", "invalid")],
        basis=[
            assumed("票数相等再次投票、不足另行投票", "地方组织法", "29"),
            assumed("收回多于发出的重新投票", "选举法", "44"),
        ],
    ),
    effect("prepare_round", "由上一轮发起", english="Begun by the round before"),
    move(
        "hand_over",
        "并入会商",
        STREET_DESK,
        english="Join into the consultation",
        logged=None,
        basis=local("代表票、居民票各计合计，合并后形成推荐", "石鼓区"),
    ),
    effect("join_box", "票数并入会商", english="Its totals joined into the consultation"),
    resolution(
        "confirm_result",
        "确认结果有效",
        matter=Matter.RESULT,
        english="Confirm the result",
        source=[S.DECIDED],
        target=S.CONFIRMED,
        checks=[nothing_follows, is_no_rehearsal, binds],
        basis=local("主席团会议确认票决结果有效，发布公告", "九原"),
    ),
    move(
        "accept_measurement",
        "采用测评结果",
        DESK | {Role.PRESIDIUM},
        english="Take the satisfaction counts",
        source=[S.DECIDED],
        target=S.CONFIRMED,
        checks=[nothing_follows, is_no_rehearsal, is_measured],
        basis=local("满意度测评的票数当场宣布"),
    ),
    effect("confirm_round", "随末轮确认结果有效", english="Confirmed with the last round"),
    move(
        "abandon_poll",
        "作废本次投票",
        DESK | {Role.STREET_CHAIR},
        english="Void the vote",
        source=[S.PREPARED, S.FROZEN, S.OPEN, S.CLOSED, S.COUNTED, S.DECIDED],
        target=S.ABANDONED,
        checks=[nothing_follows, nothing_was_cast],
        basis=house("还没有投票、大会也没有通过办法的，由准备的人撤下"),
    ),
    move(
        "propose_voiding",
        "提请作废",
        DESK | {Role.CHIEF_TELLER, Role.PRESIDIUM},
        english="Propose that a vote be void",
        source=[S.FROZEN, S.OPEN, S.CLOSED, S.COUNTED, S.DECIDED],
        checks=[has_a_congress_of_its_own, nothing_follows, is_no_rehearsal, nothing_is_proposed],
        basis=house("任何一人都不能作废大会的投票，只能提请主席团决定"),
    ),
    resolution(
        "void_poll",
        "决定投票作废",
        matter=Matter.RESULT,
        english="A vote declared void",
        source=[VoidingState.PROPOSED],
        target=VoidingState.DONE,
        checks=[follows_nothing],
        basis=local("主席团主持会议，决定重新投票"),
    ),
    effect("keep_poll", "主席团没有同意作废", english="The presidium did not declare it void"),
    effect("end_void_poll", "主席团决定作废", english="Void by the presidium's decision"),
    move(
        "wipe_rehearsal",
        "清除演练",
        DESK | STREET_DESK | TELLERS,
        english="Wipe a rehearsal",
        target=S.ABANDONED,
        checks=[is_rehearsal],
    ),
)
