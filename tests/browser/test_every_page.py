"""Every page a door opens: axe-core finds nothing serious, nothing runs out of a phone's width, no script fails."""

from pathlib import Path

import pytest

from tests.browser.windows import DESK, PHONE
from tests.doors import ACTORS
from tests.gates.test_doors import all_doors

AXE = (Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js").read_text()
PAGES = [door for door in all_doors() if door.method == "get" and door.open_to]
CHECK = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations
    .filter(v => ['serious', 'critical'].includes(v.impact))
    .map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.target.join(' ')).join(' | '))"""


def is_page(answer) -> bool:
    """Not a file, a part of a page or the way to another one."""
    return answer.status_code == 200 and "html" in answer["Content-Type"] and b"<html" in answer.content


@pytest.mark.browser
@pytest.mark.django_db
@pytest.mark.parametrize("door", PAGES, ids=lambda door: door.name)
def test_a_page_is_accessible_and_fits_the_phone(door, cast, as_, glance):
    values = (door.setup(cast) if door.setup else None) or {}
    role = min(door.open_to, key=list(ACTORS).index)
    seat = getattr(cast, ACTORS[role]) if ACTORS[role] else None
    path = door.path.format(**values)
    answer = as_(seat).get(path)
    if not is_page(answer):
        return
    page = glance(seat, path, answer)
    page.evaluate(AXE)
    wrong = []
    for name, size in (("phone", PHONE), ("desk", DESK)):
        page.set_viewport_size(size)
        wrong += [f"{name}: {found}" for found in page.evaluate(CHECK)]
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if overflow > 1:
            wrong.append(f"{name}: {overflow} px wider than the screen")
    assert wrong + page.errors == []
