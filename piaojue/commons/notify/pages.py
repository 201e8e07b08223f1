"""今天要办 and the inbox."""

from django.contrib import messages
from django.db.models.functions import Length
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from piaojue.commons import wechat
from piaojue.commons.moves import NotYours
from piaojue.commons.notify.actions import confirm_mailbox, read_all, set_hearing
from piaojue.commons.notify.forms import HearingForm
from piaojue.commons.notify.leaving import ways_of
from piaojue.commons.notify.models import Hearing
from piaojue.commons.people.models import OutsideKind
from piaojue.commons.roles import STAFF
from piaojue.commons.todo import When, tasks_of
from piaojue.commons.web.forms import fill
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
    context = {
        "page": page,
        "unread": request.user.notices.filter(read_at=None).count(),
        "left": ways_of(request.user, page),
    }
    return render(request, "notify/notices.html", context)


@require_POST
def read(request: Request) -> HttpResponse:
    if not request.user.is_authenticated:
        raise NotYours("notices")
    read_all(person=request.user)
    return redirect("notices")


def hearing(request: Request) -> HttpResponse:
    """How one wants to hear: by phone, by mail, at once, once a day or not at all."""
    if not request.user.is_authenticated:
        raise NotYours("hearing")
    now = Hearing.objects.filter(person=request.user.pk).first() or Hearing(person_id=request.user.pk)

    def then(cleaned: dict) -> str:
        row = set_hearing(person=request.user, **cleaned)
        waits = row.email and not row.confirmed
        messages.success(request, _("已保存。请点开确认邮件里的链接；一个邮箱一天只发一封。") if waits else _("已保存"))
        return reverse("hearing")

    initial = {name: getattr(now, name) for name in HearingForm.base_fields}
    shown = {
        "hearing": now,
        "phone": request.user.phone_verified,
        "wechat": wechat.sends(),
        "bound": request.user.outside.filter(kind=OutsideKind.WECHAT).exists(),
    }
    staff = bool(request.seat and request.seat.role in STAFF)
    kinds = {"initial": initial, "by_wechat": wechat.sends(), "staff": staff}
    return fill(request, HearingForm, then, template="notify/hearing.html", context=shown, form_kwargs=kinds)


def mailbox(request: Request, token: str) -> HttpResponse:
    """The link that went to a mailbox. It confirms on a button, since mail programs open links by themselves."""
    if request.method == "POST":
        confirm_mailbox(token=token)
        return render(request, "notify/mailbox.html", {"confirmed": True})
    return render(request, "notify/mailbox.html", {"token": token})
