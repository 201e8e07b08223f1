"""中止与提前截止: an evaluation that has begun never vanishes; the chair says why, everybody reads it, the replies stay."""

from django.utils import timezone

from piaojue.commons.acting import acting
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.years.actions import file_paper
from piaojue.commons.years.models import PaperKind
from piaojue.stages.evaluate.actions.asking import close
from piaojue.stages.evaluate.actions.preparing import give_up_reevaluation
from piaojue.stages.evaluate.models import Survey
from piaojue.stages.evaluate.moves import MOVES

SHORTEST_REASON = 10


def close_early(*, survey: Survey, reason: str, by: Seat, version: int | None = None) -> Survey:
    """End a residents' questionnaire before the day that was announced, with a public notice.

    raises: NotYours for anybody but the chair; Refused: no reason, nobody answered
    """
    with acting(MOVES["close_early"], survey, by, version=version) as act:
        _say_why(act.thing, reason)
        close(act)
        _announce(act.thing, "提前截止", by)
    return act.thing


def stop_survey(*, survey: Survey, reason: str, by: Seat, version: int | None = None) -> Survey:
    """End an evaluation without a result, with a public notice. Its rows and replies stay.

    raises: NotYours for anybody but the chair; Refused: no reason, a result that a sitting has confirmed
    """
    with acting(MOVES["stop_survey"], survey, by, version=version) as act:
        _say_why(act.thing, reason)
        give_up_reevaluation(act)
        act.thing.frame.update(phone="")
        _announce(act.thing, "中止", by)
    return act.thing


def _say_why(survey: Survey, reason: str) -> None:
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refused(f"请写明理由（至少 {SHORTEST_REASON} 个字），理由会公示")
    survey.stopped = reason.strip()


def _announce(survey: Survey, what: str, by: Seat) -> None:
    replies = survey.replies.count()
    kept = f"已收到的 {replies} 份答卷予以保留。" if replies else ""
    file_paper(
        year=survey.year,
        kind=PaperKind.EVALUATION_NOTICE,
        title=f"关于{what}“{survey.title}”的公告"[:120],
        issued_on=timezone.localdate(),
        body=f"“{survey.title}”于 {timezone.localdate():%Y-%m-%d} {what}。理由：{survey.stopped}。{kept}",
        public=True,
        by=by,
    )
