"""并排比较: candidates side by side, one question a row."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from piaojue.commons.finding import row_key
from piaojue.commons.ui.templatetags.ui import wan
from piaojue.commons.web.request import Request
from piaojue.commons.words import said, zh
from piaojue.commons.years.queries import year_at
from piaojue.stages.shortlist.public import Dossier, candidates_for

NONE = "—"


@require_GET
def compare(request: Request, place: str, number: int) -> HttpResponse:
    """Candidates side by side; ?only= repeated chooses some."""
    year = year_at(request, place, number)
    rows = list(candidates_for(request.seat, year).prefetch_related("demands"))
    only = {row_key(pk) for pk in request.GET.getlist("only")} - {0}
    shown = [dossier for dossier in rows if dossier.pk in only] or rows
    table = [(heading, [cell(dossier) for dossier in shown]) for heading, cell in ROWS]
    context = {"year": year, "rows": rows, "shown": shown, "table": table, "only": only}
    return render(request, "deliberate/compare.html", context)


def _money(yuan: int | None) -> str:
    """元 as people compare it: “1,020 万元”."""
    return wan(yuan) if yuan else NONE


def _people(count: int) -> str:
    return _("%(n)s 人") % {"n": f"{count:,}"}


def _funding(dossier: Dossier) -> str:
    lines = ((zh(said(source.source)), _money(source.yuan)) for source in dossier.funding)
    return format_html_join(_("；"), "{} {}", lines) or NONE


def _beneficiaries(dossier: Dossier) -> str:
    return _people(dossier.beneficiaries) if dossier.beneficiaries else NONE


def _yuan_a_head(dossier: Dossier) -> str:
    if not dossier.beneficiaries:
        return NONE
    return _("%(n)s 元") % {"n": f"{(dossier.total_yuan or 0) / dossier.beneficiaries:,.0f}"}


def _voices(dossier: Dossier) -> str:
    return _people(sum(demand.voices for demand in dossier.demands.all()))


def _goal(dossier: Dossier) -> str:
    return format_html("{} {}", f"{dossier.target_count:,}", zh(dossier.target_unit)) if dossier.target_count else NONE


ROWS: list[tuple[str, Callable[[Dossier], object]]] = [
    ("总投资", lambda dossier: _money(dossier.total_yuan)),
    ("年度投资", lambda dossier: _money(dossier.year_yuan)),
    ("资金来源", _funding),
    ("受益人数", _beneficiaries),
    ("人均投入", _yuan_a_head),
    ("提出与附议", _voices),
    ("量化目标", _goal),
    ("完成时间", lambda dossier: f"{dossier.due:%Y-%m}" if dossier.due else NONE),
    ("选址", lambda dossier: zh(dossier.spot)),
    ("责任单位", lambda dossier: zh(dossier.department or NONE)),
    ("建后管护", lambda dossier: zh(dossier.upkeep or NONE)),
    ("内容与规模", lambda dossier: zh(dossier.scope)),
    ("建设目的", lambda dossier: zh(dossier.purpose)),
]
