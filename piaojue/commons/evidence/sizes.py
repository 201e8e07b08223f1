"""Photos in the sizes that pages show: WebP, made when first asked for and kept beside the photo.

WebP because each browser of the last six years reads it and Pillow writes it in a few milliseconds. AVIF saves another fifth but takes
twenty times as long to write, on a server of two processors while somebody waits.
"""

import io

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from piaojue.commons.evidence.models import Upload

WIDTHS = (320, 960)
"""Pixels: a thumbnail on a sharp phone, the whole width of one."""
FOLDER = "sizes"


def sized(upload: Upload, width: int) -> bytes:
    """The photo as WebP, at most `width` pixels wide; never wider than it is.

    raises: ValueError: a width that is not offered, or no photo
    """
    if width not in WIDTHS or not upload.is_photo:
        raise ValueError(f"{width} pixels of upload {upload.pk}")
    name = _name(upload, width)
    if default_storage.exists(name):
        with default_storage.open(name) as kept:
            return kept.read()
    with upload.file.open("rb") as original, Image.open(original) as picture:
        image = picture.convert("RGB")
        image.thumbnail((width, width * 4), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    image.save(out, "WEBP", quality=74, method=4)
    default_storage.save(name, ContentFile(out.getvalue()))
    return out.getvalue()


def forget_sizes(upload: Upload) -> None:
    """Remove what was made of a photo that goes."""
    for width in WIDTHS:
        default_storage.delete(_name(upload, width))


def _name(upload: Upload, width: int) -> str:
    """By the content: two uploads of the same photo share their sizes, none of another photo is ever shown."""
    return f"{FOLDER}/{upload.sha256[:2]}/{upload.sha256}-{width}.webp"
