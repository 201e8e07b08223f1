"""Which evaluations may be seen, by whom; nobody's own reply can be asked for, only sums."""

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from engines.scoring import RowVerdict, base_of
from engines.scoring import evaluate as judge_rows
from piaojue.commons.people.models import Seat
from piaojue.commons.places.models import Place
from piaojue.commons.years.models import Year
from piaojue.stages.deliver.public import Project
from piaojue.stages.evaluate.codes import digest_of
from piaojue.stages.evaluate.models import Item, Reply, Subject, Survey, SurveyState
from piaojue.stages.evaluate.moves import MOVES

PUBLIC_STATES = (SurveyState.PUBLISHED,)
ENDED = (SurveyState.PUBLISHED, SurveyState.STOPPED)
"""Everybody sees that it was, and how it ended."""


def smallest_cell(year: Year) -> int:
    """Fewest replies that may be shown as a group (份)."""
    return year.settings.cell


def awareness(year: Year) -> tuple[int, int]:
    """(had heard of 征集 and 票决 before, said so or not) over the replies of the year's published residents' surveys.

    (0, 0) as long as fewer have said than may be shown as a group.
    """
    replies = Reply.objects.filter(survey__year=year, survey__state__in=PUBLIC_STATES).exclude(aware=None)
    counts = replies.aggregate(aware=Count("pk", filter=Q(aware=True)), answered=Count("pk"))
    return (counts["aware"], counts["answered"]) if counts["answered"] >= smallest_cell(year) else (0, 0)


def surveys_for(seat: Seat | None, year: Year) -> QuerySet[Survey]:
    """Published ones and open questionnaires for everybody, all for those who prepare them."""
    surveys = Survey.objects.filter(year=year).select_related("year__place", "place", "poll")
    if MOVES.entitled("read_preparations", year.place, seat):
        return surveys
    return surveys.filter(state__in=ENDED) | surveys.filter(state=SurveyState.OPEN, subject=Subject.RESIDENTS)


def survey_for(seat: Seat | None, pk: int) -> Survey:
    """One survey, as far as this seat may see it. Raises Http404, NotYours."""
    survey = survey_to_answer(pk)
    asking = survey.state == SurveyState.OPEN and survey.subject == Subject.RESIDENTS
    if survey.state not in ENDED and not asking:
        MOVES.require("read_preparations", survey.place, seat)
    return survey


def why_no_reply(survey: Survey, seat: Seat | None) -> str:
    """Why this seat cannot answer the questionnaire now, in one sentence; empty: it can, or signs in first."""
    if seat is None:
        return ""
    line = MOVES["reply"]
    if seat.role not in line.roles:
        return "系统管理员不参加评价，请用居民身份登录"
    if reasons := MOVES.refusals("reply", survey, seat):
        return reasons[0]
    phone = seat.person.phone or ""
    answered = Reply.objects.filter(survey=survey, digest=digest_of(survey, phone)).exists()
    return "您的手机号已经评价过了，谢谢您" if answered else ""


def survey_to_answer(pk: int) -> Survey:
    """One survey whatever its state: who comes too late to answer is told so. Raises Http404."""
    rows = Survey.objects.select_related("year__place", "place__parent", "poll", "created_by", "rule__year")
    survey = rows.filter(pk=pk).first()
    if survey is None:
        raise Http404("no such survey")
    return survey


def items_of(survey: Survey) -> list[Item]:
    """The rows, best first; without a rank as they were listed."""
    return list(survey.items.select_related("project__department").order_by("rank", "pk"))


def published(year: Year) -> QuerySet[Survey]:
    """The year's published evaluations, first evaluations before re-evaluations; public."""
    surveys = Survey.objects.filter(year=year, state=SurveyState.PUBLISHED)
    return surveys.select_related("year", "place").order_by("pk")


def main_survey(year: Year) -> Survey | None:
    """The published evaluation that speaks for the year: deputies before committee, residents, third party."""
    order = [Subject.DEPUTIES, Subject.COMMITTEE, Subject.RESIDENTS, Subject.THIRD_PARTY]
    surveys = published(year).filter(mends=None, follow_up=False)
    return min(surveys, key=lambda survey: (order.index(Subject(survey.subject)), survey.pk), default=None)


def opinions_of(item: Item) -> int:
    """The base of the row's shares (人 or 份), as its survey's formula takes it. One definition for every page."""
    survey, valid = item.survey, item.survey.valid or 0
    members, present = survey.members or valid, survey.present or valid
    return base_of(item.row, survey.the_formula, all_members=members, present=present)


def verdict_of(survey: Survey, item: Item) -> RowVerdict:
    """One row's verdict as the engine gives it. raises: SumsDisagree for a row that does not add up."""
    valid = survey.valid or 0
    result = judge_rows(
        [item.row],
        survey.the_formula,
        valid=valid,
        all_members=survey.members or valid,
        present=survey.present or valid,
        titles={item.key: item.title},
    )
    return result.verdicts[0]


def towns_of(survey: Survey) -> list[str]:
    """Names of the places below the survey's own, for who answers."""
    return list(Place.objects.standing().filter(parent=survey.place).order_by("code").values_list("name", flat=True))


def project_numbers(year: Year) -> dict[int, int]:
    """序号 → id of the year's projects."""
    return dict(Project.objects.filter(year=year).values_list("no", "pk"))
