"""Pages of the deputies' evening: the reading list, one dossier, questions."""

from typing import cast

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from piaojue.commons.people.models import Seat
from piaojue.commons.web.act_pages import ActForm
from piaojue.commons.web.listing import listing, show_list
from piaojue.commons.web.request import Request
from piaojue.commons.words import zh
from piaojue.commons.years.queries import year_at
from piaojue.stages.deliberate import actions, queries
from piaojue.stages.deliberate.cards import cards_for
from piaojue.stages.deliberate.forms import AnswerForm, OutlineForm, QuestionForm
from piaojue.stages.deliberate.models import Question, QuestionState
from piaojue.stages.deliberate.moves import MOVES
from piaojue.stages.shortlist.public import Dossier, candidates_for, dossier_for

QUESTION_COLUMNS = [("项目", "dossier"), ("问题", "text"), ("状态", "get_state_display"), ("答复", "answer")]


@require_GET
def reading(request: Request, place: str, number: int) -> HttpResponse:
    """The deputy's reading list: what is read, what is not, questions and outlines."""
    year = year_at(request, place, number)
    MOVES.require("read", year.place, request.seat)
    cards = cards_for(cast(Seat, request.seat), year)
    context = {
        "year": year,
        "cards": cards,
        "read": sum(card.seen for card in cards),
        "circulation": queries.circulation_of(year),
    }
    return render(request, "deliberate/reading.html", context)


@require_GET
def speech(request: Request, place: str, number: int) -> HttpResponse:
    """What the deputy wants to say, in type that is read standing."""
    year = year_at(request, place, number)
    MOVES.require("read", year.place, request.seat)
    spoken = [card for card in cards_for(cast(Seat, request.seat), year) if card.outline]
    return render(request, "deliberate/speech.html", {"year": year, "cards": spoken})


def _dossier_to_study(request: Request, pk: int) -> Dossier:
    """Opening a dossier leaves the receipt."""
    dossier = dossier_for(request.seat, pk)
    if request.method == "GET" and MOVES.may("read", dossier, request.seat):
        actions.read(dossier=dossier, by=request.seat)
    return dossier


def _study_context(request: Request, dossier: Dossier) -> dict:
    return {
        "dossier": dossier,
        "year": dossier.year,
        "questions": dossier.questions.select_related("answered_by__body"),
        "may_ask": MOVES.may("ask", dossier, request.seat),
        "before": candidates_for(request.seat, dossier.year).filter(no__lt=dossier.no or 0).last(),
        "following": candidates_for(request.seat, dossier.year).filter(no__gt=dossier.no or 0).first(),
    }


study = ActForm(
    path="study/<int:pk>/",
    name="study",
    line=MOVES["write_outline"],
    find=_dossier_to_study,
    action=actions.write_outline,
    thing="dossier",
    form=OutlineForm,
    form_options=lambda request, dossier: {"initial": {"text": queries.outline_of(request.seat, dossier)}},
    template="deliberate/study.html",
    context=_study_context,
    done="提纲已保存，只有您自己能看到",
    goes_to=lambda outline: reverse("study", args=[outline.dossier_id]),
)
"""One dossier for a deputy; the outline is written beside it."""

ask = ActForm(
    path="study/<int:pk>/ask/",
    line=MOVES["ask"],
    find=lambda request, pk: dossier_for(request.seat, pk),
    action=actions.ask,
    thing="dossier",
    form=QuestionForm,
    heading=lambda dossier: format_html("{}{}{}", _("提问"), _("："), zh(dossier.title)),
    lead=lambda dossier: _("问题和答复公开，提问人姓名不公开。"),
    submit="提交",
    cancel=lambda dossier: reverse("study", args=[dossier.pk]),
    shell="ui/public.html",
    done=lambda question: question.year.term("已送责任单位，票决前必须答复"),
    goes_to=Question.get_absolute_url,
)


@require_GET
def questions(request: Request, place: str, number: int) -> HttpResponse:
    """What deputies asked and what was answered, for everybody."""
    year = year_at(request, place, number)
    page = listing(
        request,
        queries.questions_for(request.seat, year),
        search=("text", "answer", "dossier__title"),
        filters={"state": ("状态", QuestionState.choices)},
    )
    return show_list(request, "deliberate/questions.html", page, {"year": year}, columns=QUESTION_COLUMNS)


def _question_context(request: Request, question: Question) -> dict:
    may_answer = MOVES.may("answer_question", question, request.seat)
    return {"question": question, "year": question.year, "may_answer": may_answer}


question = ActForm(
    path="questions/<int:pk>/",
    name="question",
    line=MOVES["answer_question"],
    find=lambda request, pk: queries.question_for(request.seat, pk),
    action=actions.answer_question,
    thing="question",
    form=AnswerForm,
    template="deliberate/question.html",
    context=_question_context,
    seen_by=MOVES["read_questions"],
    goes_to=Question.get_absolute_url,
)
"""One question; the responsible unit answers here."""
