"""The page of one survey: what waits at the desk, or the result with ranking, promises, groups and reasons."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from engines.scoring import Estimate, Slice, ambiguities, estimate
from piaojue.commons.people.models import Seat
from piaojue.commons.web.request import Request
from piaojue.commons.years.queries import on_page
from piaojue.stages.evaluate import queries
from piaojue.stages.evaluate.models import Item, Mark, Subject, Survey, SurveyState
from piaojue.stages.evaluate.moves import MOVES
from piaojue.stages.evaluate.wording import formula_lines

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
COLOURS = {
    Mark.SATISFIED: "--green",
    Mark.FAIRLY: "--green-middle",
    Mark.DISSATISFIED: "--red",
    Mark.UNKNOWN: "--line-strong",
}


@require_GET
def survey(request: Request, pk: int) -> HttpResponse:
    """One survey for whoever may see it."""
    survey, seat = queries.survey_for(request.seat, pk), request.seat
    on_page(request, survey)
    items = queries.items_of(survey)
    desk = MOVES.entitled("read_preparations", survey.place, seat)
    counted = survey.state in (SurveyState.JUDGED, SurveyState.REFUSED)
    shown = survey.state == SurveyState.PUBLISHED or (desk and counted)
    context = {
        "survey": survey,
        "year": survey.year,
        "items": items,
        "desk": desk,
        "shown": shown,
        "columns": columns_of(survey, items),
        "may": {act: MOVES.may(act, survey, seat) for act in BUTTONS},
        "may_reply": survey.state == SurveyState.OPEN and survey.subject == Subject.RESIDENTS,
        "why_not": queries.why_no_reply(survey, seat),
        "formula": formula_lines(survey.the_formula),
        "pits": pits_of(survey),
        "address": settings.SITE_URL + reverse("survey_reply", args=[survey.pk]),
        "replies": survey.replies.count() if desk else 0,
        **_chains(survey, seat),
        **(_result(survey, items, seat) if shown else {}),
    }
    return render(request, "evaluate/survey.html", context)


def _chains(survey: Survey, seat: Seat | None) -> dict:
    """What was ordered to be put right, and what waits for an order."""
    orders = queries.rectifications_for(seat, survey.year).filter(item__survey=survey)
    waits = survey.state == SurveyState.PUBLISHED and MOVES.entitled("order_rectification", survey.place, seat)
    return {
        "orders": {order.item_id: order for order in orders},
        "due_rows": {item.pk for item in queries.to_rectify(survey.year)} if waits else set(),
    }


def _result(survey: Survey, items: list[Item], seat: Seat | None) -> dict:
    """What is shown once the counts are there. A refused table has no result but its counts."""
    before = queries.compared(survey)
    context: dict[str, Any] = {
        "before": before,
        "overall": queries.overall_of(survey),
        "overall_before": queries.overall_of(before.survey) if before else None,
        "promises": queries.promises(items) if any(item.project_id for item in items) else [],
    }
    if survey.state == SurveyState.REFUSED:
        return context
    if items:
        context["chart"] = chart_of(items)
        context["sure"] = queries.sure_of(survey, items)
    if earlier := queries.last_year(survey):
        context["moved"] = queries.moved(earlier, survey)
    if survey.subject == Subject.RESIDENTS:
        reasons = queries.public_reasons(survey)
        tables = [(name, slices_table(survey, items, key)) for key, name in queries.SLICE_NAMES.items()]
        context["slices"] = [(name, table) for name, table in tables if len(table["groups"]) > 1]
        context["reasons"] = [(item, reasons.get(item.pk, [])) for item in items]
        context["work"] = queries.fieldwork_of(survey)
        context["may_review"] = MOVES.entitled("read_reasons", survey.place, seat)
    return context


def columns_of(survey: Survey, items: list[Item]) -> list[tuple[str, str]]:
    """Columns of counts that are needed: 不了解 only where it is offered or given."""
    unknown = survey.the_formula.unknown_option or any(item.unknown for item in items)
    return [(mark.value, str(mark.label)) for mark in Mark if unknown or mark != Mark.UNKNOWN]


def pits_of(survey: Survey) -> tuple[str, ...] | list[str]:
    """Where the formula contradicts itself: at the survey's own base, else at any even number of members."""
    formula = survey.the_formula
    if survey.summary.sentence:
        return survey.summary.warnings or ()
    if not formula.clauses_conflict:
        return []
    return ambiguities(formula, survey.members or 2 * formula.fairly_at.denominator) or [
        "全体人数不能被界线整除时不会出现恰好等于界线的票数。"
    ]


def chart_of(items: list[Item]) -> dict:
    """Stacked bars, best at the top."""
    ordered = sorted(items, key=lambda item: -(item.rank or 0))
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
        "series": [_bars(mark, ordered) for mark in Mark if any(getattr(item, mark.value) for item in ordered)],
    }


def _bars(mark: Mark, items: list[Item]) -> dict:
    return {
        "name": str(mark.label),
        "type": "bar",
        "stack": "n",
        "data": [getattr(item, mark.value) for item in items],
        "itemStyle": {"color": COLOURS[mark]},
    }


def slices_table(survey: Survey, items: list[Item], key: str) -> dict:
    """Rows: items; columns: groups; cells: 满意加基本满意 of the group with its interval, or why it is not shown."""
    slices = queries.slices_of(survey, key)
    groups = [line.label for line in next(iter(slices.values()), [])]
    shown = {pk: [(line, _interval_of(survey, line)) for line in lines] for pk, lines in slices.items()}
    rows = [(item, shown[item.pk], queries.gap_of(slices[item.pk])) for item in items if item.pk in slices]
    return {"groups": groups, "rows": rows}


def _interval_of(survey: Survey, line: Slice) -> Estimate | None:
    """How sure the share of one group is, of those who have an opinion as the formula has it."""
    if line.row is None:
        return None
    unknown = 0 if survey.the_formula.unknown_in_base else line.row.unknown
    return estimate(line.row.positive, line.row.total - unknown)
