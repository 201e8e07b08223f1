"""A real browser (Debian's Chromium) against the site served on loopback."""

import os
import shutil
from contextvars import copy_context
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.handlers import StaticFilesHandler

if TYPE_CHECKING:
    from playwright.sync_api import ViewportSize

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's own loop runs in the test's thread

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
]
PHONE: "ViewportSize" = {"width": 390, "height": 844}
DESK: "ViewportSize" = {"width": 1440, "height": 900}
HALL: "ViewportSize" = {"width": 1920, "height": 1080}
PATIENCE = 60_000
"""Milliseconds: a busy computer is no mistake of a page."""


def browser_path() -> str | None:
    """The shell without windows takes half the processor time of the whole browser, with the same engine."""
    return shutil.which("chromium-headless-shell") or shutil.which("chromium")


@pytest.fixture(scope="session")
def chromium():
    """One browser for all tests of a worker."""
    path = browser_path()
    if path is None:
        pytest.fail("没有找到 Chromium:apt-get install -y chromium-headless-shell")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def window(chromium):
    """A window that is used again and again: the server answers from this process, no cookie is kept."""
    opened = chromium.new_context(viewport=PHONE, locale="zh-CN", reduced_motion="reduce")
    page = opened.new_page()
    page.set_default_timeout(PATIENCE)
    page.on("pageerror", lambda error: page.errors.append(f"script: {error}"))
    yield page
    opened.close()


@pytest.fixture
def glance(window, as_):
    """`glance(seat, path)`: that person's page as a phone shows it, answered within the test's transaction.

    known: the page itself, when it has been asked for already.
    """

    def look(seat, path: str, known=None):
        _leave(window)
        window.errors = []
        window.set_viewport_size(PHONE)
        client = as_(seat)
        here = copy_context()  # Playwright calls back elsewhere; the database connection is this context's
        window.route("**/*", lambda route: here.copy().run(_answer, route, client))
        if known is not None:
            window.route(f"http://piaojue.test{path}", lambda route: _fulfil(route, known), times=1)
        window.goto(f"http://piaojue.test{path}", wait_until="load")
        return window

    yield look
    _leave(window)


def _leave(window) -> None:
    """Nothing of a page asks any more when its people are gone."""
    window.goto("about:blank")
    window.unroute_all()


def _answer(route, client) -> None:
    """A request of the page, answered by the site without a network."""
    url = urlsplit(route.request.url)
    if url.path.startswith(settings.STATIC_URL):
        file = finders.find(url.path.removeprefix(settings.STATIC_URL))
        route.fulfill(path=file) if file else route.fulfill(status=404)
        return
    _fulfil(route, client.get(f"{url.path}?{url.query}" if url.query else url.path))


def _fulfil(route, answer) -> None:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    route.fulfill(status=answer.status_code, headers={name: str(value) for name, value in answer.items()}, body=body)


@pytest.fixture(autouse=True, scope="session")
def kept_files():
    """A browser keeps styles and scripts while it is open and does not ask for them at every page."""
    with pytest.MonkeyPatch.context() as patch:
        serve = StaticFilesHandler.serve
        patch.setattr(StaticFilesHandler, "serve", lambda self, request: _to_be_kept(serve(self, request)))
        yield


def _to_be_kept(answer):
    answer["Cache-Control"] = "max-age=86400"
    return answer


@pytest.fixture
def visit(chromium, live_server, as_):
    """`visit(seat, PHONE)`: a page of that person at that size, signed in; `None`: a visitor. Page errors fail the test."""
    opened, errors = [], []

    def open_page(seat=None, size=DESK):
        context = chromium.new_context(viewport=size, locale="zh-CN", reduced_motion="reduce", base_url=live_server.url)
        if seat is not None:
            cookie = as_(seat).cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: errors.append(f"{page.url}: {error}"))
        opened.append(context)
        return page

    yield open_page
    for context in opened:
        context.close()
    assert errors == []
