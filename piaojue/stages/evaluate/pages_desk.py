"""Pages of the desk: formula and rows, ballot, tables, the survey's steps, publication, reasons."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from piaojue.commons.moves import Refused
from piaojue.commons.web.act_pages import ActButton, ActForm
from piaojue.commons.web.request import Request
from piaojue.commons.years.queries import on_page
from piaojue.stages.evaluate import actions, queries
from piaojue.stages.evaluate.actions.preparing import SITTINGS
from piaojue.stages.evaluate.forms import FormulaForm, MethodForm, PollForm, PublishForm, ReasonForm, TableForm
from piaojue.stages.evaluate.models import Reason, Survey, SurveyState
from piaojue.stages.evaluate.moves import MOVES


def survey_at(request: Request, pk: int) -> Survey:
    """The survey an address speaks of, as far as this seat may see it. Raises Http404, NotYours."""
    return queries.survey_for(request.seat, pk)


def _judged(words: str) -> Callable[[Survey], str]:
    """What is said of a table: nothing when it was refused, since its page says what is wrong."""
    return lambda survey: "" if survey.state == SurveyState.REFUSED else words


def _formula_options(request: Request, survey: Survey) -> dict:
    return {"initial": FormulaForm.initial_of(survey), "numbers": queries.project_numbers(survey.year)}


set_survey = ActForm(
    path="surveys/<int:pk>/set/",
    name="survey_set",
    line=MOVES["set_survey"],
    find=survey_at,
    action=actions.set_survey,
    thing="survey",
    form=FormulaForm,
    form_options=_formula_options,
    heading="测评表与公式",
    submit="保存",
    done="已保存",
    goes_to=Survey.get_absolute_url,
)
"""Formula and rows."""


def _poll_options(request: Request, survey: Survey) -> dict:
    """Only deputies and members vote in a sitting: for anybody else there is nothing to choose."""
    if survey.subject not in SITTINGS:
        raise Refused(*MOVES.refusals("start_poll", survey, request.seat))
    return {"survey": survey}


start_poll = ActForm(
    path="surveys/<int:pk>/poll/",
    name="survey_poll",
    line=MOVES["start_poll"],
    find=survey_at,
    action=actions.start_poll,
    thing="survey",
    form=PollForm,
    form_options=_poll_options,
    lead="测评票与票决票用不同颜色，可以在同一次会议上投。没有可选的会议时，请先在“会议”里召集。",
    submit="准备测评票",
    done="测评票已准备，请在投票页登记监票计票人员并确定票面",
    goes_to=lambda survey: survey.poll.get_absolute_url(),
)
"""Hand the rows to a sitting."""


def _survey_context(request: Request, survey: Survey) -> dict:
    return {"survey": survey}


typed_table = ActForm(
    line=MOVES["enter_table"],
    find=survey_at,
    action=actions.enter_table,
    thing="survey",
    form=TableForm,
    form_options=lambda request, survey: {"survey": survey},
    template="evaluate/table.html",
    context=_survey_context,
    done=_judged("各行合计与有效票一致，已判定"),
    goes_to=Survey.get_absolute_url,
)
"""Type the table."""


def table(request: Request, pk: int) -> HttpResponse:
    """Type the table; one without rows comes as a spreadsheet."""
    if not survey_at(request, pk).items.exists():
        return redirect("bring_table", "measured", pk)
    return typed_table(request, pk=pk)


publish = ActForm(
    path="surveys/<int:pk>/publish/",
    name="survey_publish",
    line=MOVES["publish"],
    find=survey_at,
    action=actions.publish,
    thing="survey",
    form=PublishForm,
    lead=lambda survey: survey.summary.sentence,
    submit="公布",
    done="测评结果已公布，公告已登记",
    goes_to=Survey.get_absolute_url,
)
"""Publish, with the notice's number."""

open_survey = ActButton(
    path="surveys/<int:pk>/open/",
    name="survey_open",
    line=MOVES["open_survey"],
    find=survey_at,
    action=actions.open_survey,
    thing="survey",
    done="测评已开始",
    goes_to=Survey.get_absolute_url,
)
close_survey = ActButton(
    path="surveys/<int:pk>/close/",
    name="survey_close",
    line=MOVES["close_survey"],
    find=survey_at,
    action=actions.close_survey,
    thing="survey",
    done=_judged("测评已截止并计票"),
    goes_to=Survey.get_absolute_url,
)
describe_method = ActForm(
    path="surveys/<int:pk>/method/",
    name="survey_method",
    line=MOVES["describe_method"],
    find=survey_at,
    action=actions.describe_method,
    thing="survey",
    of=Survey,
    form=MethodForm,
    form_options=lambda request, survey: {"initial": {"method": survey.method}},
    submit="保存",
    done="调查方法已保存",
    goes_to=Survey.get_absolute_url,
)
close_early = ActForm(
    path="surveys/<int:pk>/close-early/",
    name="survey_close_early",
    line=MOVES["close_early"],
    find=survey_at,
    action=actions.close_early,
    thing="survey",
    of=Survey,
    kind="danger",
    form=ReasonForm,
    lead=lambda survey: f"公布的截止日期是 {survey.closes_on:%Y-%m-%d}" if survey.closes_on else "",
    submit="提前截止并计票",
    done=_judged("测评已提前截止，公告已登记"),
    goes_to=Survey.get_absolute_url,
)
stop_survey = ActForm(
    path="surveys/<int:pk>/stop/",
    name="survey_stop",
    line=MOVES["stop_survey"],
    find=survey_at,
    action=actions.stop_survey,
    thing="survey",
    of=Survey,
    kind="danger",
    form=ReasonForm,
    lead="测评到此为止，没有结果；测评表和已收到的答卷保留，理由公示。",
    submit="中止测评",
    done="测评已中止，公告已登记",
    goes_to=Survey.get_absolute_url,
)
take_poll = ActButton(
    path="surveys/<int:pk>/take/",
    name="survey_take",
    line=MOVES["take_poll"],
    find=survey_at,
    action=actions.take_poll,
    thing="survey",
    done=_judged("已取回会议票数"),
    goes_to=Survey.get_absolute_url,
)
take_back = ActButton(
    path="surveys/<int:pk>/back/",
    name="survey_back",
    line=MOVES["take_back"],
    find=survey_at,
    action=actions.take_back,
    thing="survey",
    done="已收回，可以重新准备",
    goes_to=Survey.get_absolute_url,
)
drop_survey = ActButton(
    path="surveys/<int:pk>/drop/",
    name="survey_drop",
    line=MOVES["drop_survey"],
    find=survey_at,
    action=actions.drop_survey,
    thing="survey",
    done="测评已撤销",
    goes_to=lambda survey: survey.year.page("evaluations"),
)


@require_GET
def reasons(request: Request, pk: int) -> HttpResponse:
    """Residents' reasons before and after masking; a clerk may keep one from the public page."""
    survey = survey_at(request, pk)
    on_page(request, survey)
    context = {"survey": survey, "year": survey.year, "lines": queries.reasons_to_review(request.seat, survey)}
    return render(request, "evaluate/reasons.html", context)


def reason_at(request: Request, pk: int) -> Reason:
    """The reason that a button on the reasons' page names."""
    return queries.reason_named(survey_at(request, pk), request.POST.get("line", ""))


def _reasons_page(reason: Reason) -> str:
    return reverse("survey_reasons", args=[reason.reply.survey_id])


hide_reason = ActButton(
    path="surveys/<int:pk>/reasons/hide/",
    name="survey_hide_reason",
    line=MOVES["hide_reason"],
    find=reason_at,
    action=actions.hide_reason,
    thing="reason",
    done="已不公开这条理由",
    goes_to=_reasons_page,
)
show_reason = ActButton(
    path="surveys/<int:pk>/reasons/show/",
    name="survey_show_reason",
    line=MOVES["show_reason"],
    find=reason_at,
    action=actions.show_reason,
    thing="reason",
    done="已恢复公开",
    goes_to=_reasons_page,
)
