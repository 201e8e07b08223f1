"""Pages of personal data: the notice of a place, who answers for it, the closing of an account."""

from typing import Any

from django.contrib.auth import logout
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from piaojue.commons.people.models import Seat
from piaojue.commons.people.queries import is_resident_only
from piaojue.commons.places.models import Place
from piaojue.commons.privacy import actions, queries
from piaojue.commons.privacy.copying import copy_of
from piaojue.commons.privacy.forms import ClosingForm, ControllerForm
from piaojue.commons.privacy.models import Controller
from piaojue.commons.privacy.moves import MOVES
from piaojue.commons.privacy.notice import RIGHTS, purposes
from piaojue.commons.web.act_pages import ActForm, own_seat
from piaojue.commons.web.request import Request

COLUMNS = ("name", "phone", "address", "officer", "kept_months")


@require_GET
def privacy(request: Request, place: str) -> HttpResponse:
    """个人信息处理规则 of one place: who answers, what for, how long, which rights, how to reach them."""
    here = get_object_or_404(Place, pk=place)
    return render(request, "privacy/notice.html", notice_of(queries.controller_of(here), request.seat))


def notice_of(controller: Controller, seat: Seat | None) -> dict[str, Any]:
    """What the notice shows."""
    return {
        "controller": controller,
        "place": controller.place,
        "purposes": purposes(controller),
        "rights": RIGHTS,
        "assessment": queries.assessment_in_force(controller.place, timezone.localdate()),
        "assessments": queries.assessments_of(controller.place)
        if MOVES.entitled("read_assessments", controller.place, seat)
        else None,
        "may_set": MOVES.entitled("set_controller", controller.place, seat),
        "may_close": seat is not None and is_resident_only(seat.person_id),
    }


def _place(request: Request) -> Place:
    return own_seat(request).place


def _initial(place: Place) -> dict[str, Any]:
    controller = queries.controller_of(place)
    return {name: getattr(controller, name) for name in COLUMNS}


set_controller = ActForm(
    path="privacy/controller/",
    line=MOVES["set_controller"],
    find=_place,
    action=actions.set_controller,
    thing="place",
    form=ControllerForm,
    form_options=lambda request, place: {"initial": _initial(place)},
    lead="居民填表时看到的就是这里写的：谁来处理、找谁更正和删除、留多久。",
    submit="保存",
    cancel=lambda place: reverse("privacy", args=[place.pk]),
    done="已登记",
    goes_to=Controller.get_absolute_url,
)
"""登记个人信息处理者: the office and its telephone, how long contacts are kept."""

_closing = ActForm(
    line=MOVES["close_account"],
    find=own_seat,
    action=lambda *, seat, by, understood: actions.close_account(seat=seat, by=by),
    thing="seat",
    form=ClosingForm,
    lead="您提过的建议、附议和评价仍然计入数字，但不再对应到您。没有公开的联系方式全部删除，不能恢复。",
    submit="注销并删除",
    cancel=lambda seat: reverse("me"),
    goes_to=lambda seat: reverse("home"),
)


def close_account(request: Request) -> HttpResponse:
    """注销账号: afterwards nobody is signed in."""
    response = _closing(request)
    if response.status_code == 302 and request.seat is not None and request.method == "POST":
        logout(request)
        return redirect("closed_account")
    return response


@require_GET
def own_copy(request: Request) -> JsonResponse:
    """查阅、复制: everything that the site has of whoever is signed in, as a file (个人信息保护法 45 条)."""
    seat = own_seat(request)
    answer = JsonResponse(copy_of(seat.person), json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = content_disposition_header(True, "我的个人信息.json")
    return answer


@require_GET
def account_closed(request: Request) -> HttpResponse:
    """What was done, for who has just left."""
    return render(request, "privacy/closed.html")
