"""Pages of the roll: bodies, seats, the deputies' list, first passwords."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from piaojue.commons.finding import named
from piaojue.commons.people import actions, changes, queries, renewing
from piaojue.commons.people.apart import told_apart
from piaojue.commons.people.forms import AppointForm, BodyForm, RegionForm, UsualForm
from piaojue.commons.people.holds import fixed_among
from piaojue.commons.people.models import BodyKind, RollChange, Seat
from piaojue.commons.people.moves import MOVES
from piaojue.commons.people.offices import breaches
from piaojue.commons.people.pages_shared import for_the_seat, reader, seat_at, seats_in_the_way, to_the_roll
from piaojue.commons.people.sides import by_two_among, roles_seen, who_agrees
from piaojue.commons.places.moves import MOVES as PLACES
from piaojue.commons.roles import Role
from piaojue.commons.web.act_pages import ActForm, own_seat
from piaojue.commons.web.listing import listing, show_list
from piaojue.commons.web.request import Request

SEAT_COLUMNS = [
    ("姓名", "person"),
    ("角色", "get_role_display"),
    ("机构", "body"),
    ("地区", "place"),
    ("代表团", "delegation"),
    ("代表证号", "card_no"),
]
BODY_COLUMNS = [("机构", "name"), ("类别", "get_kind_display"), ("地区", "place"), ("届次", "term_no")]
KEEPING = ("import_roll", "appoint", "issue_password", "end_seat", "propose_roll_change")
USUAL_LEAD = (
    "人大、常委会、主席团、秘书处、监票计票组、代表之家、领导小组、政府和财政、司法部门等一次登记；"
    "乡镇不设常委会，登记主席团和财政所、司法所；街道登记人大工委、议事会、党工委、办事处。"
    "已有的不动，名称以后可以另行登记。"
)
REGION_LEAD = "从随系统安装的官方区划表导入一个地区和它下面的乡镇街道、社区村。已有的地区只更新名称，什么也不会丢。"


def _bodies(_done: Any) -> str:
    return reverse("bodies")


def roll_page(request: Request) -> HttpResponse:
    """本级名册."""
    seat = reader(request)
    page = listing(
        request,
        queries.seats_within(seat.place).filter(role__in=roles_seen(seat)),
        search=("body__name",),
        meaning=lambda word: named(word, "person__"),
        filters={"role": ("角色", Role.choices)},
    )
    may = {act: MOVES.entitled(act, seat.place, seat) for act in KEEPING}
    context = {
        "may": may,
        "fixed": fixed_among(told_apart(page)),
        "by_two": by_two_among(page, seat),
        "breaches": breaches(seat.place, timezone.now()),
    }
    return show_list(request, "people/roll.html", page, context, columns=SEAT_COLUMNS)


def bodies(request: Request) -> HttpResponse:
    """机构 of the own region and below."""
    seat = reader(request)
    page = listing(
        request,
        queries.bodies_within(seat.place),
        search=("name",),
        filters={"kind": ("类别", BodyKind.choices)},
    )
    context = {
        "may_appoint": MOVES.entitled("appoint", seat.place, seat),
        "may_import": PLACES.entitled("import_places", seat.place, seat),
    }
    return show_list(request, "people/bodies.html", page, context, columns=BODY_COLUMNS)


def roll_import(request: Request) -> HttpResponse:
    """To which congress a roll is brought; where there is one only, at once to its upload."""
    seat = own_seat(request)
    MOVES.require("import_roll", seat.place, seat)
    congresses = list(queries.congresses_within(seat.place))
    if len(congresses) == 1:
        return redirect("bring_table", "roll", congresses[0].pk)
    return render(request, "people/import.html", {"congresses": congresses})


def _appointment(request: Request, seat: Seat, cleaned: dict[str, Any]) -> dict[str, Any]:
    return {name: cleaned[name] for name in ("body", "role", "name", "phone", "title", "username", "delegation")}


def _is_proposed(done: Seat | RollChange) -> str:
    if isinstance(done, Seat):
        return f"已任命：{done}"
    return f"已提出：{done}。请{who_agrees(done.role, done.place)}会签，会签时立即任命"


appoint = ActForm(
    path="people/appoint/",
    line=MOVES["appoint"],
    find=own_seat,
    action=changes.appoint_or_propose,
    form=AppointForm,
    form_options=for_the_seat,
    values=_appointment,
    template="people/appoint.html",
    context=lambda request, seat: {"in_the_way": seats_in_the_way(request, seat)},
    submit="提交",
    cancel=to_the_roll,
    done=_is_proposed,
    goes_to=to_the_roll,
)

found_body = ActForm(
    path="people/bodies/new/",
    line=MOVES["found_body"],
    find=own_seat,
    action=actions.found_body,
    form=BodyForm,
    form_options=for_the_seat,
    submit="提交",
    cancel=_bodies,
    done="已登记机构",
    goes_to=_bodies,
)

found_usual = ActForm(
    path="people/bodies/usual/",
    name="found_usual",
    line=MOVES["found_body"],
    find=own_seat,
    action=actions.found_usual,
    form=UsualForm,
    form_options=for_the_seat,
    heading="登记常用机构",
    lead=USUAL_LEAD,
    submit="提交",
    cancel=_bodies,
    done=lambda new: f"已登记 {len(new)} 个机构" if new else "常用机构都已登记",
    goes_to=_bodies,
)
"""The bodies a region usually has, in one go."""

add_region = ActForm(
    path="people/regions/",
    name="add_region",
    line=PLACES["import_places"],
    find=own_seat,
    action=actions.add_region,
    form=RegionForm,
    lead=REGION_LEAD,
    submit="提交",
    cancel=_bodies,
    done=lambda place: f"已导入：{place.full_name}",
    goes_to=_bodies,
)
"""Import another region from the official table."""


@require_POST
def issue_password(request: Request, pk: int) -> HttpResponse:
    """Shows the initial password once."""
    theirs = seat_at(request, pk)
    password = renewing.issue_password(seat=theirs, by=request.seat)
    answer = render(request, "people/password.html", {"theirs": theirs, "password": password})
    answer["Cache-Control"] = "no-store"
    return answer
