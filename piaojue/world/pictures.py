"""Pictures for other programs: the card that a chat shows for a project's address, and the site's icon."""

import io
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, ImageOps

WIDTH, HEIGHT, MARGIN = 1200, 630, 64
"""What chats and networks ask for, in pixels."""
RED, INK, GREY, PAPER = "#b3231b", "#1f1b18", "#6b635c", "#ffffff"
LAMPS = {"green": "#1f7a4d", "yellow": "#b8860b", "red": "#b3231b"}
FAMILY = "Noto Sans CJK SC:bold"
LINES = 3
"""Lines that a title may take."""


@dataclass(frozen=True)
class Card:
    """What stands on it. lamp: green, yellow, red, or empty; photo: its newest photo as a file, or empty."""

    title: str
    where: str
    state: str
    progress: int
    lamp: str
    photo: bytes = b""


@lru_cache(1)
def _font_file() -> str:
    """A bold Chinese font of this machine; empty: there is none."""
    try:
        found = subprocess.run(["fc-match", "-f", "%{file}", FAMILY], capture_output=True, text=True, timeout=5)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return found.stdout if Path(found.stdout).is_file() else ""


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.truetype(_font_file(), size) if _font_file() else ImageFont.load_default(size)


@lru_cache(128)
def card(what: Card) -> bytes:
    """The picture as PNG; the last 128 are kept."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    right = _put_photo(image, what.photo)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, WIDTH, 18), fill=LAMPS.get(what.lamp, RED))
    pen.text((MARGIN, 70), what.where, font=_font(34), fill=GREY)
    font, room = _font(64), right - 2 * MARGIN
    for number, line in enumerate(_lines(what.title, font, room)):
        pen.text((MARGIN, 140 + 84 * number), line, font=font, fill=INK)
    pen.text((MARGIN, 446), what.state, font=_font(40), fill=LAMPS.get(what.lamp, INK))
    pen.rectangle((MARGIN, 520, MARGIN + room, 548), fill="#e8e2da")
    pen.rectangle((MARGIN, 520, MARGIN + room * min(what.progress, 100) // 100, 548), fill=LAMPS.get(what.lamp, RED))
    pen.text((MARGIN, 566), "票决 · 民生实事", font=_font(28), fill=GREY)
    return _png(image)


def _put_photo(image: Image.Image, photo: bytes) -> int:
    """The photo in the right third. Returns where the words end."""
    if not photo:
        return WIDTH
    try:
        with Image.open(io.BytesIO(photo)) as opened:
            fitted = ImageOps.fit(opened.convert("RGB"), (440, HEIGHT))
    except OSError:  # damaged: a card without a photo is a card
        return WIDTH
    image.paste(fitted, (WIDTH - 440, 0))
    return WIDTH - 440


def _lines(text: str, font: ImageFont.FreeTypeFont | ImageFont.ImageFont, room: int) -> Iterator[str]:
    """The text in lines that fit; what is too long ends with …"""
    line, number = "", 1
    for letter in text:
        if font.getlength(line + letter) <= room:
            line += letter
        elif number == LINES:
            yield line[:-1] + "…"
            return
        else:
            yield line
            line, number = letter, number + 1
    yield line


@lru_cache(4)
def icon(size: int) -> bytes:
    """The site's seal as PNG."""
    image = Image.new("RGB", (size, size), RED)
    pen = ImageDraw.Draw(image)
    pen.text((size / 2, size / 2), "票", font=_font(size * 7 // 10), fill=PAPER, anchor="mm" if _font_file() else None)
    return _png(image)


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG", optimize=False)
    return out.getvalue()
