"""The region tree for pickers."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from piaojue.commons.places.models import Place


@require_GET
def children(request: HttpRequest) -> JsonResponse:
    """[{"code", "name", "leaf"}] below ?of=CODE."""
    rows = Place.objects.filter(parent_id=request.GET.get("of", "")[:12]).values_list("code", "name", "level")[:500]
    return JsonResponse([{"code": code, "name": name, "leaf": level == "village"} for code, name, level in rows], safe=False)
