"""Signing in, choosing a seat, the roll, the policy table."""

from itertools import groupby

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST
from django_ratelimit.core import is_ratelimited

from piaojue.commons.moves import REGISTRY, NotYours, Refused
from piaojue.commons.people import actions, roll
from piaojue.commons.people.forms import (
    AppointForm,
    BodyForm,
    CodeForm,
    FirstAdministratorForm,
    PhoneForm,
    RegionForm,
    RollForm,
    UsualForm,
)
from piaojue.commons.people.models import Body, Person, Seat
from piaojue.commons.people.moves import MOVES
from piaojue.commons.people.phone_code import check_code, send_code
from piaojue.commons.people.seats import by_phone
from piaojue.commons.roles import DOMAIN_OF, Domain, Role
from piaojue.commons.web.forms import fill
from piaojue.commons.web.listing import listing

BACKEND = "django.contrib.auth.backends.ModelBackend"


def enter(request: HttpRequest) -> HttpResponse:
    """Residents sign in by phone code; staff and demo persons find their doors here."""
    if not Person.objects.exists():
        return redirect("first_administrator")
    if "next" in request.GET:
        request.session["next"] = _safe(request, request.GET["next"])

    def then(cleaned: dict) -> str:
        if is_ratelimited(request, group="phone-code", key="ip", rate="30/h", increment=True):
            raise Refused("这个网络要的验证码太多了，请过一小时再试")
        send_code(cleaned["phone"])
        request.session["phone"] = cleaned["phone"]
        return "/enter/code/"

    demo = Seat.objects.filter(person__sample=True).exists() if settings.DEMO_SIGN_IN else False
    return fill(
        request,
        PhoneForm,
        then,
        template="people/enter.html",
        context={"demo": demo, "deputies": Role.DEPUTY in by_phone()},
    )


def enter_code(request: HttpRequest) -> HttpResponse:
    """The second step of the phone sign-in."""
    phone = request.session.get("phone")
    if not phone:
        raise NotYours("enter_code")

    def then(cleaned: dict) -> str:
        check_code(phone, cleaned["code"])
        person = actions.welcome_resident(phone=phone)
        if person.seats.filter(active=True).exclude(role__in=by_phone()).exists():
            raise Refused("工作人员和代表请用登录名和密码登录")
        return _let_in(request, person)

    return fill(request, CodeForm, then, template="people/code.html", context={"phone": phone})


@require_GET
def forgotten_password(request: HttpRequest) -> HttpResponse:
    """Whom to ask for a new initial password."""
    return render(request, "people/forgotten.html")


def demo(request: HttpRequest) -> HttpResponse:
    """以…身份进入: only with sample data, never in production."""
    if not settings.DEMO_SIGN_IN or settings.PRODUCTION:
        raise Http404
    if request.method == "POST":
        pk = request.POST.get("seat", "")
        seat = actions.demo_seat(int(pk) if pk.isdecimal() else 0)
        return redirect(_let_in(request, seat.person, seat))
    seats = Seat.objects.filter(person__sample=True, active=True).select_related("person", "body", "place")
    word = request.GET.get("q", "").strip()
    place = request.GET.get("place", "").strip()
    if word:
        seats = seats.filter(person__name__contains=word) | seats.filter(body__name__contains=word)
    if place:
        seats = seats.filter(place_id=place)
    shown: list[Seat] = []
    for _, same in groupby(seats.order_by("place_id", "role", "pk"), key=lambda seat: (seat.place_id, seat.role)):
        shown += list(same)[:2]
    groups = [(domain, [seat for seat in shown if DOMAIN_OF[Role(seat.role)] == domain]) for domain in Domain]
    places = sorted({(seat.place_id, seat.place.name) for seat in shown})
    return render(request, "people/demo.html", {"groups": groups, "word": word, "places": places, "chosen": place})


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("/")


@require_POST
def choose_seat(request: HttpRequest) -> HttpResponse:
    """Act from another of one's own seats."""
    if not request.user.is_authenticated:
        raise NotYours("seat")
    pk = request.POST.get("seat", "")
    seat = Seat.objects.filter(person=request.user, active=True, pk=int(pk) if pk.isdecimal() else 0).first()
    if seat is None:
        raise NotYours("seat")
    request.session["seat"] = seat.pk
    return redirect("today")


@require_GET
def me(request: HttpRequest) -> HttpResponse:
    """What the system knows of me, my seats, my second factor."""
    if not request.user.is_authenticated:
        raise NotYours("me")
    return render(
        request,
        "people/me.html",
        {
            "seats": request.user.seats.filter(active=True).select_related("body", "place"),
            "second_factor": is_mfa_enabled(request.user),
        },
    )


@require_POST
def text_size(request: HttpRequest) -> HttpResponse:
    """长辈版 on or off; kept in a cookie, for those signed in with the person."""
    large = request.POST.get("large") == "1"
    if request.user.is_authenticated:
        actions.set_large_text(person=request.user, large=large)
    answer = redirect(_safe(request, request.POST.get("next", "/")))
    answer.set_cookie("text", "large" if large else "normal", max_age=365 * 86400, samesite="Lax")
    return answer


@require_GET
def policy(request: HttpRequest) -> HttpResponse:
    """The policy table: who may see and do what, side by side of the domains; ?role= shows one role's lines only."""
    role = request.GET.get("role", "")
    chosen = Role(role) if role in Role.values else None
    rooms = [
        (room, [(line, _sides(line.roles)) for line in room.lines.values() if chosen is None or chosen in line.roles])
        for room in REGISTRY.values()
    ]
    return render(
        request,
        "people/policy.html",
        {
            "rooms": [(room, lines) for room, lines in rooms if lines],
            "roles": Role.choices,
            "chosen": chosen,
            "everybody": len(Role),
            "signed_in": len(Role) - 1,
        },
    )


def _sides(roles: frozenset[Role]) -> list[tuple[Domain, list[Role]]]:
    """Roles by their domain, in the order of the domains."""
    found = [(domain, [role for role in Role if role in roles and DOMAIN_OF[role] == domain]) for domain in Domain]
    return [(domain, some) for domain, some in found if some]


def first_administrator(request: HttpRequest) -> HttpResponse:
    """An empty installation begins here."""
    if Person.objects.exists():
        raise Http404

    def then(cleaned: dict) -> str:
        person = actions.first_administrator(**cleaned)
        return _let_in(request, person)

    return fill(request, FirstAdministratorForm, then, template="people/first.html", context={})


def roll_page(request: HttpRequest) -> HttpResponse:
    """本级名册."""
    seat = _keeper(request, "read_roll")
    found = Seat.objects.filter(place__code__startswith=seat.place_id).exclude(role=Role.RESIDENT)
    page = listing(
        request,
        found.select_related("person", "body", "place", "delegation").order_by("place_id", "role", "pk"),
        search=("person__name", "body__name"),
        filters={"role": ("角色", Role.choices)},
        export=[
            ("姓名", "person"),
            ("角色", "get_role_display"),
            ("机构", "body"),
            ("地区", "place"),
            ("代表团", "delegation"),
            ("代表证号", "card_no"),
        ],
    )
    if isinstance(page, HttpResponse):
        return page
    may = {
        act: MOVES.entitled(act, seat.place, seat) for act in ("import_roll", "appoint", "issue_password", "end_seat")
    }
    return render(request, "people/roll.html", {"page": page, "may": may})


def roll_import(request: HttpRequest) -> HttpResponse:
    seat = _keeper(request, "import_roll")

    def then(cleaned: dict) -> str:
        rows = roll.read(cleaned["file"])
        if cleaned["check_only"]:
            messages.success(request, f"检查通过：{len(rows)} 行都没有问题，还没有导入")
            return "/people/import/"
        done = actions.import_roll(body=cleaned["body"], rows=rows, by=seat)
        messages.success(request, f"已导入：新增 {done['new']} 人，原有 {done['known']} 人")
        return "/people/"

    return fill(request, RollForm, then, template="people/import.html", context={}, form_kwargs={"seat": seat})


def appoint(request: HttpRequest) -> HttpResponse:
    seat = _keeper(request, "appoint")

    def then(cleaned: dict) -> str:
        made = actions.appoint(by=seat, **cleaned)
        messages.success(request, f"已任命：{made}")
        return "/people/"

    return fill(request, AppointForm, then, template="people/appoint.html", context={}, form_kwargs={"seat": seat})


def found_body(request: HttpRequest) -> HttpResponse:
    seat = _keeper(request, "appoint")

    def then(cleaned: dict) -> str:
        actions.found_body(by=seat, **cleaned)
        messages.success(request, "已登记机构")
        return "/people/bodies/"

    return fill(
        request,
        BodyForm,
        then,
        context={"heading": "登记机构", "cancel": "/people/bodies/"},
        form_kwargs={"seat": seat},
    )


def found_usual(request: HttpRequest) -> HttpResponse:
    """The bodies a region usually has, in one go."""
    seat = _keeper(request, "appoint")

    def then(cleaned: dict) -> str:
        made = actions.found_usual(by=seat, **cleaned)
        messages.success(request, f"已登记 {len(made)} 个机构" if made else "常用机构都已登记")
        return "/people/bodies/"

    lead = "人大、常委会、主席团、秘书处、监票计票组、代表之家、领导小组、政府和财政、司法部门等一次登记；乡镇不设常委会，登记主席团和财政所、司法所；街道登记人大工委、议事会、党工委、办事处。已有的不动，名称以后可以另行登记。"
    return fill(
        request,
        UsualForm,
        then,
        context={"heading": "登记常用机构", "lead": lead, "cancel": "/people/bodies/"},
        form_kwargs={"seat": seat},
    )


def add_region(request: HttpRequest) -> HttpResponse:
    """Import another region from the official table."""
    seat = request.seat
    if not seat or seat.role != Role.ADMIN:
        raise NotYours("import_places")

    def then(cleaned: dict) -> str:
        place = actions.add_region(by=seat, **cleaned)
        messages.success(request, f"已导入：{place.full_name}")
        return "/people/bodies/"

    lead = "从随系统安装的官方区划表导入一个地区和它下面的乡镇街道、社区村。已有的地区只更新名称，什么也不会丢。"
    return fill(request, RegionForm, then, context={"heading": "导入区划", "lead": lead, "cancel": "/people/bodies/"})


def bodies(request: HttpRequest) -> HttpResponse:
    """机构 of the own region and below."""
    seat = _keeper(request, "read_roll")
    page = listing(
        request,
        Body.objects.filter(place__code__startswith=seat.place_id).select_related("place"),
        search=("name",),
        filters={"kind": ("类别", Body._meta.get_field("kind").choices)},
        export=[("机构", "name"), ("类别", "get_kind_display"), ("地区", "place"), ("届次", "term_no")],
    )
    if isinstance(page, HttpResponse):
        return page
    return render(
        request,
        "people/bodies.html",
        {
            "page": page,
            "may_appoint": MOVES.entitled("appoint", seat.place, seat),
            "may_import": seat.role == Role.ADMIN,
        },
    )


@require_POST
def end_seat(request: HttpRequest, pk: int) -> HttpResponse:
    seat = _keeper(request, "end_seat")
    actions.end_seat(seat=_seat(pk), by=seat)
    messages.success(request, "席位已停用")
    return redirect("people")


@require_POST
def issue_password(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows the initial password once."""
    seat = _keeper(request, "issue_password")
    theirs = _seat(pk)
    password = actions.issue_password(seat=theirs, by=seat)
    return render(request, "people/password.html", {"theirs": theirs, "password": password})


def _keeper(request: HttpRequest, act: str) -> Seat:
    seat = request.seat
    if not seat or not MOVES.entitled(act, seat.place, seat):
        raise NotYours(act)
    return seat


def _seat(pk: int) -> Seat:
    seat = Seat.objects.select_related("person", "place", "body").filter(pk=pk).first()
    if seat is None:
        raise Http404
    return seat


def _let_in(request: HttpRequest, person: Person, seat: Seat | None = None) -> str:
    """Sign the person in and return where they were going."""
    goal = request.session.get("next")
    login(request, person, backend=BACKEND)
    if seat is not None:
        request.session["seat"] = seat.pk
    request.session.pop("next", None)
    request.session.pop("phone", None)
    return goal or "/today/"


def _safe(request: HttpRequest, url: str) -> str:
    return url if url_has_allowed_host_and_scheme(url, {request.get_host()}) else "/"
