"""Pages of 代表建议: the year's list, one suggestion, and its acts."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from engines.law import deadline
from piaojue.commons.web.act_pages import ActForm
from piaojue.commons.web.listing import listing, show_list
from piaojue.commons.web.request import Request
from piaojue.commons.words import said, zh
from piaojue.commons.years.queries import on_page, year_at
from piaojue.stages.supervise import actions, forms_suggestion, queries
from piaojue.stages.supervise.actions.suggesting import LATEST
from piaojue.stages.supervise.models import DeputySuggestion, SuggestionState
from piaojue.stages.supervise.moves import MOVES
from piaojue.stages.supervise.queries_suggestion import suggestion_for, suggestions_for

COLUMNS = [
    ("标题", "title"),
    ("建议内容", "text"),
    ("项目", "project"),
    ("状态", "get_state_display"),
    ("承办单位", "assigned_to"),
    ("答复期限", "due"),
    ("答复", "answer"),
    ("代表的评价", "get_rating_display"),
    ("再次办理次数", "returned"),
]


@require_GET
def suggestions(request: Request, place: str, number: int) -> HttpResponse:
    """The year's suggestions of deputies, with the days that are left."""
    year = year_at(request, place, number)
    page = listing(
        request,
        suggestions_for(request.seat, year),
        search=("title", "text"),
        filters={"state": ("状态", SuggestionState.choices)},
    )
    return show_list(request, "supervise/deputy_suggestions.html", page, {"year": year}, columns=COLUMNS)


@require_GET
def suggestion(request: Request, pk: int) -> HttpResponse:
    """One suggestion: from where, to whom, by when, the answer, and what the deputy says of it."""
    row = suggestion_for(request.seat, pk)
    on_page(request, row)
    context = {"suggestion": row, "year": row.year, "steps": steps_of(row), "basis": MOVES["assign_suggestion"].basis}
    return render(request, "supervise/deputy_suggestion.html", context)


def steps_of(row: DeputySuggestion) -> list[dict]:
    """Raised → given → answered → judged."""
    settled, answered = row.state == SuggestionState.SETTLED, row.state == SuggestionState.ANSWERED
    steps = [
        (pgettext("step", "提出"), True, f"{row.created_at:%Y-%m-%d}"),
        (pgettext("step", "交办"), row.given_on is not None, zh(row.assigned_to or "")),
        (pgettext("step", "答复"), answered or settled, f"{row.answered_at:%Y-%m-%d}" if row.answered_at else ""),
        (_("代表评价"), settled, said(row.get_rating_display()) if row.rating else ""),
    ]
    first_open = next((n for n, (_label, done, _note) in enumerate(steps) if not done), len(steps))
    return [
        {
            "label": label,
            "note": note,
            "status": "done" if done else "now" if n == first_open else "todo",
        }
        for n, (label, done, note) in enumerate(steps)
    ]


def _find(request: Request, pk: int) -> DeputySuggestion:
    return suggestion_for(request.seat, pk)


ON_SUGGESTION: dict[str, Any] = {
    "find": _find,
    "of": DeputySuggestion,
    "thing": "suggestion",
    "lead": lambda suggestion: zh(suggestion.title),
    "submit": "提交",
    "goes_to": DeputySuggestion.get_absolute_url,
}
"""What the forms here have in common."""

of_question = ActForm(
    path="inquiries/<int:pk>/to-suggestion/",
    name="question_to_suggestion",
    line=MOVES["raise_suggestion"],
    find=lambda request, pk: queries.question_for(request.seat, pk),
    action=actions.raise_suggestion,
    thing="source",
    form=forms_suggestion.RaiseSuggestionForm,
    lead=lambda question: zh(question.text),
    submit="提交",
    done=lambda suggestion: _("代表建议已提出，等待交办"),
    goes_to=DeputySuggestion.get_absolute_url,
)
"""What an answer did not settle."""

assign = ActForm(
    path="deputy-suggestions/<int:pk>/assign/",
    line=MOVES["assign_suggestion"],
    action=actions.assign_suggestion,
    form=forms_suggestion.AssignSuggestionForm,
    form_options=lambda request, suggestion: {"suggestion": suggestion, "initial": {}},
    done="代表建议已交办，三个月内答复",
    kind="primary",
    **ON_SUGGESTION,
)


def _latest_day(request: Request, suggestion: DeputySuggestion) -> dict[str, Any]:
    """The day at the latest, once it was given to a unit."""
    given = suggestion.given_on
    return {"initial": {"due": deadline(LATEST, given)} if given else {}}


extend = ActForm(
    path="deputy-suggestions/<int:pk>/extend/",
    line=MOVES["extend_suggestion"],
    action=actions.extend_suggestion,
    form=forms_suggestion.ExtendSuggestionForm,
    form_options=_latest_day,
    done="答复期限已延长，代表已得到通知",
    **ON_SUGGESTION,
)

answer = ActForm(
    path="deputy-suggestions/<int:pk>/answer/",
    line=MOVES["answer_suggestion"],
    action=actions.answer_suggestion,
    form=forms_suggestion.AnswerSuggestionForm,
    done="答复已送达代表并公开",
    kind="primary",
    **ON_SUGGESTION,
)

rate = ActForm(
    path="deputy-suggestions/<int:pk>/rate/",
    line=MOVES["rate_suggestion"],
    action=actions.rate_suggestion,
    form=forms_suggestion.RateSuggestionForm,
    template="supervise/rate_suggestion.html",
    done=lambda suggestion: _("评价已记下"),
    kind="primary",
    **ON_SUGGESTION,
)
