"""The region tree for pickers; 常住人口."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from piaojue.commons.moves import NotYours
from piaojue.commons.places import actions
from piaojue.commons.places.forms import PopulationForm
from piaojue.commons.places.maps import map_of
from piaojue.commons.places.models import Place
from piaojue.commons.places.moves import MOVES
from piaojue.commons.web.forms import fill


@require_GET
def children(request: HttpRequest) -> JsonResponse:
    """[{"code", "name", "leaf"}] below ?of=CODE."""
    rows = Place.objects.filter(parent_id=request.GET.get("of", "")[:12]).values_list("code", "name", "level")[:500]
    return JsonResponse(
        [{"code": code, "name": name, "leaf": level == "village"} for code, name, level in rows], safe=False
    )


@require_GET
def region_map(request: HttpRequest, place: str) -> JsonResponse:
    """GeoJSON of what lies directly below a place, for drawings and for choosing (commons.places.maps)."""
    answer = JsonResponse(map_of(get_object_or_404(Place, pk=place)))
    answer["Cache-Control"] = "public, max-age=3600"
    return answer


def populations(request: HttpRequest) -> HttpResponse:
    """常住人口 of the seat's own place and of those directly below it."""
    seat = request.seat
    if seat is None:
        raise NotYours("populations")
    MOVES.require("set_populations", seat.place, seat)
    places = [seat.place, *Place.objects.filter(parent=seat.place)]

    def then(cleaned: dict) -> str:
        people = PopulationForm(places=places).people(cleaned)
        changed = actions.set_populations(place=seat.place, people=people, source=cleaned["source"], by=seat)
        messages.success(request, f"已保存，{len(changed)} 处有变化" if changed else "没有变化")
        return request.path

    lead = "看板上的参与率、每万人建议数按这里的常住人口计算。没有的可以空着，空着的不参与计算，也不估计。"
    return fill(
        request,
        PopulationForm,
        then,
        context={"heading": "常住人口", "lead": lead, "cancel": "/today/"},
        form_kwargs={"places": places},
    )
