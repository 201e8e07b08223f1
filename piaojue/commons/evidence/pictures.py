"""Photos made fit to be kept: upright, in sRGB, on white, at most 1920 pixels, as JPEG, without anything hidden in them.

What a picture is, its bytes say. It is scaled while it is decoded (JPEG) or strip by strip, a large one in a process of its own.
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pillow_heif
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageFile

from piaojue.commons.evidence.apart import TooMuch, made_apart
from piaojue.commons.moves import Refused

pillow_heif.register_heif_opener(thumbnails=False)
LONGEST_SIDE = 1920  # pixels
MOST_PIXELS = 250_000_000
MOST_MEMORY = 512 * 2**20  # bytes while one picture is decoded
LARGE = 12_000_000  # pixels; a larger picture is decoded in a process of its own, one at a time on a machine
Image.MAX_IMAGE_PIXELS = MOST_PIXELS  # Pillow itself refuses twice as many when it opens a file
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF", "AVIF", "GIF", "BMP")  # MPO of several cameras is read as JPEG
BYTES_A_PIXEL = {"HEIF": 9, "AVIF": 9, "WEBP": 16}
"""At the peak of decoding, measured; others have what Pillow keeps of a pixel."""
TURNS = {
    2: (Image.Transpose.FLIP_LEFT_RIGHT,),
    3: (Image.Transpose.ROTATE_180,),
    4: (Image.Transpose.FLIP_TOP_BOTTOM,),
    5: (Image.Transpose.TRANSPOSE,),
    6: (Image.Transpose.ROTATE_270,),
    7: (Image.Transpose.TRANSVERSE,),
    8: (Image.Transpose.ROTATE_90,),
}
"""EXIF's orientation → what puts the picture upright."""
ORIENTATION, CHANGED, EXIF, TAKEN, GPS = 274, 306, 0x8769, 36867, 0x8825
_profiles = ImageCms.createProfile("sRGB")


@dataclass(frozen=True)
class Photo:
    """data: a JPEG; taken_at, place: what the camera says, None where it says nothing.

    place: longitude and latitude, degrees; size: width and height, pixels
    """

    data: bytes
    taken_at: datetime | None
    place: tuple[float, float] | None
    size: tuple[int, int]


def as_photo(data: bytes, name: str) -> Photo:
    """The picture as it is kept. `name` is only for what is said.

    raises: Refused: broken, or larger than what a server can take
    """
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint, once imported, would have half a photo pass
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            _refuse_too_large(picture, name)
            if picture.width * picture.height <= LARGE:
                return _photo(picture)
        return Photo(**made_apart(data))
    except Image.DecompressionBombError as error:
        raise Refused(_too_large(name, MOST_PIXELS)) from error
    except (OSError, ValueError, SyntaxError, EOFError, RuntimeError, MemoryError, TooMuch) as error:
        raise Refused(_("“%(name)s”打不开，可能已损坏，请换一张照片") % {"name": name}) from error


def decoded(data: bytes) -> Photo:
    """The same, of bytes that were looked at before; runs in a process of its own. raises: what Pillow raises."""
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
        return _photo(picture)


def is_picture(data: bytes) -> bool:
    """Whether the bytes are a picture of a kind that is understood, whole or not."""
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS):
            return True
    except Image.DecompressionBombError:
        return True
    except (OSError, ValueError, SyntaxError, EOFError, RuntimeError, MemoryError):
        return False


def _refuse_too_large(picture: Image.Image, name: str) -> None:
    most = int(min(MOST_PIXELS, MOST_MEMORY / _bytes_a_pixel(picture)))
    if picture.width * picture.height > most:
        raise Refused(_too_large(name, most))


def _too_large(name: str, most: int) -> str:
    shown = {"name": name, "n": most // 1_000_000}
    return _("“%(name)s”的像素太多，这种格式最多 %(n)s 百万像素。请在手机或电脑上改小后再上传") % shown


def _bytes_a_pixel(picture: Image.Image) -> float:
    """What decoding takes at its peak, in bytes for one pixel of the file."""
    kept = {"1": 1, "L": 1, "P": 1, "I;16": 2, "I;16B": 2}.get(picture.mode, 4)
    if picture.format not in ("JPEG", "MPO"):
        return BYTES_A_PIXEL.get(picture.format or "", kept)
    scaled = kept * _scale(picture) ** -2
    # a progressive one is held whole, two bytes for each value of each band
    return scaled + (2 * len(picture.getbands()) if picture.info.get("progressive") else 0)


def _scale(picture: Image.Image) -> int:
    """By how much a picture can shrink before it has twice the pixels a side that are kept: 1, 2, 4 or 8."""
    spare = max(picture.size) / (2 * LONGEST_SIDE)
    return max(step for step in (1, 2, 4, 8) if step <= max(1, spare))


def _photo(picture: Image.Image) -> Photo:
    exif, profile = picture.getexif(), picture.info.get("icc_profile")
    stamp = exif.get_ifd(EXIF).get(TAKEN) or exif.get(CHANGED)
    place, turns = _place(exif.get_ifd(GPS)), TURNS.get(exif.get(ORIENTATION, 1), ())
    picture.draft(None, _at_least(picture))
    small = _in_srgb(_reduced(picture), profile)
    small.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    for turn in turns:
        small = small.transpose(turn)
    small.info.clear()  # a JPEG's comment would be written out again
    out = io.BytesIO()
    small.save(out, "JPEG", quality=85)
    return Photo(out.getvalue(), _time(stamp), place, small.size)


def _at_least(picture: Image.Image) -> tuple[int, int]:
    """The size below which a JPEG is not to be scaled while it is decoded."""
    scale = _scale(picture)
    return picture.width // scale, picture.height // scale


def _reduced(picture: Image.Image) -> Image.Image:
    """The picture without transparency, made smaller strip by strip, so that a large one is not held twice."""
    factor = max(picture.size) // (2 * LONGEST_SIDE)
    if factor < 2:
        return _opaque(picture)
    width, height = (-(-side // factor) for side in picture.size)
    strip, whole = factor * 64, None
    for top in range(0, picture.height, strip):
        part = _opaque(picture.crop((0, top, picture.width, min(top + strip, picture.height)))).reduce(factor)
        if whole is None:
            whole = Image.new(part.mode, (width, height))
        whole.paste(part, (0, top // factor))
    assert whole is not None
    return whole


def _opaque(picture: Image.Image) -> Image.Image:
    """On white, with 8 bits a band: L, RGB or CMYK."""
    if picture.has_transparency_data:
        seen = picture.convert("RGBA")
        white = Image.new("RGBA", seen.size, "white")
        white.alpha_composite(seen)
        return white.convert("RGB")
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    return picture if picture.mode in ("L", "RGB", "CMYK") else picture.convert("RGB")


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """In the colours that browsers take a JPEG without a profile to have."""
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(picture, source, _profiles, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):  # a profile of other bands, or a broken one
            return picture.convert("RGB")
        return converted or picture.convert("RGB")
    return picture.convert("RGB")


def _place(gps: Mapping[int, Any]) -> tuple[float, float] | None:
    """Longitude and latitude of EXIF's degrees, minutes and seconds; None where they are missing or impossible."""
    try:
        lat = sum(float(part) / 60**step for step, part in enumerate(gps[2])) * (-1 if gps.get(1) == "S" else 1)
        lng = sum(float(part) / 60**step for step, part in enumerate(gps[4])) * (-1 if gps.get(3) == "W" else 1)
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return None
    if not (abs(lat) <= 90 and abs(lng) <= 180) or (lat, lng) == (0, 0):
        return None
    return round(lng, 6), round(lat, 6)


def _time(stamp: str | None) -> datetime | None:
    try:
        when = datetime.strptime(str(stamp), "%Y:%m:%d %H:%M:%S") if stamp else None
    except ValueError:
        return None
    return when.replace(tzinfo=ZoneInfo("Asia/Shanghai")) if when else None
