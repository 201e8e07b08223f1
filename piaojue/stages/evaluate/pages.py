"""Pages of 评价: the year's evaluations, one survey, the resident's reply."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from engines.scoring import BASE_NAMES, LABELS, ambiguities
from piaojue.commons.places.models import Place
from piaojue.commons.web.forms import fill, version_of
from piaojue.commons.web.listing import listing
from piaojue.commons.web.printing import pdf
from piaojue.commons.years.queries import on_page, year_at
from piaojue.stages.evaluate import actions, queries
from piaojue.stages.evaluate.actions.asking import MARKS
from piaojue.stages.evaluate.forms import ReplyForm, SurveyForm
from piaojue.stages.evaluate.judging import rates
from piaojue.stages.evaluate.models import Subject, Survey, SurveyState
from piaojue.stages.evaluate.moves import MOVES
from piaojue.stages.evaluate.wording import grade_name

BUTTONS = (
    "set_survey",
    "start_poll",
    "open_survey",
    "close_survey",
    "take_poll",
    "enter_table",
    "publish",
    "take_back",
    "drop_survey",
)


@require_GET
def evaluations(request: HttpRequest, place: str, number: int) -> HttpResponse:
    """The year's evaluations with their overall results, and what is being rectified."""
    year = year_at(request, place, number)
    page = listing(
        request,
        queries.surveys_for(request.seat, year),
        search=("title",),
        filters={"subject": ("评价主体", Subject.choices)},
        export=[
            ("测评", "title"),
            ("主体", "get_subject_display"),
            ("状态", "get_state_display"),
            ("有效票", "valid"),
            ("结果", lambda s: s.summary.get("sentence", "")),
        ],
    )
    if isinstance(page, HttpResponse):
        return page
    try:
        weighed, complaint = queries.weighted(year), ""
    except ValueError as error:
        weighed, complaint = None, str(error)
    desk = MOVES.entitled("read_preparations", year.place, request.seat)
    return render(
        request,
        "evaluate/evaluations.html",
        {
            "year": year,
            "page": page,
            "desk": desk,
            "rows": [(survey, rates(survey)) for survey in page],
            "rectifications": queries.rectifications_for(request.seat, year),
            "to_rectify": queries.to_rectify(year),
            "may_order": MOVES.entitled("order_rectification", year.place, request.seat),
            "weighed": weighed,
            "complaint": complaint if desk else "",
            "may_prepare": MOVES.may("prepare_survey", year, request.seat),
        },
    )


def new_survey(request: HttpRequest, place: str, number: int) -> HttpResponse:
    """Prepare an evaluation."""
    year = year_at(request, place, number)
    MOVES.require("prepare_survey", year.place, request.seat)

    def then(cleaned: dict) -> str:
        preset = cleaned.pop("preset") or None
        return actions.prepare_survey(year=year, by=request.seat, formula=preset, **cleaned).get_absolute_url()

    return fill(
        request,
        SurveyForm,
        then,
        context={
            "year": year,
            "heading": "准备测评",
            "submit": "下一步",
            "cancel": f"{year.get_absolute_url()}evaluation/",
            "lead": "每个项目先列为一行；拆分子项、改公式在下一步。",
        },
    )


@require_GET
def survey(request: HttpRequest, pk: int) -> HttpResponse:
    """One survey: what waits at the desk, or the published result with ranking, promises, slices and reasons."""
    found = queries.survey_for(request.seat, pk)
    on_page(request, found)
    items = list(found.items.select_related("project__department").order_by("rank", "pk"))
    desk = MOVES.entitled("read_preparations", found.place, request.seat)
    shown = found.state == SurveyState.PUBLISHED or (desk and found.state in (SurveyState.JUDGED, SurveyState.REFUSED))
    residents = found.subject == Subject.RESIDENTS and shown and found.state != SurveyState.REFUSED
    return render(
        request,
        "evaluate/survey.html",
        {
            "survey": found,
            "year": found.year,
            "items": items,
            "desk": desk,
            "shown": shown,
            "columns": columns_of(found, items),
            "may": {act: MOVES.may(act, found, request.seat) for act in BUTTONS},
            "may_reply": found.state == SurveyState.OPEN and found.subject == Subject.RESIDENTS,
            "formula": formula_lines(found),
            "pits": pits_of(found),
            "rates": rates(found),
            "before": queries.compared(found) if shown else None,
            "promises": queries.promises(items) if shown and any(item.project_id for item in items) else [],
            "slices": [(name, slices_table(found, items, key)) for key, name in queries.SLICE_NAMES.items()]
            if residents
            else [],
            "reasons": [(item, queries.public_reasons(found).get(item.pk, [])) for item in items] if residents else [],
            "may_review": residents and MOVES.entitled("hide_reason", found.place, request.seat),
            "chart": chart_of(items) if shown and found.state != SurveyState.REFUSED and items else None,
            "address": f"{settings.SITE_URL}/surveys/{found.pk}/reply/",
            "replies": found.replies.count() if desk else 0,
            "orders": {
                r.item_id: r for r in queries.rectifications_for(request.seat, found.year).filter(item__survey=found)
            },
            "due_rows": {item.pk for item in queries.to_rectify(found.year)}
            if found.state == SurveyState.PUBLISHED and MOVES.entitled("order_rectification", found.place, request.seat)
            else set(),
        },
    )


def columns_of(survey: Survey, items: list) -> list[tuple[str, str]]:
    """Columns of counts that are needed: 不了解 only where it is offered or given."""
    unknown = survey.formula.get("unknown_option") or any(item.unknown for item in items)
    return [(name, word) for name, word in MARKS.items() if name != "unknown" or unknown]


def formula_lines(survey: Survey) -> list[tuple[str, str]]:
    """The formula in words."""
    formula = survey.the_formula
    words = {True: "是", False: "否", None: "不设", "positive": "满意加基本满意", "satisfied": "满意率"}
    plain = formula.to_json() | {"base": BASE_NAMES[formula.base], "at_boundary": grade_name(str(formula.at_boundary))}
    return [(LABELS[name], words.get(value, value) or "—") for name, value in plain.items()]


def pits_of(survey: Survey) -> list[str]:
    """Where the formula contradicts itself: at the survey's own base, else at any even number of members."""
    formula = survey.the_formula
    if survey.summary:
        return survey.summary["warnings"]
    if not formula.clauses_conflict:
        return []
    return ambiguities(formula, survey.members or 2 * formula.fairly_at.denominator) or [
        "全体人数不能被界线整除时不会出现恰好等于界线的票数。"
    ]


def chart_of(items: list) -> dict:
    """Stacked bars, best at the top."""
    ordered = sorted(items, key=lambda item: -(item.rank or 0))
    colours = {"satisfied": "#1f7a4d", "fairly": "#8fc3a3", "dissatisfied": "#b3261e", "unknown": "#bdb8ad"}
    return {
        "grid": {"left": 8, "right": 24, "top": 40, "bottom": 8, "containLabel": True},
        "legend": {"top": 0},
        "tooltip": {"trigger": "axis"},
        "xAxis": {"type": "value"},
        "yAxis": {
            "type": "category",
            "data": [item.title for item in ordered],
            "axisLabel": {"width": 150, "overflow": "truncate"},
        },
        "series": [
            {
                "name": word,
                "type": "bar",
                "stack": "n",
                "data": [getattr(item, name) for item in ordered],
                "itemStyle": {"color": colours[name]},
            }
            for name, word in MARKS.items()
            if any(getattr(item, name) for item in ordered)
        ],
    }


def slices_table(survey: Survey, items: list, key: str) -> dict:
    """Rows: items; columns: groups; cells: 满意加基本满意 of the group, or why it is not shown."""
    found = queries.slices_of(survey, key)
    groups = [line.label for line in next(iter(found.values()), [])]
    return {"groups": groups, "rows": [(item, found[item.pk]) for item in items if item.pk in found]}


def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """The resident's page: one tap a project, a reason where one is not satisfied."""
    found = queries.survey_for(request.seat, pk, act="reply")
    on_page(request, found)
    if found.state == SurveyState.PUBLISHED:
        return redirect("survey", pk)
    towns = [(town.name, town.name) for town in Place.objects.filter(parent=found.place).order_by("code")]
    form_kwargs = {"survey": found, "towns": towns}

    def then(cleaned: dict) -> str:
        form = ReplyForm(**form_kwargs)
        actions.reply(
            survey=found,
            marks=form.marks(cleaned),
            reasons=form.reasons(cleaned),
            age=cleaned["age"],
            place=cleaned["place"],
            aware=cleaned["aware"],
            by=request.seat,
        )
        messages.success(request, "谢谢您的评价！结果公布后可以在这里看到。")
        return f"{found.year.get_absolute_url()}evaluation/"

    return fill(
        request,
        ReplyForm,
        then,
        template="evaluate/reply.html",
        context={"survey": found, "year": found.year},
        form_kwargs=form_kwargs,
    )


@require_GET
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """结果公告 on A4."""
    found = queries.survey_for(request.seat, pk)
    if not found.summary:
        return redirect("survey", pk)
    items = list(found.items.order_by("rank", "pk"))
    return pdf(
        request,
        "evaluate/notice.html",
        {
            "survey": found,
            "year": found.year,
            "items": items,
            "columns": columns_of(found, items),
            "rates": rates(found),
        },
        f"{found.title}结果公告.pdf",
    )


STEPS = {
    "open": ("open_survey", actions.open_survey, "测评已开始"),
    "close": ("close_survey", actions.close_survey, "测评已截止并计票"),
    "take": ("take_poll", actions.take_poll, "已取回会议票数"),
    "back": ("take_back", actions.take_back, "已收回，可以重新准备"),
    "drop": ("drop_survey", actions.drop_survey, "测评已撤销"),
}


@require_POST
def step(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Open, close, take, take back, drop: one button each."""
    act, does, said = STEPS[act]
    found = queries.survey_for(request.seat, pk, act=act)
    done = does(survey=found, by=request.seat, version=version_of(request))
    if done is not None and done.state == SurveyState.REFUSED:
        messages.error(request, "票数合计不符，不予认定，原因见下")
    else:
        messages.success(request, said)
    return (
        redirect("survey", pk) if done is not None else redirect("evaluations", found.year.place_id, found.year.number)
    )
