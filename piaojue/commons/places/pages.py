"""The region tree for pickers; 常住人口."""

from typing import Any

from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_GET

from piaojue.commons.moves import NotYours
from piaojue.commons.places import actions
from piaojue.commons.places.forms import PopulationForm
from piaojue.commons.places.maps import map_of
from piaojue.commons.places.models import Place
from piaojue.commons.places.moves import MOVES
from piaojue.commons.web.act_pages import ActForm
from piaojue.commons.web.request import Request


@require_GET
def children(request: Request) -> JsonResponse:
    """[{"code", "name", "leaf"}] below ?of=CODE."""
    rows = Place.objects.standing().filter(parent_id=request.GET.get("of", "")[:12])
    found = rows.values_list("code", "name", "level")[:500]
    return JsonResponse(
        [{"code": code, "name": name, "leaf": level == "village"} for code, name, level in found], safe=False
    )


@require_GET
def region_map(request: Request, place: str) -> JsonResponse:
    """GeoJSON of what lies directly below a place, for drawings and for choosing (commons.places.maps)."""
    answer = JsonResponse(map_of(get_object_or_404(Place, pk=place)))
    answer["Cache-Control"] = "public, max-age=3600"
    return answer


def _own_place(request: Request) -> Place:
    """Whoever is signed in enters the figures of the own place."""
    if request.seat is None:
        raise NotYours("populations")
    return request.seat.place


def _places(place: Place) -> list[Place]:
    return [place, *Place.objects.standing().filter(parent=place)]


def _figures(request: Request, place: Place, cleaned: dict[str, Any]) -> dict[str, Any]:
    return {"people": PopulationForm(places=_places(place)).people(cleaned), "source": cleaned["source"]}


populations = ActForm(
    path="places/populations/",
    name="populations",
    line=MOVES["set_populations"],
    find=_own_place,
    action=actions.set_populations,
    thing="place",
    form=PopulationForm,
    form_options=lambda request, place: {"places": _places(place)},
    values=_figures,
    heading="常住人口",
    lead="看板上的参与率、每万人建议数按这里的常住人口计算。没有的可以空着，空着的不参与计算，也不估计。",
    submit="提交",
    cancel=lambda place: reverse("today"),
    done=lambda changed: f"已保存，{len(changed)} 处有变化" if changed else "没有变化",
    goes_to=lambda changed: reverse("populations"),
)
"""常住人口 of the seat's own place and of those directly below it."""
