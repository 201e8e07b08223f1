"""Pages for everybody, kept for some seconds: whoever is not signed in gets the same page, made once.

A page says that it is one of these by `@shared`. It must depend on nothing but its address, the language, the size of the
text and the chosen place. Who is signed in, and who has just sent a form, always gets a page of their own, so that
everybody sees at once what they did themselves. While one request makes a page anew, others get the one before it.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils.translation import get_language_from_request

View = TypeVar("View", bound=Callable[..., Any])
OWN = (settings.SESSION_COOKIE_NAME, "accepted")
"""Cookies of who has a page of their own: a session, a form that was just taken (second_tap.py)."""
DEPENDS = (settings.LANGUAGE_COOKIE_NAME, "text", "at")
"""Cookies on which a shared page depends."""
STALE = 120
"""Seconds that a page older than its time may still be shown while it is made anew."""
MOST_PAGES, LONGEST = 200, 200_000
"""Of one worker; bytes of a page that is kept."""
DROPPED = "shared-pages-dropped"
"""A file of VAR that every worker of a machine sees."""
CACHE_FOR_PROXIES = "X-Accel-Expires"


def shared(view: View) -> View:
    """Declare that everybody who is not signed in gets the same page."""
    view.shared = True  # type: ignore[attr-defined]  # functions take attributes
    return view


@dataclass
class _Kept:
    """A page that was made. making: held by the request that makes it anew."""

    content: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    at: float = float("-inf")
    making: threading.Lock = field(default_factory=threading.Lock)


_PAGES: OrderedDict[tuple[str, ...], _Kept] = OrderedDict()
_LOCK = threading.Lock()


def drop_all() -> None:
    """Once the transaction holds, no worker of this machine shows a page that was made before: words were taken down."""
    transaction.on_commit((settings.VAR / DROPPED).touch)


def _last_drop() -> str:
    """Changes with every drop; the file is looked at with each request, which costs some microseconds."""
    try:
        return str((settings.VAR / DROPPED).stat().st_mtime_ns)
    except OSError:
        return ""


def forget() -> None:
    """Drop every page that this worker keeps."""
    with _LOCK:
        _PAGES.clear()


class SharedPages:
    """Answers with a page that was made before, or keeps the one that is made now."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not settings.SHARED_SECONDS or not _is_shared(request):
            return self.get_response(request)
        kept = _kept(_key(request))
        age = time.monotonic() - kept.at
        if age < settings.SHARED_SECONDS:
            return _again(kept)
        alone = kept.making.acquire(blocking=age > settings.SHARED_SECONDS + STALE)
        if not alone:
            return _again(kept)
        try:
            if time.monotonic() - kept.at < settings.SHARED_SECONDS:  # somebody made it while this request waited
                return _again(kept)
            return _keep(kept, request, self.get_response(request))
        finally:
            kept.making.release()


def _is_shared(request: HttpRequest) -> bool:
    if request.method != "GET" or any(name in request.COOKIES for name in OWN) or "HX-Request" in request.headers:
        return False
    try:
        return getattr(resolve(request.path_info).func, "shared", False) and "export" not in request.GET
    except Resolver404:
        return False


def _key(request: HttpRequest) -> tuple[str, ...]:
    cookies = (request.COOKIES.get(name, "") for name in DEPENDS)
    return (
        request.get_host(),
        request.scheme or "",
        request.get_full_path(),
        get_language_from_request(request),
        _last_drop(),
        *cookies,
    )


def _kept(key: tuple[str, ...]) -> _Kept:
    with _LOCK:
        kept = _PAGES.setdefault(key, _Kept())
        _PAGES.move_to_end(key)
        while len(_PAGES) > MOST_PAGES:
            _PAGES.popitem(last=False)
        return kept


def _keep(kept: _Kept, request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """Keep an answer that is the same for everybody; one that sets a cookie or carries a secret of its own is not."""
    if answer.status_code != 200 or answer.streaming or answer.cookies or answer.has_header("Cache-Control"):
        return answer
    secrets = [b"csrfmiddlewaretoken", getattr(request, "csp_nonce", "csrfmiddlewaretoken").encode()]
    if len(answer.content) > LONGEST or any(secret in answer.content for secret in secrets):
        return answer
    answer[CACHE_FOR_PROXIES] = str(settings.SHARED_SECONDS)
    kept.content, kept.headers, kept.at = answer.content, dict(answer.headers), time.monotonic()
    return answer


def _again(kept: _Kept) -> HttpResponse:
    return HttpResponse(kept.content, headers=kept.headers)
