"""The pictures of the README, taken from a running site with the sample's data (make run):

python deploy/pictures.py http://127.0.0.1:8000
"""

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
CHROMIUM = next(
    (path for path in ("/usr/bin/chromium-headless-shell", "/usr/bin/chromium") if Path(path).exists()), None
)
SHOTS = (
    ("phone", 390, 844, "a[href^='/p/'].tile"),
    ("desk", 1440, 900, ""),
    ("wall", 1920, 1080, "wall"),
)
"""(name, width, height, what is opened): a project from the front page, the front page of a place, the city's wall."""


def take(browser: Browser, site: str, name: str, width: int, height: int, opened: str) -> int:
    """One picture as WebP; returns its bytes."""
    page = browser.new_page(viewport={"width": width, "height": height})
    page.context.add_cookies([{"name": "at", "value": "150102", "url": site}])
    page.goto(f"{site}/city/1501/wall/" if opened == "wall" else site, wait_until="networkidle")
    if opened and opened != "wall":
        page.locator(opened).first.click()
        page.wait_for_load_state("networkidle")
    out = io.BytesIO()
    with Image.open(io.BytesIO(page.screenshot())) as shown:
        image = shown.convert("RGB")
    image.thumbnail((1200, 1200))
    image.save(out, "WEBP", quality=80)
    (IMAGES / f"{name}.webp").write_bytes(out.getvalue())
    page.close()
    return len(out.getvalue())


if __name__ == "__main__":
    site = sys.argv[1].rstrip("/") if len(sys.argv) > 1 else "http://127.0.0.1:8000"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        for shot in SHOTS:
            print(f"{shot[0]}.webp {take(browser, site, *shot) // 1024} KB")
        browser.close()
