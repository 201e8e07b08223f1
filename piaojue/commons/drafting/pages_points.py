"""Pages of points: a year's resolutions and how far they are carried out, one point with reply and proof."""

from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from piaojue.commons.drafting import actions
from piaojue.commons.drafting import queries_points as queries
from piaojue.commons.drafting.forms import AcceptPointForm, PointForm, PointReplyForm, RefusePointForm
from piaojue.commons.drafting.models import Document, Point, PointState
from piaojue.commons.drafting.moves import MOVES
from piaojue.commons.drafting.pages import kept_here
from piaojue.commons.evidence.fields import kept
from piaojue.commons.web.act_pages import ActForm
from piaojue.commons.web.listing import listing, show_list
from piaojue.commons.web.request import Request
from piaojue.commons.years.queries import on_page, year_at


@require_GET
def points(request: Request, place: str, number: int) -> HttpResponse:
    """决议和审议意见的落实: every point of a year, what was not carried out first to be seen."""
    year = year_at(request, place, number)
    MOVES.require("read_points", year.place, request.seat)
    page = listing(
        request,
        queries.points_of(year),
        filters={"state": ("状态", PointState.choices)},
        meaning=lambda word: Q(text__contains=word) | Q(document__title__contains=word) | Q(body__name__contains=word),
    )
    columns = [
        ("文书", "document.title"),
        ("序号", "number"),
        ("内容", "text"),
        ("落实单位", "body.name"),
        ("完成期限", "due"),
        ("状态", "get_state_display"),
        ("落实情况", "reply"),
        ("认定意见", "note"),
    ]
    context = {"year": year, "tally": queries.tally_of(year, timezone.localdate())}
    return show_list(request, "drafting/points.html", page, context, columns=columns)


def _found(request: Request, pk: int) -> Point:
    row = queries.point_for(request.seat, pk)
    on_page(request, row)
    return row


@require_GET
def point(request: Request, pk: int) -> HttpResponse:
    """One point, from the paper to its proof."""
    row = _found(request, pk)
    reads = MOVES.entitled("read_documents", row.place, request.seat)
    context = {
        "point": row,
        "year": row.year,
        "late": row.is_late(timezone.localdate()),
        "paper": row.document.get_absolute_url() if reads else "",
        "photos": [one for one in row.proofs.all() if one.is_photo],
        "files": [one for one in row.proofs.all() if not one.is_photo],
    }
    return render(request, "drafting/point.html", context)


add_point = ActForm(
    path="documents/<int:pk>/points/new/",
    line=MOVES["add_point"],
    find=kept_here,
    of=Document,
    action=actions.add_point,
    thing="document",
    form=PointForm,
    form_options=lambda request, row: {"about": row},
    lead="写明要做什么、谁落实、什么时候完成；落实单位会收到消息。",
    done="要点已列出",
    goes_to=lambda row: row.document.get_absolute_url(),
)

set_point = ActForm(
    path="points/<int:pk>/set/",
    line=MOVES["set_point"],
    find=_found,
    of=Point,
    action=actions.set_point,
    thing="point",
    form=PointForm,
    form_options=lambda request, row: {
        "about": row,
        "initial": {"text": row.text, "body": row.body, "due": row.due},
    },
    done="已定",
    goes_to=Point.get_absolute_url,
)


def _with_proofs(request: Request, row: Point, cleaned: dict[str, Any]) -> dict[str, Any]:
    files = (one for one in kept(cleaned["proofs"], place=row.place, by=request.seat, photo=False, public=False))
    return {"reply": cleaned["reply"], "proofs": files}


answer_point = ActForm(
    path="points/<int:pk>/answer/",
    line=MOVES["answer_point"],
    find=_found,
    of=Point,
    kind="primary",
    action=actions.answer_point,
    thing="point",
    form=PointReplyForm,
    form_options=lambda request, row: {"initial": {"reply": row.reply}},
    values=_with_proofs,
    done="已答复，等待认定",
    goes_to=Point.get_absolute_url,
)

accept_point = ActForm(
    path="points/<int:pk>/accept/",
    line=MOVES["accept_point"],
    find=_found,
    of=Point,
    kind="primary",
    action=actions.accept_point,
    thing="point",
    form=AcceptPointForm,
    done="已认定落实",
    goes_to=Point.get_absolute_url,
)

refuse_point = ActForm(
    path="points/<int:pk>/refuse/",
    line=MOVES["refuse_point"],
    find=_found,
    of=Point,
    action=actions.refuse_point,
    thing="point",
    form=RefusePointForm,
    done="已认定没有落实，单位要继续落实、再答复",
    goes_to=Point.get_absolute_url,
)
