"""Files of very many rows are made beside the page that offers them: whoever asks waits on a page that then gives the file."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from piaojue.commons.web.request import Request

MOST_AT_ONCE = 5000
"""Rows of a file that is written while its reader waits."""
AGAIN_SECONDS = 5
MAKERS: list[Callable[[Request], HttpResponseBase]] = []
"""Who makes files (commons/jobs/files.py); the floor of the pages knows no jobs."""


def made_beside(request: Request, rows: int) -> HttpResponseBase | None:
    """The file of this address, or the page that waits for it. None: write it now. rows: how many it has."""
    if rows <= MOST_AT_ONCE or not MAKERS or getattr(request, "beside", False):
        return None
    return MAKERS[0](request)


def being_made(request: Request) -> HttpResponse:
    """202: a page that opens itself again until the file is made."""
    answer = render(request, "ui/being_made.html", {"seconds": AGAIN_SECONDS}, status=HTTPStatus.ACCEPTED)
    answer["Cache-Control"] = "no-store"
    answer["Retry-After"] = str(AGAIN_SECONDS)
    return answer
