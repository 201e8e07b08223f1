"""Signing in, choosing a seat, what one knows of oneself."""

import secrets
from itertools import groupby

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from piaojue.commons import wechat
from piaojue.commons.finding import named, row_key
from piaojue.commons.limits.brief import HOUR, too_many
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.people import actions, queries
from piaojue.commons.people.devices import known_device
from piaojue.commons.people.first_passwords import is_invited
from piaojue.commons.people.first_token import is_first_token
from piaojue.commons.people.forms import (
    CodeForm,
    FirstAdministratorForm,
    PhoneForm,
)
from piaojue.commons.people.letting_in import OPENID, let_in, safe
from piaojue.commons.people.models import Person, Seat
from piaojue.commons.people.phone_code import check_code, send_code
from piaojue.commons.people.providers import providers
from piaojue.commons.people.seats import by_phone
from piaojue.commons.roles import DOMAIN_OF, Domain, Role
from piaojue.commons.web import resending
from piaojue.commons.web.forms import fill
from piaojue.commons.web.request import Request

CODES_PER_HOUR = 900
"""Codes that one network may ask for: a whole hall has one address."""


def enter(request: Request) -> HttpResponse:
    """Residents sign in by phone code; staff and demo persons find their doors here."""
    if not Person.objects.exists():
        return redirect("first_administrator")
    if "next" in request.GET:
        request.session["next"] = safe(request, request.GET["next"])
    goal = request.session.get("next", "")

    def then(cleaned: dict) -> str:
        if too_many(request, "phone-code", CODES_PER_HOUR, HOUR, by_address=True):
            raise Refused("这个网络要的验证码太多了，请过一小时再试")
        phone = cleaned["phone"]
        asked = request.session.setdefault("asks", secrets.token_hex(16))
        known = known_device(request, Person.objects.filter(phone=phone).values_list("pk", flat=True).first())
        send_code(phone, known or asked, known=bool(known))
        request.session["phone"], request.session["asked"] = phone, known or asked
        return reverse("enter_code")

    demo = Seat.objects.filter(person__sample=True).exists() if settings.DEMO_SIGN_IN else False
    return fill(
        request,
        PhoneForm,
        then,
        template="people/enter.html",
        context={
            "demo": demo,
            "deputies": Role.DEPUTY in by_phone(),
            "goal": goal,
            "wechat": wechat.is_there() and "MicroMessenger" in request.headers.get("User-Agent", ""),
            "comes_from_wechat": OPENID in request.session,
            "providers": providers(),
        },
    )


def kept_post(request: Request) -> HttpResponse:
    """What somebody had written when the session ended, to be sent now, or to be forgotten."""
    if not request.user.is_authenticated:
        raise NotYours("kept_post")
    sent = resending.waiting(request.user.pk)
    if request.method == "POST" or sent is None:
        resending.forget(request.user.pk)
        return redirect("today")
    reasons = ["登录已过期，刚才没有提交成功。您写的内容还在，核对以后再提交一次就行。"]
    return resending.resend_page(request, sent, heading="您写的内容还在", reasons=reasons)


def enter_code(request: Request) -> HttpResponse:
    """The second step of the phone sign-in."""
    phone = request.session.get("phone")
    if not phone:
        raise NotYours("enter_code")

    def then(cleaned: dict) -> str:
        check_code(phone, cleaned["code"], request.session.get("asked", ""))
        person = actions.welcome_resident(phone=phone)
        if person.seats.in_office().exclude(role__in=by_phone()).exists() and not is_invited(person):
            raise Refused("工作人员和代表请用登录名和密码登录")
        return let_in(request, person)

    return fill(request, CodeForm, then, template="people/code.html", context={"phone": phone})


@require_GET
def forgotten_password(request: Request) -> HttpResponse:
    """Whom to ask for a new initial password."""
    return render(request, "people/forgotten.html")


def demo(request: Request) -> HttpResponse:
    """以…身份进入: only with sample data, never in production."""
    if not settings.DEMO_SIGN_IN or settings.PRODUCTION:
        raise Http404
    if request.method == "POST":
        seat = actions.demo_seat(row_key(request.POST.get("seat")))
        return redirect(let_in(request, seat.person, seat))
    seats = Seat.objects.in_office().filter(person__sample=True).select_related("person", "body", "place")
    word = request.GET.get("q", "").strip()
    place = request.GET.get("place", "").strip()
    if word:
        seats = seats.filter(named(word, "person__")) | seats.filter(body__name__contains=word)
    if place:
        seats = seats.filter(place_id=place)
    shown: list[Seat] = []
    for _, same in groupby(seats.order_by("place_id", "role", "pk"), key=lambda seat: (seat.place_id, seat.role)):
        shown += list(same)[:2]
    groups = [(domain, [seat for seat in shown if DOMAIN_OF[Role(seat.role)] == domain]) for domain in Domain]
    places = sorted({(seat.place_id, seat.place.name) for seat in shown})
    return render(request, "people/demo.html", {"groups": groups, "word": word, "places": places, "chosen": place})


@require_POST
def leave(request: Request) -> HttpResponse:
    logout(request)
    return redirect("home")


@require_POST
def choose_seat(request: Request) -> HttpResponse:
    """Act from another of one's own seats."""
    if not request.user.is_authenticated:
        raise NotYours("seat")
    seat = Seat.objects.in_office().filter(person=request.user, pk=row_key(request.POST.get("seat"))).first()
    if seat is None:
        raise NotYours("seat")
    request.session["seat"] = seat.pk
    return redirect("today")


@require_GET
def me(request: Request) -> HttpResponse:
    """What the system knows of me, my seats, my second factor."""
    if not request.user.is_authenticated:
        raise NotYours("me")
    return render(
        request,
        "people/me.html",
        {
            "seats": queries.offices_of(request.user),
            "former": queries.former_offices_of(request.user),
            "resident_only": queries.is_resident_only(request.user.pk),
            "second_factor": is_mfa_enabled(request.user),
        },
    )


@csrf_exempt
@require_POST
def text_size(request: Request) -> HttpResponse:
    """长辈版 on or off; kept in a cookie, for those signed in with the person.

    Its form carries no token, so that one page can be shown to everybody. Another site's form comes without the session
    (SameSite) and could only change the size of the letters.
    """
    large = request.POST.get("large") == "1"
    if request.user.is_authenticated:
        actions.set_large_text(person=request.user, large=large)
    answer = redirect(safe(request, request.POST.get("next", "/")))
    answer.set_cookie("text", "large" if large else "normal", max_age=365 * 86400, samesite="Lax")
    return answer


def first_administrator(request: Request) -> HttpResponse:
    """An empty installation begins here."""
    if Person.objects.exists():
        raise Http404

    def then(cleaned: dict) -> str:
        if not is_first_token(cleaned.pop("token")):
            raise Refused("开通码不对：服务启动时打印在服务器上，也可以在服务器上运行 piaojue who 查看")
        person = actions.first_administrator(**cleaned)
        return let_in(request, person)

    return fill(request, FirstAdministratorForm, then, template="people/first.html", context={})
