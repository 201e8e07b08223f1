"""What a page weighs and how soon it is seen, on a phone with a slow connection (Chromium, throttled like a cheap phone on 4G).

SITE (http://127.0.0.1:8000): a running site with the sample, `make run`. A promise is missed, and the exit code 1, where the
front page or a project weighs more than 150 KB before its photos, or where anything is first seen after 1.5 seconds.
"""

import os
import shutil
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SITE = os.environ.get("SITE", "http://127.0.0.1:8000").rstrip("/")
MOST_KB, MOST_SECONDS = 150, 1.5
BYTES_A_SECOND, LATENCY_MS, SLOWER = 1_600_000 / 8, 150, 4
"""The slow 4G of Lighthouse: 1.6 Mbit/s, 150 ms to and fro, a processor a quarter as quick as this one."""
TIMES = 3
BUDGETED = ("front page", "project")
PAINTED = "() => performance.getEntriesByName('first-contentful-paint').length"
TIMES_OF_PAGE = """() => [
  performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
  performance.getEntriesByType('navigation')[0].responseStart - performance.getEntriesByType('navigation')[0].requestStart,
]"""
KINDS = {"Document": "html", "Stylesheet": "css", "Script": "js", "Image": "photos"}


@dataclass(frozen=True)
class Weighed:
    """One page: bytes as they came over the line by kind, seconds until the first words were painted, and of the wait for the server."""

    weight: Counter[str]
    seen: float
    waited: float

    @property
    def before_photos(self) -> float:
        """KB of everything but photos."""
        return (self.weight.total() - self.weight["photos"]) / 1024


def main() -> int:
    """Prints a line a page."""
    from playwright.sync_api import Error, sync_playwright

    path = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        try:
            pages = _pages(browser)
        except Error as error:
            print(f"{SITE} does not answer: start the site with `make run`, or name it with SITE=…\n{error.message}")
            return 1
        results = {name: _weighed(browser, address) for name, address in pages.items()}
    return _table(results)


def _pages(browser: "Browser") -> dict[str, str]:
    """A page of each kind, as the front page links to them."""
    page = browser.new_page()
    page.goto(SITE)
    project = page.locator("a[href^='/p/']").first.get_attribute("href") or "/"
    year = page.evaluate(
        "() => [...document.querySelectorAll('a')].map(a => a.getAttribute('href')).find(a => /^.\\d{6}.20\\d\\d.$/.test(a))"
    )
    page.close()
    found = {"front page": "/", "project": project, "echo wall": "/echo/", "look up": "/look-up/"}
    return found | ({"year": year, "board": f"{year}board/", "suggestions": f"{year}suggestions/"} if year else {})


def _weighed(browser: "Browser", address: str) -> Weighed:
    """The middle of several first visits."""
    visits = [_visit(browser, address) for _ in range(TIMES)]
    middle = sorted(visits, key=lambda visit: visit.seen)[TIMES // 2]
    return Weighed(visits[0].weight, middle.seen, middle.waited)


def _visit(browser: "Browser", address: str) -> Weighed:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, device_scale_factor=2, is_mobile=True, has_touch=True, locale="zh-CN"
    )
    page = context.new_page()
    weight = _slowed(page)
    page.goto(SITE + address, wait_until="networkidle")
    page.wait_for_function(PAINTED)
    seen, waited = page.evaluate(TIMES_OF_PAGE)
    context.close()
    return Weighed(weight, seen / 1000, waited / 1000)


def _slowed(page: "Page") -> Counter[str]:
    """Throttles a page, and counts from now on what comes over the line."""
    line, kinds, weight = page.context.new_cdp_session(page), {}, Counter[str]()
    line.send("Network.enable")
    line.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": LATENCY_MS,
            "downloadThroughput": BYTES_A_SECOND,
            "uploadThroughput": BYTES_A_SECOND / 2,
        },
    )
    line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    line.on("Network.responseReceived", lambda said: kinds.update({said["requestId"]: said["type"]}))
    line.on(
        "Network.loadingFinished",
        lambda said: weight.update(
            {KINDS.get(kinds.get(said["requestId"], ""), "other"): int(said["encodedDataLength"])}
        ),
    )
    return weight


def _table(results: dict[str, Weighed]) -> int:
    missed = 0
    print(
        f"{'page':<16}{'html':>8}{'css':>8}{'js':>8}{'photos':>9}{'before photos':>15}{'first seen':>12}{'of it waited':>14}"
    )
    for name, result in results.items():
        heavy = name in BUDGETED and result.before_photos > MOST_KB
        late = name in BUDGETED and result.seen > MOST_SECONDS
        missed += heavy or late
        parts = "".join(f"{result.weight[kind] / 1024:>8.1f}" for kind in ("html", "css", "js"))
        sums = f"{result.weight['photos'] / 1024:>9.1f}{result.before_photos:>12.1f} KB{result.seen:>10.2f} s{result.waited:>12.2f} s"
        print(f"{name:<16}{parts}{sums}{'   missed' if heavy or late else ''}", flush=True)
    return int(missed > 0)
