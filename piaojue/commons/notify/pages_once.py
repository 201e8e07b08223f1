"""一次性订阅: to WeChat, which asks its owner, and back with the answer; and what a page in WeChat asks the account's script with."""

import secrets
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from piaojue.commons import sms, wechat
from piaojue.commons.limits.brief import HOUR, too_many
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.notify import consents
from piaojue.commons.people.letting_in import safe
from piaojue.commons.people.models import OutsideKind
from piaojue.commons.web.printed import printed_address
from piaojue.commons.web.request import Request

ASKED = "wechat-once"
PER_HOUR = 600
"""Signatures for one network address in an hour: phones behind one router are many."""


@require_GET
def ask_once(request: Request) -> HttpResponse:
    """To WeChat's own question whether the account may tell the next step of a page (`?page=`). Who is not bound is bound first."""
    if not wechat.asks_once():
        raise Http404
    if not request.user.is_authenticated:
        raise NotYours("ask_once")
    page = safe(request, request.GET.get("page", ""))
    if page == "/":
        raise Http404
    if not request.user.outside.filter(kind=OutsideKind.WECHAT).exists():
        again = f"{reverse('ask_once')}?{urlencode({'page': page})}"
        return redirect(f"{reverse('enter_wechat')}?{urlencode({'next': again})}")
    scene, mark = consents.next_scene(request.user), secrets.token_hex(16)
    request.session[ASKED] = [mark, page, scene]
    return redirect(wechat.consent_address(printed_address(request, reverse("once_back")), scene, mark))


@require_GET
def once_back(request: Request) -> HttpResponse:
    """Back from WeChat: agreed or not."""
    mark, page, scene = request.session.pop(ASKED, ("", "", 0))
    if not request.user.is_authenticated or not mark:
        raise NotYours("ask_once")
    own = request.user.outside.filter(kind=OutsideKind.WECHAT, subject=request.GET.get("openid", "")).exists()
    if not own or not constant_time_compare(mark, request.GET.get("reserved", "")):
        raise Refused(_("订阅没有完成，请回到那一页再点一次。"))
    if request.GET.get("action") == "confirm":
        consents.keep(person=request.user, scene=scene, url=page)
        messages.success(request, _("下一步会在微信里告诉您一次"))
    return redirect(page)


@require_GET
def wechat_script(request: Request) -> JsonResponse:
    """What a page of ours hands to the account's script. raises: Http404: no account, or somebody else's address."""
    page = request.GET.get("url", "").partition("#")[0]
    ours = page.startswith((f"{request.scheme}://{request.get_host()}/", printed_address(request, "/")))
    if not (wechat.is_there() and wechat.script()) or not ours or len(page) > 2000:
        raise Http404
    if too_many(request, "wechat-script", PER_HOUR, HOUR, by_address=True):
        raise Refused("问得太频繁了，请过一会儿")
    try:
        signed = wechat.signed_for_page(page)
    except (wechat.Busy, sms.Unsure, sms.Undeliverable) as error:
        raise Refused("微信暂时没有答复") from error
    answer = JsonResponse({"sdk": wechat.script(), **signed})
    answer["Cache-Control"] = "no-store"
    return answer
