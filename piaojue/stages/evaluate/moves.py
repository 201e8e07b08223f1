"""What may happen in 评价 and 归档."""

from collections.abc import Callable

from django.utils import timezone
from django.utils.translation import gettext as _

from piaojue.commons.basis import OPENNESS, Basis, house, local
from piaojue.commons.moves import Moves, Reach, effect, move, view
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import ANYONE, SIGNED_IN, Role
from piaojue.commons.years.road import Stage
from piaojue.stages.evaluate.models import Rectification, Subject, Survey
from piaojue.stages.evaluate.models import RectificationState as R
from piaojue.stages.evaluate.models import SurveyState as S
from piaojue.stages.vote.public import PollState

CHAIRS = {Role.CONGRESS_CHAIR, Role.STREET_CHAIR}
ORGANISERS = {Role.CONGRESS_CLERK, Role.CONGRESS_CHAIR, Role.STREET_CLERK, Role.STREET_CHAIR}
DESK = ORGANISERS | {Role.SECRETARIAT}
SEASON = [Stage.DELIVERING, Stage.EVALUATING]
LATE = [Stage.EVALUATING, Stage.ARCHIVED]


def asks(*subjects: str) -> Callable[[Survey], str | None]:
    """A check: the survey's subject is one of `subjects`."""

    def check(survey: Survey) -> str | None:
        if survey.subject in subjects:
            return None
        names = "、".join(str(Subject(s).label) for s in subjects)
        return f"这次测评由“{survey.get_subject_display()}”评价，这一步只用于{names}测评"

    return check


def has_items(survey: Survey) -> str | None:
    return None if survey.items.exists() else "测评表还没有任何一行：请先列出要测评的项目或子项"


def no_poll(survey: Survey) -> str | None:
    return "这次测评由会议投票产生票数，请在“票决”里计票后取回，不能手工填写" if survey.poll_id else None


def never_begun(survey: Survey) -> str | None:
    """What was put to somebody, or judged, is part of the year: who is evaluated must not see a bad result vanish."""
    if not survey.begun:
        return None
    return (
        "测评已经开始过，不能撤销。确需停止的，由人大常委会主任（乡镇主席、街道人大工委主任）写明理由“中止测评”，并公示"
    )


def day_has_come(survey: Survey) -> str | None:
    """Residents were told until when they can answer."""
    if survey.closes_on is None or survey.closes_on <= timezone.localdate():
        return None
    day = f"{survey.closes_on:%Y-%m-%d}"
    return f"截止日期是 {day}，还没有到。提前截止由人大常委会主任（乡镇主席、街道人大工委主任）写明理由，并公示"


def no_confirmed_poll(survey: Survey) -> str | None:
    confirmed = survey.poll is not None and survey.poll.state == PollState.CONFIRMED
    return "会议已经确认的投票结果不能撤销" if confirmed else None


def poll_abandoned(survey: Survey) -> str | None:
    if survey.poll is not None and survey.poll.state == PollState.ABANDONED:
        return None
    return "会议投票没有作废，不能收回；票数由“取回会议票数”取得"


def not_begun(survey: Survey) -> str | None:
    """Residents answer from the first day on."""
    if survey.opens_on is None or survey.opens_on <= timezone.localdate():
        return None
    day = {"month": survey.opens_on.month, "day": survey.opens_on.day}
    return _("评价从 %(month)s 月 %(day)s 日开始，请届时再来") % day


def over(survey: Survey) -> str | None:
    """Residents answer until the last day."""
    ended = survey.closes_on is not None and survey.closes_on < timezone.localdate()
    return "评价已经截止，谢谢您的关心" if ended else None


def no_verified_phone(survey: Survey, by: Seat) -> str | None:
    """One phone, one reply: without a phone nobody can be told apart."""
    verified = by.person.phone and by.person.phone_verified
    return None if verified else "评价需要用手机号验证码登录，一个手机号评价一次"


def is_their_table(survey: Survey, by: Seat | None) -> bool:
    """A third party's people enter the third party's table alone; the desk enters any."""
    return by is None or by.role != Role.EVALUATOR or survey.subject == Subject.THIRD_PARTY


def is_of_its_unit(rectification: Rectification, by: Seat | None) -> bool:
    """A department reports on its own projects; the government office on any."""
    return by is None or by.role != Role.DEPARTMENT or rectification.project.department_id in by.speaks_for


def being_reevaluated(rectification: Rectification) -> str | None:
    return "复评已经在进行，请在复评页继续" if rectification.reevaluation_id else None


MOVES = Moves(
    "evaluate",
    "评价与归档",
    view(
        "read_evaluations",
        "看已公布的测评结果",
        ANYONE,
        english="See published evaluations",
        reach=Reach.ALL,
        basis=OPENNESS,
    ),
    view(
        "read_preparations",
        "看测评的准备与整改",
        DESK | {Role.COMMITTEE, Role.GOV_OFFICE, Role.DEPARTMENT, Role.EVALUATOR, Role.GUIDANCE},
        english="See evaluations prepared and rectified",
        reach=Reach.BELOW,
    ),
    move(
        "prepare_survey",
        "准备测评",
        DESK,
        english="Prepare a survey",
        stages=SEASON,
        basis=local("法律没有满意度测评，由测评办法定"),
    ),
    move(
        "set_survey",
        "修改测评表与公式",
        DESK,
        english="Change the table and the formula",
        source=[S.PREPARED],
        stages=SEASON,
    ),
    move(
        "start_poll",
        "提交会议投票",
        DESK,
        english="Put to a sitting's vote",
        source=[S.PREPARED],
        target=S.OPEN,
        checks=[asks(Subject.DEPUTIES, Subject.COMMITTEE), has_items],
        basis=local("无记名测评", "镇海、宁海"),
    ),
    move(
        "open_survey",
        "开始居民测评",
        DESK,
        english="Open to residents",
        source=[S.PREPARED],
        target=S.OPEN,
        checks=[asks(Subject.RESIDENTS), has_items],
    ),
    move(
        "reply",
        "评价满意度",
        SIGNED_IN - {Role.ADMIN},
        english="evaluate",
        logged=None,
        source=[S.OPEN],
        reach=Reach.ALL,
        checks=[asks(Subject.RESIDENTS), not_begun, over],
        seat_checks=[no_verified_phone],
        basis=house("手机验证码一号一评"),
    ),
    effect("receive_reply", "收到一份居民评价", english="A resident has replied", nameless=True),
    move(
        "close_survey",
        "截止居民测评",
        DESK,
        english="Close a residents' evaluation",
        source=[S.OPEN],
        checks=[asks(Subject.RESIDENTS), day_has_come],
    ),
    move(
        "close_early",
        "提前截止",
        CHAIRS,
        english="Close before its day",
        source=[S.OPEN],
        checks=[asks(Subject.RESIDENTS)],
        basis=local("截止日期已经公布，提前截止须写明理由并公示"),
    ),
    move(
        "stop_survey",
        "中止测评",
        CHAIRS,
        english="Stop an evaluation",
        source=[S.PREPARED, S.OPEN, S.REFUSED, S.JUDGED],
        target=S.STOPPED,
        checks=[no_confirmed_poll],
        basis=local("已经开始的测评不撤销：写明理由，公示，答卷留存"),
    ),
    move(
        "take_poll",
        "取回会议票数",
        DESK,
        english="Fetch the sitting's counts",
        source=[S.OPEN, S.REFUSED],
        checks=[asks(Subject.DEPUTIES, Subject.COMMITTEE)],
    ),
    move(
        "enter_table",
        "填报测评表",
        DESK | {Role.EVALUATOR},
        english="Enter the table",
        source=[S.PREPARED, S.REFUSED, S.JUDGED],
        whose=is_their_table,
        checks=[asks(Subject.DEPUTIES, Subject.COMMITTEE, Subject.THIRD_PARTY), no_poll],
    ),
    move(
        "clear_table",
        "清空测评表",
        DESK | {Role.EVALUATOR},
        english="Clear the table",
        source=[S.REFUSED, S.JUDGED],
        target=S.PREPARED,
        whose=is_their_table,
        checks=[asks(Subject.DEPUTIES, Subject.COMMITTEE, Subject.THIRD_PARTY), no_poll],
    ),
    move(
        "drop_survey",
        "撤销测评",
        DESK,
        english="Drop an evaluation",
        source=[S.PREPARED, S.REFUSED, S.JUDGED],
        checks=[never_begun, no_confirmed_poll],
    ),
    move(
        "take_back",
        "收回会议投票",
        DESK,
        english="Take back from the sitting",
        source=[S.OPEN],
        target=S.PREPARED,
        checks=[poll_abandoned],
    ),
    effect("give_up_reevaluation", "撤销复评", english="The re-evaluation is dropped"),
    effect("prepare_reevaluation", "准备复评", english="A re-evaluation prepared"),
    view(
        "read_reasons",
        "审核不满意理由",
        DESK,
        english="Check the reasons of the dissatisfied",
        basis=house("公开展示一律脱敏"),
    ),
    move(
        "hide_reason",
        "不公开一条理由",
        DESK,
        english="Keep a reason from the public",
        source=[S.OPEN, S.JUDGED, S.PUBLISHED],
        basis=house("公开展示一律脱敏"),
    ),
    move(
        "show_reason",
        "恢复公开一条理由",
        DESK,
        english="Show a reason again",
        source=[S.OPEN, S.JUDGED, S.PUBLISHED],
    ),
    move(
        "publish",
        "公布测评结果",
        ORGANISERS,
        english="Publish an evaluation",
        source=[S.JUDGED],
        target=S.PUBLISHED,
        basis=house("各档票数之和等于有效票才能公布"),
    ),
    move(
        "set_weights",
        "设定综合得分权重",
        ORGANISERS,
        english="Set the weights of the overall score",
        basis=local("几种测评按权重合成综合得分", "镇海"),
    ),
    move(
        "order_rectification",
        "交由政府研究处理",
        ORGANISERS,
        english="Give it to the government to deal with",
        basis=[
            Basis("监督法", "17", says="县级以上：交由政府研究处理，限期报告"),
            local("不满意 → 限期整改 → 复评"),
        ],
    ),
    move(
        "report_rectification",
        "报告整改情况",
        {Role.DEPARTMENT, Role.GOV_OFFICE},
        english="Report the rectification",
        whose=is_of_its_unit,
        source=[R.ORDERED],
        target=R.REPORTED,
    ),
    move(
        "reevaluate",
        "组织复评",
        DESK,
        english="Prepare the re-evaluation",
        source=[R.REPORTED],
        checks=[being_reevaluated],
        basis=local("整改后再次测评"),
    ),
    effect("pass_reevaluation", "复评通过", english="Passed the re-evaluation"),
    effect("escalate", "建议列入下一步监督", english="More supervision is suggested"),
    move(
        "file_analysis",
        "生成项目分析报告",
        ORGANISERS,
        english="Write the analysis report",
        stages=LATE,
        basis=house("项目分析报告提交市委参阅"),
    ),
    move("carry_over", "结转下一年度", ORGANISERS, english="Carry over to the next year", stages=LATE),
    move(
        "pack_archive",
        "制作年度档案",
        ORGANISERS,
        english="Make the year's archive",
        stages=LATE,
        basis=[
            Basis("档案法", "13、14", says="应当归档"),
            Basis("档案法", "37", says="电子档案与传统载体档案同等效力"),
        ],
    ),
    view(
        "read_archive",
        "下载年度档案",
        ORGANISERS | {Role.GUIDANCE},
        english="Download the year's archive",
        reach=Reach.BELOW,
        basis=Basis("档案法", "13、14", says="应当归档"),
    ),
)
