"""Pages of 公开问答: a question about a suggestion, its answer, and the year's list of both."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from piaojue.commons.limits.brief import HOUR, too_many
from piaojue.commons.moves import Refused
from piaojue.commons.web.act_pages import ActButton, ActForm
from piaojue.commons.web.listing import listing, show_list
from piaojue.commons.web.request import Request
from piaojue.commons.web.shared import shared
from piaojue.commons.words import zh
from piaojue.commons.years.queries import year_at
from piaojue.stages.suggest import actions, queries, queries_asking
from piaojue.stages.suggest.forms_asking import AnswerForm, AskForm
from piaojue.stages.suggest.models import Suggestion
from piaojue.stages.suggest.models_asking import Asked, AskedState
from piaojue.stages.suggest.moves import MOVES

QUESTIONS_PER_HOUR = 10
"""Of one person."""


@shared
@require_GET
def asked_list(request: Request, place: str, number: int) -> HttpResponse:
    """What was asked in public in a year, and what the office has answered."""
    year = year_at(request, place, number)
    rows = queries_asking.asked_in(year, request.seat)
    inner = MOVES.entitled("read_unpublished", year.place, request.seat)
    states = [one for one in AskedState if inner or one in (AskedState.OPEN, AskedState.ANSWERED)]
    page = listing(
        request,
        rows,
        filters={"state": ("状态", [(one.value, one.label) for one in states])},
        orders={"newest": ("最新", ["-pk"]), "oldest": ("等得最久", ["pk"])},
    )
    context = {"year": year, "rows": queries_asking.with_voices(page)}
    return show_list(request, "suggest/asked.html", page, context)


def _suggestion(request: Request, pk: int) -> Suggestion:
    return queries.suggestion_for(request.seat, pk)


def _asked(request: Request, pk: int) -> Asked:
    return queries_asking.asked_at(pk)


def _ask_values(request: Request, suggestion: Suggestion, cleaned: dict[str, Any]) -> dict[str, Any]:
    if too_many(request, "ask-publicly", QUESTIONS_PER_HOUR, HOUR):
        raise Refused("您这一小时问了很多次，请过一会儿再问")
    return cleaned


ask_publicly = ActForm(
    path="s/<int:pk>/ask/",
    line=MOVES["ask_publicly"],
    find=_suggestion,
    action=actions.ask_publicly,
    thing="suggestion",
    form=AskForm,
    values=_ask_values,
    heading=lambda suggestion: _("问一问"),
    lead=lambda suggestion: zh(suggestion.public_title),
    submit="提交",
    done=lambda asked: (
        _("问题已经公开，答复以后会告诉您。") if asked.is_public else _("收到了。里面有要核实的内容，看过以后再公开。")
    ),
    goes_to=Asked.get_absolute_url,
)
"""A resident asks about a public suggestion."""

let_question_stand = ActButton(
    path="asked/<int:pk>/stand/",
    of=Asked,
    line=MOVES["let_question_stand"],
    find=_asked,
    action=actions.let_question_stand,
    thing="asked",
    done="提问已经公开",
    goes_to=Asked.get_absolute_url,
)

answer_publicly = ActForm(
    path="asked/<int:pk>/answer/",
    of=Asked,
    kind="primary",
    line=MOVES["answer_publicly"],
    find=_asked,
    action=actions.answer_publicly,
    thing="asked",
    form=AnswerForm,
    form_options=lambda request, asked: {"initial": {"text": asked.answer}},
    lead=lambda asked: zh(asked.shown_text),
    submit="提交",
    done="已公开答复，提问的人和建议人都会收到消息",
    goes_to=Asked.get_absolute_url,
)
"""In the office's name."""

refuse_question = ActButton(
    path="asked/<int:pk>/refuse/",
    of=Asked,
    kind="quiet",
    confirm="这条提问不公开，提问的人会收到消息。确定吗？",
    line=MOVES["refuse_question"],
    find=_asked,
    action=actions.refuse_question,
    thing="asked",
    done="这条提问不公开",
    goes_to=Asked.get_absolute_url,
)
