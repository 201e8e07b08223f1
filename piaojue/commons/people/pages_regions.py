"""Pages of 区划变动: what became of places, and the two forms."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from piaojue.commons.people import queries, regions
from piaojue.commons.people.forms_mandates import DATE, evidence_field
from piaojue.commons.people.models import Seat
from piaojue.commons.people.moves import MOVES
from piaojue.commons.places.fields import PlaceField
from piaojue.commons.places.models import PlaceEventKind
from piaojue.commons.web.act_pages import ActForm, own_seat
from piaojue.commons.web.forms import choosing
from piaojue.commons.web.listing import listing, show_list
from piaojue.commons.web.request import Request

COLUMNS = [("地区", "place"), ("变动", "get_kind_display"), ("日期", "on"), ("承接地区", "heir"), ("依据", "evidence")]


def place_events(request: Request) -> HttpResponse:
    """What became of places inside the seat's own one, the latest first."""
    here = own_seat(request).place
    MOVES.require("read_roll", here, request.seat)
    page = listing(request, queries.place_events_within(here), search=("old_name", "place__name", "evidence"))
    context = {"may_change": MOVES.entitled("reform_place", here, request.seat)}
    return show_list(request, "people/place_events.html", page, context, columns=COLUMNS)


class _OfAPlace(forms.Form):
    """Which place, from which day on, by which paper."""

    place = PlaceField(label="哪个地区")
    on = forms.DateField(label="变动日期", widget=DATE, initial=timezone.localdate)
    evidence = evidence_field("依据")

    def __init__(self, *args, seat: Seat, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        choosing(self, "place").within(seat.place)


class RenamePlaceForm(_OfAPlace):
    """Another name from a day on."""

    name = forms.CharField(label="新名称", max_length=60, min_length=2)
    field_order = ("place", "name", "on", "evidence")


class ReformPlaceForm(_OfAPlace):
    """Where it goes."""

    kind = forms.ChoiceField(label="变动", choices=[one for one in PlaceEventKind.choices if one[0] != "renamed"])
    heir = PlaceField(
        label="承接地区", required=False, help_text="划归选新的乡镇、街道；并入选另一个同级的地区；撤销不选"
    )
    code = forms.CharField(
        label="新的区划代码",
        required=False,
        max_length=12,
        help_text="划归的村、社区填 12 位；还没有公布的空着，先顺序编",
    )
    field_order = ("place", "kind", "heir", "code", "on", "evidence")

    def __init__(self, *args, seat: Seat, **kwargs) -> None:
        super().__init__(*args, seat=seat, **kwargs)
        choosing(self, "heir").within(seat.place)


def _for_the_seat(request: Request, seat: Seat) -> dict[str, Any]:
    return {"seat": seat}


def _events(_done: Any) -> str:
    return reverse("place_events")


rename_place = ActForm(
    path="people/places/rename/",
    line=MOVES["rename_place"],
    find=own_seat,
    action=regions.rename_place,
    form=RenamePlaceForm,
    form_options=_for_the_seat,
    lead="从这一天起用新名称；已经印发的文书写当时的名称。",
    cancel=_events,
    done=lambda place: f"已更名为“{place.name}”",
    goes_to=_events,
)

reform_place = ActForm(
    path="people/places/reform/",
    line=MOVES["reform_place"],
    find=own_seat,
    action=regions.reform_place,
    form=ReformPlaceForm,
    form_options=_for_the_seat,
    lead="从这一天起，居民填表、统计片区时看到的是承接地区；以前的建议、诉求、项目仍记在原来的地区名下。",
    cancel=_events,
    done=lambda place: f"已登记，现在是{place.full_name}",
    goes_to=_events,
)
