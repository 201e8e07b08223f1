"""Keeps the booth apart: its requests never meet a session, a cookie, a seat or the log of acts."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, get_resolver, set_urlconf

ANY_PAGE = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, POST",
    "Access-Control-Allow-Headers": "Authorization, Content-Type",
    "Access-Control-Allow-Private-Network": "true",
    "Access-Control-Max-Age": "600",
}
"""A station and a second source of the voter's page are pages from elsewhere (docs/ballot.md#station). The booth knows no
cookie, so a page from elsewhere can do no more than any program in the hall."""


def _for_any_page(response: HttpResponseBase) -> HttpResponseBase:
    for name, value in ANY_PAGE.items():
        response.headers.setdefault(name, value)
    return response


class BoothApart:
    """Everything under /booth/ is answered by the booth's own doors, before the site's other middleware runs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith("/booth/"):
            return self.get_response(request)
        if request.method == "OPTIONS":
            return _for_any_page(HttpResponse(status=204))
        request.COOKIES.clear()
        request.urlconf = "booth.urls"
        try:
            view, args, kwargs = get_resolver("booth.urls").resolve(request.path_info)
        except Resolver404:
            return _for_any_page(
                HttpResponse(
                    "没有这个页面。请重新扫描票签上的二维码。", status=404, content_type="text/plain; charset=utf-8"
                )
            )
        set_urlconf("booth.urls")  # pages of the booth name the booth's doors
        try:
            response = view(request, *args, **kwargs)
        finally:
            set_urlconf(None)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Referrer-Policy", "no-referrer")
        return _for_any_page(response)
