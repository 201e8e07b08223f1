"""What one can do now in a year, and where: addresses of the rooms' pages by their names."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from piaojue.commons.people.models import Seat
from piaojue.commons.ui.templatetags.ui import cn_date
from piaojue.commons.words import said
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import Stage
from piaojue.stages.evaluate.public import Subject, Survey, SurveyState

CHOICES = {"suggest": "我来提", "candidates": "看候选", "projects": "看项目", "evaluation": "监督评价"}
NAMES = {
    "suggest": ("suggest",),
    "suggestions": ("suggestions",),
    "candidates": ("candidates", "dossiers"),
    "projects": ("projects",),
    "evaluation": ("evaluations",),
    "result": ("vote_result",),
    "echo": ("echo",),
    "board": ("board",),
}


@dataclass(frozen=True)
class Doing:
    """One big button of a year's page."""

    label: str
    url: str
    note: str
    primary: bool = False


def address(what: str, year: Year) -> str:
    """The page of a year for `what`; the year's own page where that room has none."""
    for name in NAMES.get(what, ()):
        try:
            return reverse(name, args=[year.place_id, year.number])
        except NoReverseMatch:
            continue
    return year.get_absolute_url()


def now(seat: Seat | None, year: Year) -> list[Doing]:
    """What anybody can do at this stage, the most useful first."""
    stage, found = year.stage, []
    if stage in (Stage.SOLICITING, Stage.GROUPING, Stage.SCREENING):
        until = _("%(day)s截止") % {"day": cn_date(year.solicit_until)} if year.solicit_until else "一分钟说清一件事"
        found.append(Doing("我来提", address("suggest", year), until, primary=True))
    if stage != Stage.PLANNED:
        found.append(Doing("看大家提了什么", address("suggestions", year), "建议公开，个人信息遮蔽"))
    if stage in (Stage.CIRCULATING, Stage.DELIBERATING, Stage.VOTING):
        found.insert(0, Doing("看候选项目", address("candidates", year), "代表投票前，先看清每一项", primary=True))
    if stage in (Stage.ANNOUNCING, Stage.DELIVERING, Stage.EVALUATING, Stage.ARCHIVED):
        if year.road == "congress":
            found.insert(
                0,
                Doing(
                    _("看%(vote)s结果") % {"vote": said(year.term("票决"))},
                    address("result", year),
                    "哪些入选，多少票，为什么",
                ),
            )
        found.insert(0, Doing("看项目进展", address("projects", year), "承诺、进度、问题、照片", primary=True))
    asking = Survey.objects.filter(year=year, subject=Subject.RESIDENTS, state=SurveyState.OPEN).first()
    if asking:
        found.insert(0, Doing("我来评价", f"{asking.get_absolute_url()}reply/", "一个手机号评价一次", primary=True))
    elif stage in (Stage.EVALUATING, Stage.ARCHIVED):
        found.append(Doing("看测评结果", address("evaluation", year), "代表和居民怎样评价"))
    if stage not in (Stage.PLANNED, Stage.SOLICITING):
        found.append(Doing("回音壁", address("echo", year), "每条诉求的答复与理由"))
    return found
