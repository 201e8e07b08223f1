"""Pages of the desk: formula and rows, tables, ballot, reasons, publication."""

import io

import xlsxwriter
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from piaojue.commons.web.forms import fill, version_of
from piaojue.commons.years.queries import on_page
from piaojue.stages.evaluate import actions, queries
from piaojue.stages.evaluate.forms import FormulaForm, ImportForm, PollForm, PublishForm, TableForm
from piaojue.stages.evaluate.models import Survey, SurveyState
from piaojue.stages.evaluate.tables import COLUMNS, read_table


def _found(request: HttpRequest, pk: int, act: str) -> Survey:
    found = queries.survey_for(request.seat, pk, act=act)
    on_page(request, found)
    return found


def _context(survey: Survey, heading: str, **more) -> dict:
    return {
        "survey": survey,
        "thing": survey,
        "year": survey.year,
        "heading": heading,
        "cancel": survey.get_absolute_url(),
        **more,
    }


def set_survey(request: HttpRequest, pk: int) -> HttpResponse:
    """Formula and rows."""
    survey = _found(request, pk, "set_survey")

    def then(cleaned: dict) -> str:
        items = FormulaForm().items(cleaned["lines"], queries.project_numbers(survey.year))
        actions.set_survey(
            survey=survey,
            by=request.seat,
            title=cleaned["title"],
            formula=cleaned["formula"],
            items=items,
            opens_on=cleaned["opens_on"],
            closes_on=cleaned["closes_on"],
            version=version_of(request),
        )
        messages.success(request, "已保存")
        return survey.get_absolute_url()

    return fill(
        request,
        FormulaForm,
        then,
        context=_context(survey, "测评表与公式", submit="保存"),
        form_kwargs={"initial": FormulaForm.initial_of(survey)},
    )


def start_poll(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand the rows to a sitting."""
    survey = _found(request, pk, "start_poll")

    def then(cleaned: dict) -> str:
        done = actions.start_poll(
            survey=survey, sitting=cleaned["sitting"], by=request.seat, version=version_of(request)
        )
        messages.success(request, "测评票已准备，请在投票页登记监票计票人员并确定票面")
        return done.poll.get_absolute_url()

    lead = "测评票与票决票用不同颜色，可以在同一次会议上投。没有可选的会议时，请先在“会议”里召集。"
    return fill(
        request,
        PollForm,
        then,
        context=_context(survey, "提交会议投票", submit="准备测评票", lead=lead),
        form_kwargs={"survey": survey},
    )


def table(request: HttpRequest, pk: int) -> HttpResponse:
    """Type the table."""
    survey = _found(request, pk, "enter_table")
    if not survey.items.exists():
        return redirect("survey_import", pk)

    def then(cleaned: dict) -> str:
        rows = TableForm(survey=survey).rows(cleaned)
        return _entered(request, survey, rows, cleaned)

    return fill(
        request,
        TableForm,
        then,
        template="evaluate/table.html",
        context=_context(survey, "填报测评表"),
        form_kwargs={"survey": survey},
    )


def import_table(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring the table as a spreadsheet."""
    survey = _found(request, pk, "enter_table")

    def then(cleaned: dict) -> str:
        return _entered(request, survey, read_table(cleaned["file"]), cleaned)

    return fill(
        request,
        ImportForm,
        then,
        template="evaluate/import.html",
        context=_context(survey, "导入测评表", submit="导入并核对", columns=[words[0] for words in COLUMNS.values()]),
    )


def _entered(request: HttpRequest, survey: Survey, rows: list, cleaned: dict) -> str:
    done = actions.enter_table(
        survey=survey,
        rows=rows,
        by=request.seat,
        version=version_of(request),
        **{name: cleaned[name] for name in ("valid", "members", "present")},
    )
    if done.state == SurveyState.REFUSED:
        messages.error(request, "票数合计不符，测评表已退回，原因见下。请核对原始记录后改正。")
    else:
        messages.success(request, "各行合计与有效票一致，已判定")
    return survey.get_absolute_url()


@require_GET
def template(request: HttpRequest, pk: int) -> HttpResponse:
    """An .xlsx to fill in, with the survey's rows."""
    survey = _found(request, pk, "enter_table")
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet("测评表")
    for column, words in enumerate(COLUMNS.values()):
        sheet.write_string(0, column, words[0])
    for number, item in enumerate(survey.items.all(), 1):
        sheet.write_string(number, 0, item.title)
        sheet.write_string(number, 1, item.unit)
    sheet.set_column(0, 1, 28)
    book.close()
    answer = HttpResponse(
        out.getvalue(), content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )
    answer["Content-Disposition"] = 'attachment; filename="evaluation.xlsx"'
    return answer


def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish, with the notice's number."""
    survey = _found(request, pk, "publish")

    def then(cleaned: dict) -> str:
        actions.publish(survey=survey, by=request.seat, version=version_of(request), **cleaned)
        messages.success(request, "测评结果已公布，公告已登记")
        return survey.get_absolute_url()

    lead = survey.summary.get("sentence", "")
    return fill(request, PublishForm, then, context=_context(survey, "公布测评结果", submit="公布", lead=lead))


@require_GET
def reasons(request: HttpRequest, pk: int) -> HttpResponse:
    """Residents' reasons before and after masking; a clerk may keep one from the public page."""
    survey = _found(request, pk, "hide_reason")
    return render(
        request,
        "evaluate/reasons.html",
        {
            "survey": survey,
            "year": survey.year,
            "lines": queries.reasons_to_review(request.seat, survey),
        },
    )


@require_POST
def hide_reason(request: HttpRequest, pk: int) -> HttpResponse:
    survey = _found(request, pk, "hide_reason")
    found, item = queries.reply_and_item(survey, request.POST.get("line", ""))
    if found is None:
        raise Http404
    hidden = request.POST.get("line", "").endswith("hide")
    actions.hide_reason(reply=found, item=item, hidden=hidden, by=request.seat)
    messages.success(request, "已不公开这条理由" if hidden else "已恢复公开")
    return redirect("survey_reasons", pk)
