"""Pages of the campaign: notice, leaflet, poster."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from piaojue.commons.jobs.models import Job
from piaojue.commons.moves import NotYours
from piaojue.commons.places.drawing import Drawing, draw
from piaojue.commons.places.maps import borders_of
from piaojue.commons.places.models import Place
from piaojue.commons.privacy.queries import nearest
from piaojue.commons.web.act_pages import ActButton, ActForm
from piaojue.commons.web.printed import printed_address
from piaojue.commons.web.printing import pdf
from piaojue.commons.web.request import Request
from piaojue.commons.web.shared import shared
from piaojue.commons.years.models import Year
from piaojue.commons.years.queries import year_at
from piaojue.stages.suggest import actions, queries
from piaojue.stages.suggest.forms import CampaignForm
from piaojue.stages.suggest.jobs import start_export
from piaojue.stages.suggest.moves import MOVES


@shared
@require_GET
def campaign(request: Request, place: str, number: int) -> HttpResponse:
    """The call, as everybody sees it."""
    year = year_at(request, place, number)
    campaign = queries.campaign_of(year)
    if campaign and request.GET.get("from") == "qr":
        actions.count_scan(campaign=campaign)
    context = {
        "year": year,
        "campaign": campaign,
        "figures": queries.figures(year),
        "may_open": MOVES.may("open_campaign", year, request.seat),
        "staff": MOVES.entitled("import_tickets", year.place, request.seat),
        "may_import": MOVES.may("import_tickets", year, request.seat),
    }
    return render(request, "suggest/campaign.html", context)


def _last_call(request: Request, year: Year) -> dict[str, Any]:
    """The form begins with what was published last."""
    last = queries.campaign_of(year)
    return {"initial": {name: getattr(last, name, "") for name in CampaignForm.base_fields} if last else {}}


def _call_lead(year: Year) -> str:
    again = queries.campaign_of(year) is not None
    return f"{year}。改好后重新发布，居民看到的是最新的一份，海报和宣传单请重印。" if again else str(year)


new_campaign = ActForm(
    path="<place:place>/<int:number>/campaign/new/",
    name="new_campaign",
    line=MOVES["open_campaign"],
    find=year_at,
    action=actions.open_campaign,
    thing="year",
    form=CampaignForm,
    form_options=_last_call,
    lead=_call_lead,
    submit="提交",
    cancel=lambda year: year.page("campaign"),
    goes_to=lambda campaign: campaign.year.page("campaign"),
)


@require_GET
def poster(request: Request, place: str, number: int, kind: str) -> HttpResponse:
    """海报 (A3) or 宣传单 (A5), with the QR code of the form, on one page whatever its text is."""
    year = year_at(request, place, number)
    campaign = queries.campaign_of(year)
    if campaign is None or kind not in ("poster", "leaflet"):
        raise NotYours("poster")
    address = printed_address(request, f"{year.page('campaign')}?from=qr")
    context = {
        "year": year,
        "campaign": campaign,
        "address": address,
        "size": "A3" if kind == "poster" else "A5",
        "office": nearest(year.place),
        "outline": _outline_of(year.place),
    }
    return pdf(request, "suggest/poster.html", context, f"{year}征集{'海报' if kind == 'poster' else '宣传单'}.pdf")


CITY, COUNTY = 4, 6
"""Digits of their codes."""


def _outline_of(place: Place) -> Drawing | None:
    """The county's shape, or all of a city's; None where nobody has put the borders."""
    borders = borders_of(place.pk[:CITY])
    return draw(borders, only=place.pk[:COUNTY] if len(place.pk) > CITY else "") if borders else None


export_all = ActButton(
    path="<place:place>/<int:number>/suggestions/export/",
    name="export_suggestions",
    line=MOVES["export_all"],
    find=year_at,
    action=start_export,
    thing="year",
    goes_to=Job.get_absolute_url,
)
"""All suggestions as a file, made in the background."""
