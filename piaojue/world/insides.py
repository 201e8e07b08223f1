"""Browsers inside other programs: WeChat, 企业微信, 钉钉 and 浙政钉.

They open no second window, keep pages longer than they may, and most of them load no files down: a tap on a PDF or a table does
nothing. Whoever asks for a file there gets a page instead, which says how to open the same address outside.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from piaojue.commons.web.printed import printed_address

HERE = "here"
"""`?here=1`: the file all the same; newer phones show a PDF themselves."""


@dataclass(frozen=True)
class Inside:
    """name: of the program; where: what to tap so that the page opens outside; shows: whether it may show a PDF itself."""

    name: str
    where: str
    shows: bool = False


BROWSERS = {
    "wxwork": Inside("企业微信", "右上角“···”，选“用浏览器打开”"),
    "MicroMessenger": Inside("微信", "右上角“···”，选“在浏览器打开”", shows=True),
    "TaurusApp": Inside("浙政钉", "右上角“···”，选“在浏览器打开”"),
    "DingTalk": Inside("钉钉", "右上角“···”，选“在浏览器打开”"),
}
"""Word in what the browser says of itself → the program; 企业微信 and 浙政钉 also say that they are what they were made from."""
FILES = (
    "application/pdf",
    "application/zip",
    "application/octet-stream",
    "application/vnd.",
    "text/csv",
    "text/calendar",
)


def inside_of(request: HttpRequest) -> Inside | None:
    """The program whose browser this is; None: a browser of its own."""
    agent = request.headers.get("User-Agent", "")
    return next((one for word, one in BROWSERS.items() if word in agent), None)


class InsideBrowsers:
    """Files become a page that leads outside; pages are asked for anew each time, so that an old one is not shown."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        inside = inside_of(request)
        if inside is None or request.method != "GET" or answer.status_code != 200 or not _is_file(answer):
            return answer
        if HERE in request.GET:
            return answer
        return _leads_outside(request, answer, inside)


def _is_file(answer: HttpResponse) -> bool:
    kind = answer.headers.get("Content-Type", "")
    return kind.startswith(FILES) or answer.headers.get("Content-Disposition", "").startswith("attachment")


def _leads_outside(request: HttpRequest, file: HttpResponse, inside: Inside) -> HttpResponse:
    asked = request.GET.copy()
    asked[HERE] = "1"
    context = {
        "inside": inside,
        "address": printed_address(request, request.get_full_path()),
        "here": f"{request.path}?{asked.urlencode()}" if inside.shows and _is_pdf(file) else "",
    }
    for close in getattr(file, "_resource_closers", ()):  # `close` of the answer itself would end the request
        close()
    page = render(request, "world/outside.html", context)
    page["Cache-Control"] = "private, no-store"  # the same address is a file elsewhere
    page["Vary"] = "User-Agent"
    return page


def _is_pdf(answer: HttpResponse) -> bool:
    return answer.headers.get("Content-Type", "").startswith("application/pdf")
