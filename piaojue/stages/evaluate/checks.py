"""What may refuse an act of 评价, and who does the work there."""

from collections.abc import Callable

from django.utils import timezone
from django.utils.translation import gettext as _

from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.stages.evaluate.models import Rectification, Subject, Survey
from piaojue.stages.vote.public import PollState

CHAIRS = {Role.CONGRESS_CHAIR, Role.STREET_CHAIR}
ORGANISERS = {Role.CONGRESS_CLERK, Role.CONGRESS_CHAIR, Role.STREET_CLERK, Role.STREET_CHAIR}
DESK = ORGANISERS | {Role.SECRETARIAT}


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


def has_frame(survey: Survey) -> str | None:
    """Somebody is on the list."""
    return None if survey.frame.exists() else "名单里还没有人：请先导入受益群众名单，或者列入建议人"


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
