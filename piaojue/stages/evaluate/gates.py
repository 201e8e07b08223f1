"""What must be done in this room before the year may be archived."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from piaojue.commons.roles import Role
from piaojue.commons.todo import Lack, Supply, in_turn
from piaojue.commons.words import said
from piaojue.commons.years.gates import demands, draws
from piaojue.commons.years.models import PaperKind, Year
from piaojue.stages.evaluate.models import SETTLED, Rectification, RectificationState, Subject, Survey, SurveyState
from piaojue.stages.evaluate.moves import DESK, ORGANISERS
from piaojue.stages.evaluate.queries import archive_of, main_survey, to_rectify

OFFICE = in_turn(DESK, Role.CONGRESS_CLERK, Role.STREET_CLERK)
ORGANISER = in_turn(ORGANISERS, Role.CONGRESS_CLERK, Role.STREET_CLERK)
STEPS = {
    SurveyState.PREPARED: "完成测评表与公式",
    SurveyState.OPEN: "截止居民测评并计票",
    SurveyState.REFUSED: "更正合计不符的测评表",
    SurveyState.JUDGED: "公布测评结果",
}


def turn_of(survey: Survey) -> Supply:
    """Whose turn it is with an evaluation that is not published: a third party fills its own table."""
    of_a_third = survey.subject == Subject.THIRD_PARTY and survey.state in (SurveyState.PREPARED, SurveyState.REFUSED)
    roles = (Role.EVALUATOR, *OFFICE) if of_a_third else OFFICE
    label = f"{STEPS[SurveyState(survey.state)]}：{survey.title}"
    of_residents = survey.state == SurveyState.OPEN and survey.subject == Subject.RESIDENTS
    opens = survey.closes_on + timedelta(days=1) if of_residents and survey.closes_on else None
    return Supply(label, survey.get_absolute_url(), roles, due=survey.closes_on, opens=opens)


def _preparing(year: Year) -> Supply:
    """The first evaluation, or the one that is under way."""
    survey = Survey.objects.filter(year=year, mends=None, follow_up=False).exclude(state=SurveyState.PUBLISHED).first()
    if survey:
        return turn_of(survey)
    return Supply("准备测评", year.page("new_survey"), OFFICE, act="evaluate.prepare_survey")


@demands("archive")
def the_evaluation_is_published(year: Year) -> list[Lack]:
    lacking = [] if main_survey(year) else [_("还没有公布满意度测评结果：请在“测评”里完成并公布至少一次测评")]
    waiting = (
        Survey.objects.filter(year=year, follow_up=False)
        .exclude(state__in=[SurveyState.PUBLISHED, SurveyState.STOPPED])
        .exclude(mends__in=_carried(year))
    )
    return [Lack(line, _preparing(year)) for line in lacking] + [
        Lack(
            _("“%(title)s”还没有公布（现在：%(state)s）")
            % {"title": survey, "state": said(survey.get_state_display())},
            turn_of(survey),
        )
        for survey in waiting
    ]


@demands("archive")
def rectifications_are_settled_or_carried(year: Year) -> list[Lack]:
    orders = [
        Lack(_("“%(title)s”测评不满意，还没有交由政府研究处理") % {"title": item.title}, ordering(item))
        for item in to_rectify(year)
    ]
    unsettled = Rectification.objects.filter(year=year).exclude(state__in=SETTLED).exclude(pk__in=_carried(year))
    return orders + [
        Lack(
            _("“%(title)s”的整改还没有了结（现在：%(state)s），请完成复评，或结转下一年度")
            % {"title": row.item.title, "state": said(row.get_state_display())},
            mending(row),
        )
        for row in unsettled.select_related("item", "project")
    ]


def ordering(item: Any) -> Supply:
    """不满意 is given to the government to study."""
    address = reverse("order_rectification", args=[item.pk])
    return Supply(f"交办整改：{item.title}", address, ORGANISER, act="evaluate.order_rectification")


def mending(row: Rectification) -> Supply:
    """The unit reports what it did, then the desk has it evaluated again."""
    if row.state == RectificationState.ORDERED:
        unit = (row.project.department_id,) if row.project.department_id else ()
        roles = (Role.DEPARTMENT, Role.GOV_OFFICE)
        label, act = f"报告整改情况：{row.item.title}", "evaluate.report_rectification"
        return Supply(label, row.get_absolute_url(), roles, bodies=unit, due=row.due, act=act)
    label, act = f"组织整改复评：{row.item.title}", "evaluate.reevaluate"
    return Supply(label, row.get_absolute_url(), OFFICE, due=row.due, act=act)


@draws(PaperKind.EVALUATION_NOTICE)
def from_the_publication(year: Year) -> Supply | None:
    """It is filed with the first evaluation that is published."""
    return None if main_survey(year) else Supply("公布测评结果", year.page("evaluations"), OFFICE, after=_("测评"))


@draws(PaperKind.ANALYSIS_REPORT)
def from_the_figures(year: Year) -> Supply | None:
    """Drawn up from the year's figures."""
    after = "" if main_survey(year) else _("测评结果公布")
    return Supply("登记项目分析报告", year.page("analysis"), ORGANISER, after=after, act="evaluate.file_analysis")


def _carried(year: Year) -> list[int]:
    """Rectifications that were handed on to the next year."""
    archive = archive_of(year)
    return [line.pk for line in archive.carried if line.kind == "rectification"] if archive else []
