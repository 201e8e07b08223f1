"""Drawn pictures in place of photos, with the time and the place in them as a phone writes them."""

import io
from datetime import datetime
from random import Random

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image, ImageDraw, ImageFont

from piaojue.commons.evidence.keep import keep
from piaojue.commons.evidence.models import Upload
from piaojue.commons.people.models import Seat
from piaojue.rehearsal.scenery.canvas import HIGH, Canvas
from piaojue.rehearsal.scenery.sites import AFTER, BEFORE, DURING, site_of
from piaojue.rehearsal.scenery.where import spot_of
from piaojue.stages.deliver.public import Project

MADE, TAKEN, GPS, EXIF = 0x010F, 36867, 0x8825, 0x8769
Spot = tuple[float, float]
"""Longitude and latitude, degrees."""


def stage_at(done: int) -> str:
    """What a site looks like at `done` %."""
    return BEFORE if done < 8 else AFTER if done >= 95 else DURING


def photo_of(project: Project, number: int, *, by: Seat, done: int | None = None) -> Upload:
    """A photo of a project, kept like any uploaded photo, public.

    number: tells its photos apart; done: how far the site is, %, else as far as the project is
    """
    share = project.progress if done is None else done
    page = Canvas(Random(project.pk), weather=Random(project.pk * 40 + number))
    page.sky()
    site_of(project.title)(page, stage_at(share))
    taken = timezone.localtime().replace(hour=9 + number % 8, minute=(project.pk * 7 + number * 11) % 60)
    image = _stamped(page.finished(), taken)
    data = _as_phone_writes(image, taken, spot_of(project.spot_id, project.pk))
    file = SimpleUploadedFile(f"现场{project.no}-{number}.jpg", data, "image/jpeg")
    return keep(file, place=by.place, by=by, photo=True, public=True)


def _stamped(image: Image.Image, taken: datetime) -> Image.Image:
    """The time in the corner, as the phones of site managers put it there."""
    draw = ImageDraw.Draw(image)
    words = f"{taken:%Y.%m.%d %H:%M}"
    for shift, fill in ((2, (20, 20, 20)), (0, (255, 236, 190))):
        draw.text((22 + shift, HIGH - 46 + shift), words, fill=fill, font=ImageFont.load_default(26))
    return image


def _as_phone_writes(image: Image.Image, taken: datetime, spot: Spot | None) -> bytes:
    exif = Image.Exif()
    exif[MADE] = "piaojue rehearsal"
    exif.get_ifd(EXIF)[TAKEN] = f"{taken:%Y:%m:%d %H:%M:%S}"
    if spot:
        exif.get_ifd(GPS).update(
            {
                1: "N" if spot[1] >= 0 else "S",
                2: _degrees(spot[1]),
                3: "E" if spot[0] >= 0 else "W",
                4: _degrees(spot[0]),
            }
        )
    out = io.BytesIO()
    image.save(out, "JPEG", quality=88, exif=exif)
    return out.getvalue()


def _degrees(value: float) -> tuple[float, float, float]:
    """Degrees, minutes, seconds."""
    minutes = abs(value) % 1 * 60
    return float(int(abs(value))), float(int(minutes)), round(minutes % 1 * 60, 2)
