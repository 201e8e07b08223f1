"""Pages on which residents answer, by telephone or by invitation, and where the desk types sheets of paper."""

from collections.abc import Mapping

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from piaojue.commons.limits.brief import HOUR, has_had, too_many
from piaojue.commons.moves import Refused
from piaojue.commons.web.act_pages import ActForm
from piaojue.commons.web.request import Request
from piaojue.stages.evaluate import actions, queries
from piaojue.stages.evaluate.codes import invitee_of
from piaojue.stages.evaluate.forms_reply import PaperForm, ReplyForm
from piaojue.stages.evaluate.models import Invitee, Reply, Survey, SurveyState
from piaojue.stages.evaluate.moves import MOVES
from piaojue.stages.evaluate.pages import list_page
from piaojue.stages.suggest.public import source_of

MOST_GUESSES = 60
"""Wrong codes from one network in an hour; right ones are not counted, since a town shares few addresses."""


def _options(request: Request, survey: Survey) -> dict:
    return {"survey": survey, "towns": [(name, name) for name in queries.towns_of(survey)]}


def _with_source(request: Request, survey: Survey, cleaned: dict) -> Mapping:
    return {**cleaned, "source": source_of(request, survey.year)}


answer = ActForm(
    line=MOVES["reply"],
    find=lambda request, pk: queries.survey_to_answer(pk),
    action=actions.reply,
    thing="survey",
    form=ReplyForm,
    form_options=_options,
    values=_with_source,
    alone=True,
    template="evaluate/reply.html",
    context=lambda request, survey: {"survey": survey, "year": survey.year},
    done="谢谢您的评价！结果公布后可以在这里看到。",
    goes_to=lambda reply: list_page(reply.survey.year),
)
"""The resident's page: one tap a project, a reason where one is not satisfied."""


def reply(request: Request, pk: int) -> HttpResponse:
    """The resident's page, for who may answer; once there are results, they are shown instead."""
    survey = queries.survey_to_answer(pk)
    if survey.state == SurveyState.PUBLISHED:
        return redirect("survey", pk)
    entitled = request.seat is not None and request.seat.role in MOVES["reply"].roles
    if request.method == "GET" and entitled and (why := queries.why_no_reply(survey, request.seat)):
        raise Refused(why)
    return answer(request, pk=pk)


def _invitee(request: Request, code: str) -> Invitee:
    """Whose invitation it is. Raises Http404; Refused: it is used, the survey is over, too many codes were tried."""
    if has_had(request, "guesses", MOST_GUESSES, by_address=True):
        raise Refused(_("这个网络一小时内试过的邀请码太多，请过一会儿再试"))
    invitee = invitee_of(code)
    if invitee is None:
        too_many(request, "guesses", MOST_GUESSES, HOUR, by_address=True)
        raise Http404("no such invitation")
    if reasons := MOVES.refusals("reply_invited", invitee.survey, request.seat):
        raise Refused(*reasons)
    if invitee.answered:
        raise Refused(_("这份邀请已经评价过了，谢谢您"))
    return invitee


def _thanks(reply: Reply) -> str:
    return list_page(reply.survey.year)


invited = ActForm(
    path="i/<str:code>/",
    name="survey_invited",
    line=MOVES["reply_invited"],
    find=_invitee,
    action=actions.reply_invited,
    thing="invitee",
    form=ReplyForm,
    form_options=lambda request, one: {**_options(request, one.survey), "only": one.item_id, "invited": True},
    values=lambda request, one, cleaned: _with_source(request, one.survey, cleaned),
    alone=True,
    template="evaluate/reply.html",
    context=lambda request, one: {"survey": one.survey, "year": one.survey.year, "invited": True},
    cancel=lambda one: list_page(one.survey.year),
    done="谢谢您的评价！结果公布后可以在这里看到。",
    goes_to=_thanks,
)
"""The same by the address of an invitation: nobody signs in."""

paper = ActForm(
    path="surveys/<int:pk>/paper/",
    name="survey_paper",
    line=MOVES["enter_paper"],
    find=lambda request, pk: queries.survey_for(request.seat, pk),
    action=actions.enter_paper,
    thing="survey",
    form=PaperForm,
    form_options=_options,
    alone=True,
    template="evaluate/reply.html",
    context=lambda request, survey: {"survey": survey, "year": survey.year, "typed": True},
    done="已录入一份，可以接着录下一份",
    goes_to=lambda reply: reverse("survey_paper", args=[reply.survey_id]),
)
"""Sheets of paper, one after the other."""
