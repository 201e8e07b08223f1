"""Large files that a page offers: the page itself answers once more, in a process beside the worker, for the same reader."""

import io
from typing import Any, BinaryIO

from django.contrib.auth.models import AnonymousUser
from django.core.handlers.wsgi import WSGIRequest
from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.urls import resolve
from django.utils import translation
from django.utils.translation import gettext

from piaojue.commons.jobs.aside import Argument, aside
from piaojue.commons.limits.brief import HOUR, too_many
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.web.beside import MAKERS, being_made
from piaojue.commons.web.request import Request

FRESH = 300
"""Seconds that one file is given to everybody who may have it: words that are taken down meanwhile stay in it no longer."""

PER_HOUR = 30
"""Large files that one reader orders: each search and filter is a file of its own."""


def file_for(request: Request) -> HttpResponseBase:
    """The file of an address, or the page that waits for it. Whether the reader may have it the page has judged. Raises Refused."""
    argument = {
        "address": request.get_full_path(),
        "host": request.get_host(),
        "scheme": request.scheme,
        "seat": request.seat.pk if request.seat else None,
        "language": translation.get_language(),
    }
    if not page_as_file.is_known(argument) and too_many(request, "file", PER_HOUR, HOUR):
        raise Refused(gettext("您这一小时要了很多大文件，请过一会儿再要"))
    made = page_as_file.get(argument)
    if made is None:
        return being_made(request)
    name = request.path.strip("/").replace("/", "-")
    kind = request.GET.get("export", "")
    return FileResponse(made.path.open("rb"), as_attachment=True, filename=f"{name}.{kind}" if kind else name)


MAKERS.append(file_for)


@aside("file", fresh=FRESH, shown=FRESH)
def page_as_file(argument: Argument, file: BinaryIO) -> None:
    request = _asked_again(argument)
    with translation.override(argument["language"]):
        match = request.resolver_match = resolve(request.path_info)
        answer: Any = match.func(request, *match.args, **match.kwargs)
    if answer.status_code != 200 or not answer.streaming:
        raise ValueError(f"no file at {request.path_info}: {answer.status_code}")
    # never closed: that would say that a request has ended, and take the connection
    file.writelines(answer.streaming_content)


def _asked_again(argument: Argument) -> Any:
    """The request as the page saw it. Raises Seat.DoesNotExist when its reader has left office meanwhile."""
    path, _mark, query = argument["address"].partition("?")
    environment = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path.encode().decode("latin-1"),
        "QUERY_STRING": query,
        "HTTP_HOST": argument["host"],
        "wsgi.url_scheme": argument["scheme"],
        "wsgi.input": io.BytesIO(),
    }
    request: Any = WSGIRequest(environment)
    office = Seat.objects.in_office().select_related("person", "body", "place", "place__parent")
    request.seat = office.get(pk=argument["seat"]) if argument["seat"] else None
    request.user = request.seat.person if request.seat else AnonymousUser()
    request.session, request.htmx, request.beside = {}, False, True
    return request
