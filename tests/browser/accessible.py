"""A page at phone and at desk width: axe-core finds nothing serious, nothing runs out of the width, no script fails."""

from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.windows import DESK, PHONE

AXE = (Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js").read_text()
CHECK = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations
    .filter(v => ['serious', 'critical'].includes(v.impact))
    .map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.target.join(' ')).join(' | '))"""


def wrong_with(page: Page) -> Iterator[str]:
    """What somebody would stumble over."""
    page.evaluate(AXE)
    for name, size in (("phone", PHONE), ("desk", DESK)):
        page.set_viewport_size(size)
        yield from (f"{name}: {found}" for found in page.evaluate(CHECK))
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if overflow > 1:
            yield f"{name}: {overflow} px wider than the screen"
    yield from page.errors
