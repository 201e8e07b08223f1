"""A real browser (Debian's Chromium) against the site served on loopback."""

import os
import shutil

import pytest
from django.conf import settings

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's own loop runs in the test's thread

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--disable-quic", "--no-first-run",
]  # fmt: skip
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}
HALL = {"width": 1920, "height": 1080}


@pytest.fixture(scope="session")
def chromium():
    """One browser for all tests of a worker."""
    path = shutil.which("chromium")
    if path is None:
        pytest.fail("没有找到 chromium:apt-get install -y chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, live_server, as_):
    """`visit(seat, PHONE)`: a page of that person at that size, signed in; `None`: a visitor. Page errors fail the test."""
    opened, errors = [], []

    def open_page(seat=None, size=DESK):
        context = chromium.new_context(viewport=size, locale="zh-CN", base_url=live_server.url)
        if seat is not None:
            cookie = as_(seat).cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: errors.append(f"{page.url}: {error}"))
        opened.append(context)
        return page

    yield open_page
    for context in opened:
        context.close()
    assert errors == []
