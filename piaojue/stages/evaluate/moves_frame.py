"""What may happen to the frame of a residents' survey, and how those who were drawn answer."""

from piaojue.commons.basis import house
from piaojue.commons.moves import Reach, effect, move, view
from piaojue.commons.roles import ANYONE, Role
from piaojue.stages.evaluate.checks import DESK, asks, has_frame, has_items, is_their_table, not_begun, over
from piaojue.stages.evaluate.models import Subject
from piaojue.stages.evaluate.models import SurveyState as S

FRAME = (
    move(
        "reply_invited",
        "按邀请评价",
        ANYONE,
        english="evaluate by invitation",
        logged=None,
        source=[S.OPEN],
        reach=Reach.ALL,
        checks=[asks(Subject.RESIDENTS), not_begun, over],
        basis=house("一份邀请评价一次，邀请码不能猜出"),
    ),
    move(
        "enter_paper",
        "录入纸质问卷",
        DESK,
        english="Type a sheet of paper",
        logged=None,
        source=[S.OPEN],
        checks=[asks(Subject.RESIDENTS), not_begun, over, has_frame],
        basis=house("纸质录入的份数单独公布"),
    ),
    move(
        "describe_method",
        "写明调查方法",
        DESK | {Role.EVALUATOR},
        english="Say how people are asked",
        source=[S.PREPARED, S.OPEN, S.REFUSED, S.JUDGED],
        whose=is_their_table,
        checks=[asks(Subject.RESIDENTS, Subject.THIRD_PARTY)],
        basis=house("结果和得出结果的方法一起公布"),
    ),
    move(
        "add_to_frame",
        "导入调查名单",
        DESK,
        english="Bring the list of people to ask",
        source=[S.PREPARED],
        checks=[asks(Subject.RESIDENTS)],
        basis=house("受益群众和建议人都在名单里，抽样才有根据"),
    ),
    move(
        "add_proposers",
        "列入建议人",
        DESK,
        english="Put those who made suggestions on the list",
        source=[S.PREPARED],
        checks=[asks(Subject.RESIDENTS), has_items],
        basis=house("提建议的人评价自己提的项目"),
    ),
    move(
        "remove_from_frame",
        "撤回调查名单",
        DESK,
        english="Take a list out again",
        source=[S.PREPARED],
        checks=[asks(Subject.RESIDENTS)],
    ),
    move(
        "draw_sample",
        "抽样",
        DESK,
        english="Draw the sample",
        source=[S.PREPARED],
        checks=[asks(Subject.RESIDENTS), has_frame],
        basis=house("按类别和所在地分层、按比例抽取，种子记入操作记录，可以重算"),
    ),
    move(
        "send_invitations",
        "发短信邀请",
        DESK,
        english="Invite by SMS",
        source=[S.OPEN],
        checks=[asks(Subject.RESIDENTS), not_begun, over, has_frame],
        basis=house("抽中的人各有一个邀请地址"),
    ),
    move(
        "remind_invited",
        "提醒没有回答的",
        DESK,
        english="Remind those who are silent",
        source=[S.OPEN],
        checks=[asks(Subject.RESIDENTS), not_begun, over, has_frame],
        basis=house("邀请满三天提醒一次，不再打扰"),
    ),
    view(
        "print_sheets",
        "打印纸质问卷",
        DESK,
        english="Print sheets of paper",
        basis=house("没有手机号的人上门填写"),
    ),
    effect("ask_proposers", "回访建议人", english="Proposers are asked four weeks after completion", by_clock=True),
)
