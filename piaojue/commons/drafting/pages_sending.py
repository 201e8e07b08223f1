"""Pages of 送达: to whom a paper went, one delivery with its receipt and 批示, what came to one's own body."""

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from piaojue.commons.drafting import actions
from piaojue.commons.drafting import queries_deliveries as queries
from piaojue.commons.drafting.forms import DeliverForm, InstructionForm, ReceiptForm
from piaojue.commons.drafting.models import Delivery, DeliveryState, Document
from piaojue.commons.drafting.moves import MOVES
from piaojue.commons.drafting.pages import kept_here
from piaojue.commons.moves import NotYours
from piaojue.commons.web.act_pages import ActForm
from piaojue.commons.web.listing import listing, show_list
from piaojue.commons.web.request import Request

deliver_document = ActForm(
    path="documents/<int:pk>/deliver/",
    line=MOVES["deliver_document"],
    find=kept_here,
    of=Document,
    action=actions.deliver_document,
    thing="document",
    form=DeliverForm,
    form_options=lambda request, row: {"document": row},
    lead="送到的单位会收到消息，签收和批示都记在这份公文下面。",
    done=lambda rows: f"已送 {len(rows)} 个单位",
    goes_to=lambda rows: rows[0].document.get_absolute_url(),
)


@require_GET
def received(request: Request) -> HttpResponse:
    """What came to the seat's body."""
    seat = request.seat
    if seat is None:
        raise NotYours("read_deliveries")
    MOVES.require("read_deliveries", seat.place, seat)
    page = listing(
        request,
        queries.received_by(seat),
        filters={"state": ("状态", DeliveryState.choices)},
        meaning=lambda word: Q(document__title__contains=word),
    )
    columns = [
        ("公文", "document.title"),
        ("来文单位", "place.name"),
        ("状态", "get_state_display"),
        ("签收期限", "due"),
        ("批示", "instructed_by"),
    ]
    return show_list(request, "drafting/received.html", page, columns=columns)


def _found(request: Request, pk: int) -> Delivery:
    return queries.delivery_for(request.seat, pk)


@require_GET
def delivery(request: Request, pk: int) -> HttpResponse:
    """One delivery."""
    row = _found(request, pk)
    return render(request, "drafting/delivery.html", {"delivery": row, "year": row.year})


receive_delivery = ActForm(
    path="deliveries/<int:pk>/receive/",
    line=MOVES["receive_delivery"],
    find=_found,
    of=Delivery,
    kind="primary",
    action=actions.receive_delivery,
    thing="delivery",
    form=ReceiptForm,
    done="已签收",
    goes_to=Delivery.get_absolute_url,
)


instruct_delivery = ActForm(
    path="deliveries/<int:pk>/instruct/",
    line=MOVES["instruct_delivery"],
    find=_found,
    of=Delivery,
    action=actions.instruct_delivery,
    thing="delivery",
    form=InstructionForm,
    form_options=lambda request, row: {"initial": {"instructed_on": timezone.localdate()}},
    done="批示已登记",
    goes_to=Delivery.get_absolute_url,
)
