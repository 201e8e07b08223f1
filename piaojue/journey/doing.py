"""What one can do now in a year, and where."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from piaojue.commons.ui.templatetags.ui import cn_date
from piaojue.commons.words import said
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import RoadKind, Stage
from piaojue.stages.evaluate.public import Subject, Survey, SurveyState

CHOICES = {"suggest": "我来提", "candidates": "看候选", "projects": "看项目", "evaluation": "监督评价"}
PAGES = {"suggest": "suggest", "candidates": "candidates", "projects": "projects", "evaluation": "evaluations"}
"""what is chosen: the name of the year's page for it"""


@dataclass(frozen=True)
class Doing:
    """One big button of a year's page."""

    label: str
    url: str
    note: str
    primary: bool = False


def address(what: str, year: Year) -> str:
    """The page of a year for `what`: one of CHOICES."""
    return year.page(PAGES[what])


def now(year: Year) -> list[Doing]:
    """What anybody can do at this stage, the most useful first."""
    stage = year.stage
    doings: list[Doing] = []
    if stage in (Stage.SOLICITING, Stage.GROUPING, Stage.SCREENING):
        until = _("%(day)s截止") % {"day": cn_date(year.solicit_until)} if year.solicit_until else "一分钟说清一件事"
        doings.append(Doing("我来提", year.page("suggest"), until, primary=True))
    if stage != Stage.PLANNED:
        doings.append(Doing("看大家提了什么", year.page("suggestions"), "建议公开，个人信息遮蔽"))
    if stage in (Stage.GROUPING, Stage.SCREENING):
        doings.append(Doing("附议诉求", year.page("demands"), "同一件事归成一条，可以附议"))
    if stage in (Stage.CIRCULATING, Stage.DELIBERATING, Stage.VOTING):
        doings.insert(0, Doing("看候选项目", year.page("candidates"), "代表投票前，先看清每一项", primary=True))
    if stage in (Stage.ANNOUNCING, Stage.DELIVERING, Stage.EVALUATING, Stage.ARCHIVED):
        if year.road == RoadKind.CONGRESS:
            label = _("看%(vote)s结果") % {"vote": said(year.term("票决"))}
            doings.insert(0, Doing(label, year.page("vote_result"), "哪些入选，多少票，为什么"))
        doings.insert(0, Doing("看项目进展", year.page("projects"), "承诺、进度、问题、照片", primary=True))
    survey = Survey.objects.filter(year=year, subject=Subject.RESIDENTS, state=SurveyState.OPEN).first()
    if survey:
        doings.insert(
            0, Doing("我来评价", reverse("survey_reply", args=[survey.pk]), "一个手机号评价一次", primary=True)
        )
    elif stage in (Stage.EVALUATING, Stage.ARCHIVED):
        doings.append(Doing("看测评结果", year.page("evaluations"), "代表和居民怎样评价"))
    if stage not in (Stage.PLANNED, Stage.SOLICITING):
        doings.append(Doing("回音壁", year.page("echo"), "每条诉求的答复与理由"))
    return doings
