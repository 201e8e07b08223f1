"""Pages of 评价 for everybody: the year's evaluations and how they are weighed, the notice."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from piaojue.commons.web.act_pages import ActForm
from piaojue.commons.web.listing import listing, show_list
from piaojue.commons.web.printing import pdf
from piaojue.commons.web.request import Request
from piaojue.commons.years.models import Year
from piaojue.commons.years.queries import on_page, year_at
from piaojue.stages.evaluate import actions, queries
from piaojue.stages.evaluate.forms import SurveyForm, WeightsForm
from piaojue.stages.evaluate.models import Subject, Survey
from piaojue.stages.evaluate.moves import MOVES
from piaojue.stages.evaluate.pages_survey import columns_of
from piaojue.stages.evaluate.wording import held_by

SURVEY_COLUMNS = [
    ("测评", "title"),
    ("主体", "get_subject_display"),
    ("状态", "get_state_display"),
    ("有效票", "valid"),
    ("结果", "summary.sentence"),
]


def list_page(year: Year) -> str:
    """The address of the year's evaluations."""
    return year.page("evaluations")


@require_GET
def evaluations(request: Request, place: str, number: int) -> HttpResponse:
    """The year's evaluations with their overall results, and what is being rectified."""
    year = year_at(request, place, number)
    page = listing(
        request,
        queries.surveys_for(request.seat, year),
        search=("title",),
        filters={"subject": ("评价主体", Subject.choices)},
    )
    desk = MOVES.entitled("read_preparations", year.place, request.seat)
    context = {
        "year": year,
        "desk": desk,
        "rectifications": queries.rectifications_for(request.seat, year),
        "to_rectify": queries.to_rectify(year),
        "may_order": MOVES.entitled("order_rectification", year.place, request.seat),
        "may_prepare": MOVES.may("prepare_survey", year, request.seat),
        **_weighing(request, year, desk),
    }
    return show_list(request, "evaluate/evaluations.html", page, context, columns=SURVEY_COLUMNS)


def _weighing(request: Request, year: Year, desk: bool) -> dict:
    """综合得分; the desk is told why there is none yet."""
    weighed, complaint = None, ""
    try:
        weighed = queries.weighted(year)
    except ValueError as error:
        complaint = str(error)
    may = MOVES.may("set_weights", year, request.seat)
    return {
        "weighed": weighed,
        "complaint": complaint if desk else "",
        "set_weights": MOVES["set_weights"] if may else None,
    }


weights = ActForm(
    path="<place:place>/<int:number>/evaluation/weights/",
    name="evaluation_weights",
    line=MOVES["set_weights"],
    find=year_at,
    action=actions.set_weights,
    thing="year",
    form=WeightsForm,
    form_options=lambda request, year: {"initial": WeightsForm.initial_of(year)},
    values=lambda request, year, cleaned: {"shares": cleaned},
    lead="几种测评合成一个百分制的得分：每种占多少，之和须为 100%；缺一种就不算。都不填则不算综合得分。",
    submit="保存",
    cancel=list_page,
    done="综合得分的权重已保存",
    goes_to=list_page,
)
"""综合得分: how much each kind of evaluation counts."""

new_survey = ActForm(
    path="<place:place>/<int:number>/evaluation/new/",
    name="new_survey",
    line=MOVES["prepare_survey"],
    find=year_at,
    action=actions.prepare_survey,
    thing="year",
    form=SurveyForm,
    lead="每个项目先列为一行；拆分子项、改公式在下一步。",
    submit="下一步",
    cancel=list_page,
    goes_to=Survey.get_absolute_url,
)


@require_GET
def notice(request: Request, pk: int) -> HttpResponse:
    """结果公告 on A4."""
    survey = queries.survey_for(request.seat, pk)
    if not survey.summary.sentence:
        return redirect("survey", pk)
    on_page(request, survey)
    items = queries.items_of(survey)
    context = {
        "survey": survey,
        "year": survey.year,
        "items": items,
        "columns": columns_of(survey, items),
        "held_by": held_by(survey),
    }
    return pdf(request, "evaluate/notice.html", context, f"{survey.title}结果公告.pdf")
