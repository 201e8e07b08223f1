"""Drawn pictures in place of photos: no real place, no real person."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from piaojue.commons.evidence.keep import keep
from piaojue.commons.evidence.models import Upload
from piaojue.commons.people.models import Seat

SKY, GROUND, WALL, ROOF = (196, 220, 240), (150, 170, 120), (214, 190, 160), (150, 70, 60)


def picture(number: int, *, by: Seat, done: int = 100) -> Upload:
    """A building site at `done` %, different for each number; kept like any uploaded photo, public."""
    image = Image.new("RGB", (960, 640), SKY)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 460, 960, 640), fill=GROUND)
    height = 60 + 3 * done
    left = 120 + (number * 53) % 360
    draw.rectangle((left, 480 - height, left + 380, 480), fill=WALL)
    for row in range(max(1, height // 70)):
        for column in range(5):
            x, y = left + 25 + column * 72, 480 - height + 20 + row * 70
            draw.rectangle((x, y, x + 36, y + 40), fill=(90 + (number * 7) % 60, 120, 150))
    if done >= 100:
        draw.polygon((left - 20, 480 - height, left + 400, 480 - height, left + 190, 410 - height), fill=ROOF)
    else:
        draw.line((left + 410, 480, left + 410, 120, left + 150, 120), fill=(200, 150, 20), width=10)
    out = io.BytesIO()
    image.save(out, "PNG")
    file = SimpleUploadedFile(f"现场{number}.png", out.getvalue(), "image/png")
    return keep(file, place=by.place, by=by, photo=True, public=True)
