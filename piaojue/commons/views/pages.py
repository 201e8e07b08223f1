"""What the line below a list's filters sends."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from piaojue.commons.moves import NotYours
from piaojue.commons.refused import Refused
from piaojue.commons.roles import STAFF
from piaojue.commons.views import actions, queries
from piaojue.commons.web.forms import way_back
from piaojue.commons.web.request import Request


@require_POST
def save(request: Request) -> HttpResponse:
    """Keep what the list shows now."""
    if not request.seat or request.seat.role not in STAFF:
        raise NotYours("save_view")
    parts = urlsplit(way_back(request))
    try:
        page = resolve(parts.path).url_name or ""
    except Resolver404:
        raise Refused(_("没有这个列表")) from None
    actions.save_view(person=request.user, page=page, name=request.POST.get("name", ""), query=parts.query)
    messages.success(request, _("视图已保存"))
    return redirect(way_back(request))


@require_POST
def drop(request: Request, pk: int) -> HttpResponse:
    """Let one go."""
    actions.drop_view(view=queries.own_view(request, pk))
    messages.success(request, _("视图已删除"))
    return redirect(way_back(request))
