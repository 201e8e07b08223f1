"""The first screen of each kind of page, as it was approved: on a phone, on a desk and on a wall.

The pictures in `pictures/` are small and grey. A page may differ by dates and a line more or less, not by its shape. Where one
differs, both stand beside each other in `var/test/pictures/`, the approved one on the left, and what differs in red on the
right. `APPROVE=1 pytest tests/browser/test_pictures.py` keeps what is seen now; look at it before you commit it.
"""

import io
import os
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter

from piaojue.commons.years.road import Stage
from piaojue.journey.tests import make
from piaojue.stages.suggest.tests import make as suggest
from tests import cast as the_cast
from tests.browser.windows import DESK, HALL, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.once]

ROOT = Path(__file__).resolve().parents[2]
APPROVED, DIFFERENT = Path(__file__).parent / "pictures", ROOT / "var" / "test" / "pictures"
SIZES = {"phone": PHONE, "desk": DESK, "wall": HALL}
PAGES = {
    "home": "/",
    "year": "/150102/2026/",
    "project": "/p/EL2026/",
    "suggest": "/150102/2027/suggest/",
    "suggestions": "/150102/2027/suggestions/",
    "echo": "/150102/2026/echo/",
    "board": "/150102/2026/board/",
    "city": "/city/1501/",
}
BY_DAY = "2026-06-01T10:00:00Z"
WALLS = {"city-wall": "/city/1501/wall/", "wall": "/150102/2026/wall/"}
SCALE, LEVELS = 4, 16
SEEN, MOST = 56, 0.03
"""From which difference of brightness (of 255) a dot counts, and which share of the dots may differ."""


def small(shot: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(shot)).convert("L")
    return picture.resize((picture.width // SCALE, picture.height // SCALE), Image.Resampling.BOX)


def differing(one: Image.Image, other: Image.Image) -> tuple[float, Image.Image]:
    """The share of dots that differ, and a picture of them."""
    if one.size != other.size:
        return 1.0, other
    blurred = (picture.filter(ImageFilter.GaussianBlur(2)) for picture in (one, other))
    dots = ImageChops.difference(*blurred).point(lambda value: 255 if value > SEEN else 0)
    return sum(dots.histogram()[255:]) / (dots.width * dots.height), dots


def keep(name: str, picture: Image.Image) -> None:
    """A few KB: sixteen levels of grey are enough for a shape."""
    APPROVED.mkdir(exist_ok=True)
    picture.quantize(LEVELS).save(APPROVED / f"{name}.png", optimize=True)


def show(name: str, approved: Image.Image, now: Image.Image, dots: Image.Image) -> None:
    """Both, and what differs in red."""
    DIFFERENT.mkdir(parents=True, exist_ok=True)
    marked = now.convert("RGB")
    marked.paste((200, 20, 20), mask=dots.convert("L"))
    sheet = Image.new("RGB", (approved.width + now.width + marked.width, max(approved.height, now.height)))
    for at, picture in ((0, approved), (approved.width, now), (approved.width + now.width, marked)):
        sheet.paste(picture.convert("RGB"), (at, 0))
    sheet.save(DIFFERENT / f"{name}.png")


def unlike(name: str, now: Image.Image) -> str:
    """What to say of a picture that is not as it was approved; empty when it is."""
    if os.environ.get("APPROVE"):
        keep(name, now)
        return ""
    path = APPROVED / f"{name}.png"
    if not path.is_file():
        return f"{name}: nobody has approved it yet"
    approved = Image.open(path).convert("L")
    share, dots = differing(approved, now)
    if share <= MOST:
        return ""
    show(name, approved, now, dots)
    return f"{name}: {share:.1%} of the picture differ"


def test_a_shape_that_changed_is_seen_and_a_date_is_not():
    page = Image.new("L", (100, 200), 255)
    dated, moved = page.copy(), page.copy()
    dated.paste(0, (10, 10, 30, 14))
    moved.paste(0, (0, 100, 100, 200))
    assert differing(page, dated)[0] <= MOST < differing(page, moved)[0]
    assert differing(page, Image.new("L", (100, 210), 255))[0] > MOST


def test_pages_look_as_they_were_approved(cast, glance):
    make.whole_life(cast)
    asking = the_cast.year(cast.xincheng, number=2027, stage=Stage.SOLICITING)
    for title in ("给南街小区加装电梯", "修一修北巷的路灯", "体育场旁边缺公厕"):
        suggest.suggestion(cast, asking, title=title, content=title)
    faults = []
    for name, path in (PAGES | WALLS).items():
        page = glance(None, path)
        if name in WALLS:
            page.clock.set_fixed_time(BY_DAY)  # from ten to six they are dimmed
            page.reload()
        for size in SIZES if name in PAGES else ["wall"]:
            page.set_viewport_size(SIZES[size])
            page.wait_for_load_state("networkidle")
            faults.append(unlike(f"{name}-{size}", small(page.screenshot())))
    assert [fault for fault in faults if fault] == []
