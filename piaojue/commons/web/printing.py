"""Paper: PDFs through WeasyPrint from the same templates as the screen."""

import mimetypes
from html import unescape
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import content_disposition_header
from django.utils.translation import override

from engines.papers.marks import APART, full_width
from piaojue.commons.web.glyphs import unprintable
from piaojue.commons.web.request import Request


def pdf_bytes(template: str, context: dict, request: Request | None = None) -> bytes:
    """Render a template that extends ui/paper.html. Paper is an official document: always Chinese."""
    return printed(_written(template, context, request))


def _written(template: str, context: dict, request: Request | None) -> str:
    with override("zh-hans"):
        return full_width(render_to_string(template, context, request=request))


def printed(html: str) -> bytes:
    """The PDF of one page of HTML."""
    return bytes(laid_out(html).write_pdf())


def laid_out(html: str) -> Any:
    """The pages of one page of HTML, before they are a file: who measures them asks here."""
    from weasyprint import HTML

    return HTML(string=html, base_url="static:", url_fetcher=_fetcher()).render()


def pdf(request: Request, template: str, context: dict, filename: str) -> HttpResponse:
    """A PDF shown in the browser; `filename` is what saving it suggests.

    Characters that no font here has are named first, on a page that leads on (`?print=anyway`).
    """
    html = _written(template, context, request)
    return shown_pdf(request, html, filename)


def shown_pdf(request: Request, html: str, filename: str) -> HttpResponse:
    """The PDF of a page of HTML, shown in the browser; characters that no font here has are named first."""
    if request.GET.get("print") != "anyway" and (missing := unprintable(_words(html))):
        return render(request, "ui/unprintable.html", {"missing": missing, "anyway": _anyway(request)})
    answer = HttpResponse(printed(html), content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(False, filename) or "inline"
    return answer


def _anyway(request: Request) -> str:
    asked = request.GET.copy()
    asked["print"] = "anyway"
    return f"{request.path}?{asked.urlencode()}"


def _words(html: str) -> str:
    """What stands on the paper, without its markup."""
    return unescape("".join("" if part.startswith("<") else part for part in APART.split(html)))


def _fetcher() -> Any:
    """Only our own static files and data: addresses; nothing is fetched from anywhere else."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class StaticOnly(URLFetcher):
        def fetch(self, url: str, headers: dict | None = None) -> URLFetcherResponse:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            path = finders.find(url.split("/static/", 1)[-1]) if "/static/" in url else None
            if path is None:
                raise ValueError("only static files are used on paper")
            kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
            return URLFetcherResponse(url, Path(path).read_bytes(), {"Content-Type": kind})

    return StaticOnly(allowed_protocols={"data"})
