"""A page at phone and at desk width: axe-core finds nothing serious, nothing runs out of the width, no script fails."""

from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.windows import DESK, PHONE

AXE = (Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js").read_text()
NEVER_SERIOUS = [
    "aria-allowed-role",
    "empty-heading",
    "empty-table-header",
    "heading-order",
    "image-redundant-alt",
    "landmark-banner-is-top-level",
    "landmark-complementary-is-top-level",
    "landmark-contentinfo-is-top-level",
    "landmark-main-is-top-level",
    "landmark-no-duplicate-banner",
    "landmark-no-duplicate-contentinfo",
    "landmark-no-duplicate-main",
    "landmark-one-main",
    "landmark-unique",
    "meta-viewport-large",
    "page-has-heading-one",
    "presentation-role-conflict",
    "region",
    "scope-attr-valid",
    "skip-link",
    "table-duplicate-name",
]
"""axe-core gives them moderate or minor impact at the most: what they find is not asked here, finding it takes its time."""
CHECK = """async off => (await axe.run(document, {resultTypes: ['violations'], rules: Object.fromEntries(off.map(rule => [rule, {enabled: false}]))})).violations
    .filter(v => ['serious', 'critical'].includes(v.impact))
    .map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.target.join(' ')).join(' | '))"""


SMALL = """() => {
  const seen = (e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest(".vh, .sr, .skip, svg, .hall");
  const box = (e) => (e.matches("[type=radio], [type=checkbox]") && e.labels?.[0] ? e.labels[0] : e).getBoundingClientRect();
  const laid = (e) => Math.max(0, ...["::before", "::after"].map((part) => getComputedStyle(e, part))
    .filter((style) => style.content !== "none" && style.position === "absolute").map((style) => parseFloat(style.height)));
  const others = (e) => [...e.parentElement.childNodes].filter((n) => n !== e && !n.matches?.("a, button"));
  const amid = (e) => getComputedStyle(e).display === "inline" &&
    others(e).some((n) => /[^\\s›·，。：；、（）|]/.test(n.textContent));
  return [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
    .filter((e) => seen(e) && box(e).width > 2 && Math.max(box(e).height, laid(e)) < 43.5 && !amid(e))
    .map((e) => `${e.parentElement.className || e.parentElement.tagName} > ${e.className || e.tagName} ` +
      `“${(e.textContent || e.name).trim().slice(0, 12)}” ${Math.round(box(e).height)} px`);
}"""
"""What a thumb misses: lower than 44 pixels, where it is neither a word amid others nor a part of a map (WCAG 2.5.8)."""


class Window(Page):
    """A page as the fixture `glance` shows it, for annotations. errors: what its scripts ran into."""

    errors: list[str]


def wrong_with(page: Window, looked_at: str = "phone") -> Iterator[str]:
    """What somebody would stumble over.

    looked_at: at which width its reader has it, phone or desk. axe-core looks there; nothing runs out of either.
    """
    page.evaluate(AXE)
    for name, size in (("phone", PHONE), ("desk", DESK)):
        page.set_viewport_size(size)
        if name == looked_at:
            yield from (f"{name}: {fault}" for fault in page.evaluate(CHECK, NEVER_SERIOUS))
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if overflow > 1:
            yield f"{name}: {overflow} px wider than the screen"
    yield from page.errors


def too_low(page: Page) -> list[str]:
    """What a thumb misses on a phone's page."""
    page.set_viewport_size(PHONE)
    return page.evaluate(SMALL)
