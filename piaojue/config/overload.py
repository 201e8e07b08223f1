"""Overload is a state: so many pages are read at once, others wait a little, and who waited long enough is asked for patience.

Ballots, the hall's pages, the way to sign in and forms that are sent never wait here. What takes long (searches, boards,
files) has fewer places, so it cannot hold up the rest.
"""

import random
from collections.abc import Callable
from threading import BoundedSemaphore

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import translation

LONG_PATHS = ("/search/", "/board/", "/coverage/", "/data/", "/wall/", "/similar/", "/grouping/")
LONG_ENDINGS = (".xlsx", ".csv", ".json", ".pdf", ".docx", ".zip")
FREE = ("/booth/", "/polls/", "/enter/", "/account/", "/static/", "/health", "/metrics", "/witness/")
"""How addresses begin that never wait: ballots, the hall, the sign-in, what machines ask. A file of the hall waits like any other."""
FREE_ENDINGS = ("/suggest/", "/second/")
"""How addresses end on which something is handed in: the form is as urgent as what it sends."""
DATA = "/api/"
WAITING_AT_ONCE = 4
AGAIN_SECONDS = (3, 8)
"""After how many seconds the page opens itself again; different for each, so that they do not all come at once."""


class Overload:
    """Admits `settings.READS_AT_ONCE` pages in this process, `settings.LONG_READS_AT_ONCE` of them long ones.

    `WAITING_AT_ONCE` more wait for a place, each in a thread of the server. Further ones are asked for patience at once, so that
    threads are left for what never waits.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.reads = BoundedSemaphore(settings.READS_AT_ONCE)
        self.long = BoundedSemaphore(settings.LONG_READS_AT_ONCE)
        self.waiting = BoundedSemaphore(WAITING_AT_ONCE)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD") or never_waits(request):
            return self.get_response(request)
        places = [self.long, self.reads] if is_long(request) else [self.reads]
        taken: list[BoundedSemaphore] = []
        try:
            for place in places:
                if not self._admitted(place):
                    return please_wait(request)
                taken.append(place)
            response = self.get_response(request)
            if response.streaming:  # a file goes on being read after the view has answered
                response._resource_closers.extend(place.release for place in taken)  # type: ignore[attr-defined]
                taken = []
            return response
        finally:
            for place in taken:
                place.release()

    def _admitted(self, place: BoundedSemaphore) -> bool:
        if place.acquire(blocking=False):
            return True
        if not self.waiting.acquire(blocking=False):
            return False
        try:
            return place.acquire(timeout=settings.WAIT_SECONDS)
        finally:
            self.waiting.release()


def never_waits(request: HttpRequest) -> bool:
    """Whether somebody votes, counts, signs in or hands something in."""
    path = request.path
    if path.startswith("/booth/"):
        return True
    return (path.startswith(FREE) and not path.endswith(LONG_ENDINGS)) or path.endswith(FREE_ENDINGS)


def is_long(request: HttpRequest) -> bool:
    """Whether the page reads much: a search, a board, a file."""
    path = request.path
    return (
        "export" in request.GET
        or "q" in request.GET
        or path.endswith(LONG_ENDINGS)
        or any(part in path for part in LONG_PATHS)
    )


def please_wait(request: HttpRequest) -> HttpResponse:
    """A plain page, made without the database, that opens what was asked for again by itself; programs are answered in JSON."""
    seconds = random.randint(*AGAIN_SECONDS)
    headers = {"Retry-After": str(seconds), "Cache-Control": "no-store"}
    if request.path.startswith(DATA):
        detail = "现在读的人很多，请过几秒再试（Retry-After）。"
        return JsonResponse({"detail": detail, "fields": []}, status=503, headers=headers)
    with translation.override(translation.get_language_from_request(request)):
        page = render_to_string("ui/please_wait.html", {"seconds": seconds})
    return HttpResponse(page, status=503, headers=headers)
