"""Every page a door opens: axe-core finds nothing serious, nothing runs out of a phone's width."""

import json
from pathlib import Path

import pytest

from tests.browser.conftest import DESK, PHONE
from tests.doors import ACTORS
from tests.gates.test_doors import all_doors

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
PAGES = [door for door in all_doors() if door.method == "get" and door.open_to]
CHECK = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations
    .filter(v => ['serious', 'critical'].includes(v.impact))
    .map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.target.join(' ')).join(' | '))"""


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("door", PAGES, ids=lambda door: door.name)
def test_a_page_is_accessible_and_fits_the_phone(door, cast, visit):
    values = (door.setup(cast) if door.setup else None) or {}
    role = min(door.open_to, key=list(ACTORS).index)
    seat = getattr(cast, ACTORS[role]) if ACTORS[role] else None
    for size in (PHONE, DESK):
        page = visit(seat, size)
        answer = page.goto(door.path.format(**values), wait_until="load")
        if "html" not in (answer.header_value("content-type") or ""):
            return
        page.add_script_tag(path=str(AXE))
        assert json.dumps(page.evaluate(CHECK), ensure_ascii=False) == "[]"
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow <= 1, f"{overflow}px wider than the screen"
        page.context.close()
