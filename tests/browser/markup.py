"""What a page is built of, read without a browser: a page of the same building blocks looks no different to axe-core."""

from collections import Counter
from collections.abc import Iterator

from lxml import html

REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "list")
Shape = tuple[str, str, str, tuple[str, ...]]


def shapes(page: bytes) -> set[Shape]:
    """Each kind of element with what it stands in, its classes and the names of its attributes."""
    return {
        (_kind(node.getparent()), _kind(node), node.get("type") or node.get("role") or "", tuple(sorted(node.keys())))
        for node in html.fromstring(page).iter("*")
    }


def _kind(node) -> str:
    return "" if node is None else f"{node.tag}.{'.'.join(sorted((node.get('class') or '').split()))}"


def wrong_in(page: bytes) -> Iterator[str]:
    """Ids that stand twice, and labels and descriptions that belong to nothing."""
    tree = html.fromstring(page)
    ids = Counter(node.get("id") for node in tree.iter("*") if node.get("id"))
    yield from (f"id {one} stands {times} times" for one, times in ids.items() if times > 1)
    for node in tree.iter("*"):
        for name in REFERENCES:
            for one in (node.get(name) or "").split():
                if one not in ids:
                    yield f"{name}={one} belongs to nothing"
