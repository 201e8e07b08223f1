"""Publication: the notice is filed, residents who asked for the project hear of it, a re-evaluation ends the chain."""

from dataclasses import replace
from datetime import date, timedelta

from django.utils import timezone

from engines.scoring import Consequence, RowVerdict, Step, consequence
from piaojue.commons.acting import Doing, acting
from piaojue.commons.drafting.actions import Worded, filed
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.stages.evaluate.actions.preparing import give_up_reevaluation
from piaojue.stages.evaluate.judging import grade_name
from piaojue.stages.evaluate.models import Item, Rectification, RectificationState, Subject, Survey, SurveyState
from piaojue.stages.evaluate.moves import MOVES
from piaojue.stages.evaluate.queries import chain_of, smallest_cell, verdict_of
from piaojue.stages.evaluate.wording import notice_text
from piaojue.stages.group.public import tell_voices
from piaojue.stages.supervise.public import FURTHER, ActivityDraft, ActivityKind, further_step, record_activity

SUGGESTED_WITHIN = 30
"""Days from a second bad grade to the supervision that is suggested."""


def publish(
    *, survey: Survey, by: Seat, doc_no: str = "", on: date | None = None, version: int | None = None
) -> Survey:
    """Publish a table that adds up: file the notice, tell the proposers, settle a re-evaluation.

    raises: NotYours, Refused (not judged; fewer residents' replies than may be shown without showing a person)
    """
    with acting(MOVES["publish"], survey, by, version=version) as act:
        survey = act.thing
        _check_enough_replies(survey)
        survey.published_on = on or timezone.localdate()
        items = list(survey.items.select_related("project__dossier"))
        filed(
            year=survey.year,
            code="evaluation_notice",
            thing=survey,
            by=by,
            number=doc_no,
            issued_on=survey.published_on,
            worded=Worded(notice_text(survey, items)),
        )
        act.note(sentence=survey.summary.sentence)
        survey.frame.update(phone="")  # nobody is asked any more
        _settle(act, by)
    _tell(survey, items)
    return survey


def _check_enough_replies(survey: Survey) -> None:
    least = smallest_cell(survey.year)
    if survey.subject == Subject.RESIDENTS and (survey.valid or 0) < least:
        raise Refused(
            f"只有 {survey.valid} 份评价，少于 {least} 份，公布会暴露个人意见。请由主任写明理由中止后另组织一次居民测评，或由代表、第三方测评"
        )


def _tell(survey: Survey, items: list[Item]) -> None:
    """Everybody whose suggestion stands behind a project hears its grade."""
    for item in items:
        if item.project and (demands := list(item.project.dossier.demands.all())):
            words = f"您关心的“{item.title}”满意度测评结果：{grade_name(item.verdict)}。"
            tell_voices(demands, words, survey.get_absolute_url())


def _settle(act: Doing[Survey], by: Seat) -> None:
    """When this survey re-evaluates a rectification: passed, or more supervision is suggested."""
    survey = act.thing
    rows = Rectification.objects.select_for_update(of=("self",)).select_related("item__survey__rule", "place", "year")
    rectification = rows.filter(reevaluation=survey).first()
    if rectification is None:
        return
    first = rectification.item
    step = further_step(survey.place)
    chain = replace(chain_of(first.survey), further=FURTHER[step])
    follows = consequence(_verdicts(rectification, survey), survey.the_formula, chain)
    if follows.steps == (Step.RE_EVALUATE,):  # too few said anything: it settles nothing
        give_up_reevaluation(act)
        return
    if Step.RECTIFY in follows.steps:
        _once_more(act, rectification, follows)
        return
    passed = Step.NONE in follows.steps
    act.change(
        MOVES["pass_reevaluation" if passed else "escalate"],
        rectification,
        {
            "state": RectificationState.REEVALUATED if passed else RectificationState.ESCALATED,
            "verdict": follows.sentence,
        },
    )
    if not passed:
        _suggest(step, rectification, follows, by)


def _verdicts(rectification: Rectification, now: Survey) -> list[RowVerdict]:
    """The first one, every published try, and this one, oldest first."""
    first = rectification.item
    tries = rectification.tries.filter(state=SurveyState.PUBLISHED).exclude(pk=now.pk).order_by("pk")
    return [verdict_of(first.survey, first), *(verdict_of(one, one.items.get()) for one in (*tries, now))]


def _once_more(act: Doing[Survey], rectification: Rectification, follows: Consequence) -> None:
    """The rule gives another try: the unit reports anew; what it reported before stays in the log."""
    again = {
        "state": RectificationState.ORDERED,
        "reevaluation": None,
        "due": timezone.localdate() + timedelta(days=follows.days),
        "verdict": follows.sentence,
        "reported_at": None,
    }
    act.change(MOVES["rectify_again"], rectification, again)


def _suggest(step: ActivityKind, rectification: Rectification, follows: Consequence, by: Seat) -> None:
    """What the body is asked to take up. It decides; a grade decides nothing."""
    draft = ActivityDraft(
        project=rectification.item.project,
        kind=step,
        title=f"建议列入{FURTHER[step]}：{rectification.item.title}"[:80],
        held_on=timezone.localdate() + timedelta(days=SUGGESTED_WITHIN),
        situation=f"复评仍不满意：{follows.sentence}"[:2000],
    )
    record_activity(year=rectification.year, draft=draft, by=by)
