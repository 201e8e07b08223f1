"""Signing in by WeChat (residents) and by the office's own OIDC or CAS (staff)."""

import secrets

from allauth.account.utils import perform_login
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_GET, require_POST

from piaojue.commons import wechat
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.people import outside
from piaojue.commons.people.letting_in import OPENID, let_in, safe
from piaojue.commons.people.providers import Provider, provider_at
from piaojue.commons.web.printed import printed_address
from piaojue.commons.web.request import Request

STATE, SSO_STATE = "wechat-state", "sso-state"


@require_GET
def enter_wechat(request: Request) -> HttpResponse:
    """To WeChat, which says who holds the phone; nothing is asked there."""
    if not wechat.is_there():
        raise Http404
    if "next" in request.GET:
        request.session["next"] = safe(request, request.GET["next"])
    state = request.session[STATE] = secrets.token_hex(16)
    return redirect(wechat.sign_in_address(printed_address(request, reverse("wechat_back")), state))


@require_GET
def wechat_back(request: Request) -> HttpResponse:
    """Back from WeChat: signed in where the account is known, else on to the phone code, by which it becomes known."""
    state = request.session.pop(STATE, "")
    if not state or not constant_time_compare(state, request.GET.get("state", "")):
        raise Refused("微信登录没有完成，请从登录页重新点一次“微信登录”。")
    try:
        openid = wechat.openid_of(request.GET.get("code", "")[:128])
    except (wechat.Unknown, wechat.Busy, OSError) as error:
        raise Refused("微信暂时没有答复，请重新点一次，或者用手机验证码登录。") from error
    if request.user.is_authenticated:
        outside.bind_wechat(person=request.user, openid=openid)
        return redirect(request.session.pop("next", None) or "hearing")
    if person := outside.known_by_wechat(openid):
        return redirect(let_in(request, person))
    request.session[OPENID] = openid
    return redirect("enter")


@require_POST
def unbind_wechat(request: Request) -> HttpResponse:
    """The account tells nothing any more, and opens nothing."""
    if not request.user.is_authenticated:
        raise NotYours("wechat")
    outside.unbind_wechat(person=request.user)
    return redirect("hearing")


@require_GET
def enter_office(request: Request, provider: str) -> HttpResponse:
    """To the office's own sign-in."""
    chosen = provider_at(provider)
    if "next" in request.GET:
        request.session["next"] = safe(request, request.GET["next"])
    request.session[SSO_STATE] = secrets.token_hex(16)
    return chosen.send_there(request, _back(request, chosen))


@require_GET
def office_back(request: Request, provider: str) -> HttpResponse:
    """Back from there: in, where the roll has the person in office. A second factor is asked for as with a password."""
    chosen = provider_at(provider)
    state = request.session.get(SSO_STATE, "")
    if not state or (chosen.kind == "cas" and not constant_time_compare(state, request.GET.get("mark", ""))):
        raise Refused("统一登录没有完成，请从登录页重新点一次。")
    name = chosen.who_came_back(request, _back(request, chosen))
    request.session.pop(SSO_STATE, None)
    person = outside.staff_named(name, chosen.place)
    goal = request.session.pop("next", None) or reverse("today")
    return perform_login(request, person, email_verification="none", redirect_url=goal)


def _back(request: Request, chosen: Provider) -> str:
    """Where the provider sends people back to. CAS has no state of its own: the mark stands in the address."""
    back = printed_address(request, reverse("office_back", args=[chosen.id]))
    return f"{back}?mark={request.session[SSO_STATE]}" if chosen.kind == "cas" else back
