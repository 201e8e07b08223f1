"""Pages of the campaign: notice, leaflet, poster, hotline import."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from piaojue.commons.moves import NotYours
from piaojue.commons.web.forms import fill
from piaojue.commons.web.printing import pdf
from piaojue.commons.years.queries import year_at
from piaojue.stages.suggest import actions, queries, tickets
from piaojue.stages.suggest.forms import CampaignForm, TicketsForm
from piaojue.stages.suggest.jobs import AT_ONCE, start_export, start_import
from piaojue.stages.suggest.moves import MOVES


@require_GET
def campaign(request: HttpRequest, place: str, number: int) -> HttpResponse:
    """The call, as everybody sees it."""
    year = year_at(request, place, number)
    found = queries.campaign_of(year)
    if found and request.GET.get("from") == "qr":
        actions.count_scan(campaign=found)
    return render(
        request,
        "suggest/campaign.html",
        {
            "year": year,
            "campaign": found,
            "figures": queries.figures(year),
            "may_open": MOVES.may("open_campaign", year, request.seat),
            "staff": MOVES.entitled("import_tickets", year.place, request.seat),
            "may_import": MOVES.may("import_tickets", year, request.seat),
        },
    )


def new_campaign(request: HttpRequest, place: str, number: int) -> HttpResponse:
    year = year_at(request, place, number)
    MOVES.require("open_campaign", year.place, request.seat)

    def then(cleaned: dict) -> str:
        actions.open_campaign(year=year, by=request.seat, **cleaned)
        return f"{year.get_absolute_url()}campaign/"

    last = queries.campaign_of(year)
    initial = {name: getattr(last, name) for name in CampaignForm.base_fields} if last else {}
    lead = f"{year}。改好后重新发布，居民看到的是最新的一份，海报和宣传单请重印。" if last else f"{year}"
    return fill(
        request,
        CampaignForm,
        then,
        context={"heading": "发布征集活动", "lead": lead, "cancel": f"{year.get_absolute_url()}campaign/"},
        form_kwargs={"initial": initial},
    )


@require_GET
def poster(request: HttpRequest, place: str, number: int, kind: str) -> HttpResponse:
    """海报 (A3) or 宣传单 (A5), with the QR code of the form."""
    year = year_at(request, place, number)
    found = queries.campaign_of(year)
    if found is None or kind not in ("poster", "leaflet"):
        raise NotYours("poster")
    address = request.build_absolute_uri(f"{year.get_absolute_url()}campaign/?from=qr")
    context = {"year": year, "campaign": found, "address": address, "size": "A3" if kind == "poster" else "A5"}
    return pdf(request, "suggest/poster.html", context, f"{year}征集{'海报' if kind == 'poster' else '宣传单'}.pdf")


def import_tickets(request: HttpRequest, place: str, number: int) -> HttpResponse:
    """Hotline tickets from a table."""
    year = year_at(request, place, number)
    MOVES.require("import_tickets", year.place, request.seat)

    def then(cleaned: dict) -> str:
        rows = tickets.read(cleaned["file"].read(), cleaned["file"].name, year)
        if cleaned["check_only"]:
            messages.success(request, f"检查通过：{len(rows)} 条都没有问题，还没有导入")
            return request.get_full_path()
        if len(rows) > AT_ONCE:
            return start_import(year=year, tickets=rows, by=request.seat).get_absolute_url()
        done = actions.import_tickets(year=year, tickets=rows, by=request.seat)
        messages.success(request, f"已导入：新增 {done['new']} 条，原有 {done['known']} 条")
        return f"{year.get_absolute_url()}suggestions/"

    lead = "有一行不对就一行也不导入，并指出行、列和原因；同一份表导入两次不会重复。"
    return fill(
        request,
        TicketsForm,
        then,
        context={"heading": "导入热线工单", "lead": lead, "cancel": f"{year.get_absolute_url()}campaign/"},
    )


@require_POST
def export_all(request: HttpRequest, place: str, number: int) -> HttpResponse:
    """All suggestions as a file, made in the background."""
    return redirect(start_export(year=year_at(request, place, number), by=request.seat))
