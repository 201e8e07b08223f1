"""Pages of 接入单位: who is connected, with which key, what was told."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from piaojue.commons.people.models import Seat
from piaojue.commons.web.act_pages import ActButton, ActForm, own_seat
from piaojue.commons.web.listing import listing
from piaojue.commons.web.request import Request
from piaojue.world import actions, queries
from piaojue.world.actions import PartnerDraft
from piaojue.world.api.door import ANYBODY_PER_MINUTE
from piaojue.world.forms import PartnerForm, shown
from piaojue.world.keys import key_of, secret_of
from piaojue.world.models import Partner
from piaojue.world.moves import MOVES

TOLD_SHOWN = 20
LISTS = {
    "figures": "年度数字",
    "suggestions": "建议",
    "demands": "诉求",
    "outcomes": "答复",
    "candidates": "候选项目",
    "results": "票决结果",
    "projects": "项目",
    "findings": "监督问题",
    "evaluations": "满意度测评",
    "documents": "公开文书",
}
"""Lists of a year in the API, and what is in them."""


@require_GET
def developers(request: Request) -> HttpResponse:
    """What can be read by machines, and how."""
    return render(request, "world/developers.html", {"lists": LISTS, "per_minute": ANYBODY_PER_MINUTE})


@require_GET
def partners(request: Request) -> HttpResponse:
    """The systems that are connected here."""
    page = listing(request, queries.partners_for(request.seat))
    return render(request, "world/partners.html", {"page": page})


@require_GET
def partner(request: Request, pk: int) -> HttpResponse:
    """One of them: its key, and what it was told last."""
    row = _partner(request, pk)
    context = {
        "partner": row,
        "key": key_of(row),
        "secret": secret_of(row),
        "told": row.deliveries.all()[:TOLD_SHOWN],
    }
    return render(request, "world/partner.html", context)


def _partner(request: Request, pk: int) -> Partner:
    row = queries.partners_for(request.seat).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def _opened(request: Request, seat: Seat, cleaned: dict[str, Any]) -> dict[str, Any]:
    return {"place": seat.place, "draft": PartnerDraft(**cleaned)}


open_partner = ActForm(
    path="partners/new/",
    line=MOVES["open_partner"],
    find=own_seat,
    action=actions.open_partner,
    form=PartnerForm,
    values=_opened,
    lead="公开的数据不登记也能读；登记以后有自己的密钥，读得更勤，可以收到通知。",
    cancel=lambda seat: reverse("partners"),
    done="已登记，密钥在这一页",
    goes_to=Partner.get_absolute_url,
)
set_partner = ActForm(
    of=Partner,
    path="partners/<int:pk>/set/",
    line=MOVES["set_partner"],
    find=_partner,
    action=actions.set_partner,
    thing="partner",
    form=PartnerForm,
    form_options=lambda request, row: {"initial": shown(row)},
    values=lambda request, row, cleaned: {"draft": PartnerDraft(**cleaned)},
    done="已保存",
    goes_to=Partner.get_absolute_url,
)
renew_key = ActButton(
    of=Partner,
    path="partners/<int:pk>/renew/",
    line=MOVES["renew_key"],
    find=_partner,
    action=actions.renew_key,
    thing="partner",
    confirm="原来的密钥马上不能用了，确定更换吗？",
    done="已更换密钥",
    goes_to=Partner.get_absolute_url,
)
end_partner = ActButton(
    of=Partner,
    path="partners/<int:pk>/end/",
    line=MOVES["end_partner"],
    find=_partner,
    action=actions.end_partner,
    thing="partner",
    kind="danger",
    confirm="停用以后它的密钥不能用，也不再收到通知，确定吗？",
    done="已停用",
    goes_to=Partner.get_absolute_url,
)
