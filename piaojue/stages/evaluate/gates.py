"""What must be done in this room before the year may be archived."""

from django.utils.translation import gettext as _

from piaojue.commons.words import said
from piaojue.commons.years.gates import demands
from piaojue.commons.years.models import Year
from piaojue.stages.evaluate.models import SETTLED, Rectification, Survey, SurveyState
from piaojue.stages.evaluate.queries import archive_of, main_survey, to_rectify


@demands("archive")
def the_evaluation_is_published(year: Year) -> list[str]:
    lacking = [] if main_survey(year) else [_("还没有公布满意度测评结果：请在“测评”里完成并公布至少一次测评")]
    waiting = (
        Survey.objects.filter(year=year).exclude(state=SurveyState.PUBLISHED).exclude(rectification__in=_carried(year))
    )
    return lacking + [
        _("“%(title)s”还没有公布（现在：%(state)s）") % {"title": survey, "state": said(survey.get_state_display())}
        for survey in waiting
    ]


@demands("archive")
def rectifications_are_settled_or_carried(year: Year) -> list[str]:
    orders = [_("“%(title)s”测评不满意，还没有交由政府研究处理") % {"title": item.title} for item in to_rectify(year)]
    unsettled = Rectification.objects.filter(year=year).exclude(state__in=SETTLED).exclude(pk__in=_carried(year))
    return orders + [
        _("“%(title)s”的整改还没有了结（现在：%(state)s），请完成复评，或结转下一年度")
        % {"title": row.item.title, "state": said(row.get_state_display())}
        for row in unsettled.select_related("item")
    ]


def _carried(year: Year) -> list[int]:
    """Rectifications that were handed on to the next year."""
    archive = archive_of(year)
    return [line.pk for line in archive.carried if line.kind == "rectification"] if archive else []
