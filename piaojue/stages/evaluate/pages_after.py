"""Pages of what follows: rectification, analysis report, archive, carry-over."""

from datetime import timedelta

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_POST

from engines.scoring import Chain
from piaojue.commons.evidence.keep import keep
from piaojue.commons.record.log import history
from piaojue.commons.web.forms import fill, version_of
from piaojue.commons.web.printing import pdf
from piaojue.commons.years.queries import on_page, year_at
from piaojue.stages.evaluate import actions, queries, reserve
from piaojue.stages.evaluate.analysis import analysis_docx, analysis_of
from piaojue.stages.evaluate.forms import AdviceForm, CarryForm, OrderForm, ReportForm
from piaojue.stages.evaluate.moves import MOVES


def order(request: HttpRequest, pk: int) -> HttpResponse:
    """责令限期整改."""
    item = queries.item_for(request.seat, pk, act="order_rectification")
    on_page(request, item.survey)
    due = timezone.localdate() + timedelta(days=Chain().rectify_days)

    def then(cleaned: dict) -> str:
        made = actions.order_rectification(item=item, by=request.seat, **cleaned)
        messages.success(request, "整改通知已发给责任单位")
        return made.get_absolute_url()

    return fill(
        request,
        OrderForm,
        then,
        form_kwargs={"initial": {"due": due}},
        context={
            "heading": f"责令整改：{item.title}",
            "lead": item.sentence,
            "submit": "发出整改通知",
            "cancel": item.survey.get_absolute_url(),
        },
    )


@require_GET
def rectification(request: HttpRequest, pk: int) -> HttpResponse:
    """One chain: bad result → order → report → re-evaluation → passed or inquiry. Public."""
    found = queries.rectification_for(request.seat, pk)
    on_page(request, found)
    seat = request.seat
    return render(
        request,
        "evaluate/rectification.html",
        {
            "rectification": found,
            "year": found.year,
            "steps": steps_of(found),
            "proofs": found.proofs.filter(public=True),
            "all_proofs": found.proofs.all() if MOVES.entitled("read_preparations", found.place, seat) else None,
            "may_report": MOVES.may("report_rectification", found, seat),
            "history": history(found)[:20] if seat else [],
            "may_reevaluate": MOVES.may("reevaluate", found, seat) and found.reevaluation_id is None,
        },
    )


def steps_of(found) -> list[dict]:
    """The chain as one line of steps."""
    at = {"ordered": 1, "reported": 2, "reevaluated": 4, "escalated": 4}[found.state]
    again = found.reevaluation
    last = (
        _("转专题询问")
        if found.state == "escalated"
        else _("复评通过")
        if found.state == "reevaluated"
        else pgettext("step", "销号")
    )
    lines = [
        (_("测评结果公布"), found.item.survey.published_on, found.item.survey.get_absolute_url()),
        (_("限期整改"), found.due, ""),
        (pgettext("step", "报告整改情况"), found.reported_at, ""),
        (
            _("复评"),
            again.published_on if again else None,
            again.get_absolute_url() if again and again.published_on else "",
        ),
        (last, None, ""),
    ]
    return [
        {
            "label": label,
            "note": f"{when:%Y-%m-%d}" if when else "",
            "url": url,
            "status": "done" if n < at or at == 4 else "now" if n == at else "todo",
        }
        for n, (label, when, url) in enumerate(lines)
    ]


def report(request: HttpRequest, pk: int) -> HttpResponse:
    """The unit's report."""
    found = queries.rectification_for(request.seat, pk)
    MOVES.require("report_rectification", found.place, request.seat)
    on_page(request, found)

    def then(cleaned: dict) -> str:
        files = [file for file in (cleaned["proof"], cleaned["more"]) if file]
        proofs = [keep(file, place=found.place, by=request.seat, public=True) for file in files]
        actions.report_rectification(
            rectification=found, report=cleaned["report"], proofs=proofs, by=request.seat, version=version_of(request)
        )
        messages.success(request, "整改情况已报告，等待复评")
        return found.get_absolute_url()

    return fill(
        request,
        ReportForm,
        then,
        context={
            "heading": f"报告整改情况：{found.item.title}",
            "lead": found.order,
            "thing": found,
            "submit": "报告",
            "cancel": found.get_absolute_url(),
        },
    )


@require_POST
def reevaluate(request: HttpRequest, pk: int) -> HttpResponse:
    found = queries.rectification_for(request.seat, pk)
    made = actions.reevaluate(rectification=found, by=request.seat, version=version_of(request))
    messages.success(request, "复评已准备，请在这里完成并公布")
    return redirect(made.get_absolute_url())


@require_GET
def archive(request: HttpRequest, place: str, number: int) -> HttpResponse:
    """总结归档: analysis, carry-over, package."""
    year = year_at(request, place, number)
    MOVES.require("read_archive", year.place, request.seat)
    found = queries.archive_of(year)
    return render(
        request,
        "evaluate/archive.html",
        {
            "year": year,
            "archive": found,
            "leftovers": reserve.leftovers(year),
            "kinds": reserve.KINDS,
            "papers": year.papers.select_related("upload"),
            "carry_form": CarryForm(year=year),
            "may": {act: MOVES.may(act, year, request.seat) for act in ("file_analysis", "carry_over", "pack_archive")},
            "next_years": CarryForm(year=year).fields["to_year"].queryset,
        },
    )


def analysis(request: HttpRequest, place: str, number: int) -> HttpResponse:
    """The analysis report as it reads now; filing it keeps it."""
    year = year_at(request, place, number)
    MOVES.require("file_analysis", year.place, request.seat)

    def then(cleaned: dict) -> str:
        paper = actions.file_analysis(year=year, by=request.seat, **cleaned)
        messages.success(request, "项目分析报告已登记")
        return f"/papers/{paper.pk}/"

    return fill(
        request,
        AdviceForm,
        then,
        template="evaluate/analysis.html",
        context={"year": year, "report": analysis_of(year)},
    )


@require_GET
def analysis_file(request: HttpRequest, place: str, number: int, kind: str) -> HttpResponse:
    """The report as .pdf or .docx, as the data stand now."""
    year = year_at(request, place, number)
    MOVES.require("file_analysis", year.place, request.seat)
    if kind not in ("pdf", "docx"):
        raise Http404
    made = analysis_of(year)
    if kind == "pdf":
        return pdf(request, "evaluate/analysis_paper.html", {"year": year, "report": made}, f"{made.title}.pdf")
    answer = HttpResponse(analysis_docx(made), content_type=actions.archiving.DOCX)
    answer["Content-Disposition"] = 'attachment; filename="analysis.docx"'
    return answer


def carry(request: HttpRequest, place: str, number: int) -> HttpResponse:
    """结转."""
    year = year_at(request, place, number)
    MOVES.require("carry_over", year.place, request.seat)

    def then(cleaned: dict) -> str:
        done = actions.carry_over(year=year, by=request.seat, **cleaned)
        messages.success(request, f"{len(done.carried)} 项已结转到 {done.to_year.number} 年度")
        return f"{year.get_absolute_url()}archive/"

    lead = "储备项目、未完项目、明年再议的诉求、未了结的整改一并结转；其中储备项目和诉求到了新年度可以接着编制项目材料，提过的人会收到消息。没有可选的年度时，请先开启下一年度。"
    return fill(
        request,
        CarryForm,
        then,
        form_kwargs={"year": year},
        context={
            "year": year,
            "heading": "结转下一年度",
            "lead": lead,
            "submit": "结转",
            "cancel": f"{year.get_absolute_url()}archive/",
        },
    )


@require_POST
def pack(request: HttpRequest, place: str, number: int) -> HttpResponse:
    year = year_at(request, place, number)
    done = actions.pack_archive(year=year, by=request.seat)
    messages.success(request, f"年度档案已制作，指纹 {done.sha256[:16]}…")
    return redirect("archive", place, number)


@require_GET
def download(request: HttpRequest, place: str, number: int) -> FileResponse:
    """The package, streamed."""
    year = year_at(request, place, number)
    MOVES.require("read_archive", year.place, request.seat)
    found = queries.archive_of(year)
    if found is None or found.upload is None:
        raise Http404
    return FileResponse(found.upload.file.open("rb"), as_attachment=True, filename=found.upload.name)
