"""关注: which projects, places and fields somebody hears of."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.web.request import Request
from piaojue.journey.queries import city
from piaojue.stages.suggest.public import Category
from piaojue.world import following
from piaojue.world.forms import AreaForm


@require_http_methods(["GET", "POST"])
def follows(request: Request) -> HttpResponse:
    """What I follow; a further place or field, or one less. Raises NotYours for a visitor."""
    region = city()
    if not request.user.is_authenticated or region is None:
        raise NotYours("follows")
    if request.POST.get("end", "").isdecimal():
        following.unfollow_area(person=request.user, pk=int(request.POST["end"][:9]))
        return redirect("follows")
    form = AreaForm(request.POST or None, region=region)
    if request.method == "POST" and form.is_valid():
        try:
            following.follow_area(person=request.user, **form.cleaned_data)
        except Refused as error:
            form.add_error(None, str(error))
        else:
            return redirect("follows")
    names = dict(Category.choices)
    context = {
        "form": form,
        "areas": [(area, names.get(area.category, "全部领域")) for area in following.followed_areas(request.user)],
        "projects": following.followed_projects(request.user),
    }
    return render(request, "world/follows.html", context, status=422 if form.errors else 200)
