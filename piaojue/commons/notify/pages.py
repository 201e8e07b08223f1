"""今天要办 and the inbox."""

from django.db.models.functions import Length
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from piaojue.commons.moves import NotYours
from piaojue.commons.notify.actions import read_all
from piaojue.commons.todo import When, tasks_of
from piaojue.commons.web.listing import listing
from piaojue.commons.web.request import Request
from piaojue.commons.years.models import Year

YEARS = 24  # cards below the list; the rest is under 各地年度


@require_GET
def today(request: Request) -> HttpResponse:
    """The work list of the acting seat."""
    if not request.seat:
        raise NotYours("today")
    tasks, day = tasks_of(request.seat), timezone.localdate()
    groups = [(when, [task for task in tasks if task.when(day) is when]) for when in When]
    here = Year.objects.filter(place__code__startswith=request.seat.place_id).select_related("place")
    years = here.order_by(Length("place"), "-number", "place")[:YEARS]  # one's own first, then from above down
    context = {
        "groups": [(when, found) for when, found in groups if found],
        "late": When.LATE,
        "own": [task for task in tasks if task.own],
        "years": years,
    }
    return render(request, "notify/today.html", context)


@require_GET
def notices(request: Request) -> HttpResponse:
    if not request.user.is_authenticated:
        raise NotYours("notices")
    page = listing(request, request.user.notices.all())
    return render(
        request, "notify/notices.html", {"page": page, "unread": request.user.notices.filter(read_at=None).count()}
    )


@require_POST
def read(request: Request) -> HttpResponse:
    if not request.user.is_authenticated:
        raise NotYours("notices")
    read_all(person=request.user)
    return redirect("notices")
