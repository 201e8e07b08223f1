"""Keeping files: judged by content, photos re-encoded (which drops hidden data), size bounded."""

import hashlib
import io
from datetime import datetime
from zoneinfo import ZoneInfo

import magic
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from piaojue.commons.evidence.models import Upload
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.places.models import Place
from piaojue.commons.web.holding import LIMIT_BYTES

PHOTOS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
PAPERS = {
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/zip",
    "text/plain",
}
LONGEST_SIDE = 1920  # pixels
Image.MAX_IMAGE_PIXELS = 60_000_000


def keep(file: UploadedFile, *, place: Place, by: Seat | None, photo: bool = False, public: bool = False) -> Upload:
    """Store one upload. photo: only pictures are allowed, re-encoded to JPEG of at most 1920 pixels.

    raises: Refused when too large, empty, or not what it says it is
    """
    name = file.name or ""
    if (file.size or 0) > LIMIT_BYTES:
        raise Refused(_("“%(name)s”超过 10 MB，请压缩后再上传") % {"name": file.name})
    data = file.read()
    if not data:
        raise Refused(_("“%(name)s”是空文件") % {"name": file.name})
    mime, taken = magic.from_buffer(data[:4096], mime=True), None
    if photo or mime in PHOTOS:
        if mime not in PHOTOS:
            raise Refused(_("“%(name)s”不是照片，请上传 JPG、PNG 或 WebP 图片") % {"name": file.name})
        data, taken = _reencoded(data, name)
        mime = "image/jpeg"
    elif mime not in PAPERS:
        raise Refused(_("“%(name)s”的格式不支持，请上传 PDF、Word、Excel 或图片") % {"name": file.name})
    return store(data, name=name, mime=mime, place=place, by=by, public=public, taken_at=taken)


def store(
    data: bytes,
    *,
    name: str,
    mime: str,
    place: Place,
    by: Seat | None,
    public: bool = False,
    taken_at: datetime | None = None,
) -> Upload:
    """Store bytes made by ourselves (generated documents, archives) or checked by `keep`."""
    digest = hashlib.sha256(data).hexdigest()
    upload = Upload(
        place=place,
        name=name[-120:],
        mime=mime,
        size=len(data),
        sha256=digest,
        public=public,
        seat=by,
        taken_at=taken_at,
    )
    upload.file.save(f"{digest[:24]}{_ending(mime)}", ContentFile(data), save=False)
    upload.save()
    return upload


def _reencoded(data: bytes, name: str) -> tuple[bytes, datetime | None]:
    try:
        with Image.open(io.BytesIO(data)) as picture:
            stamp = picture.getexif().get(306)
            upright = ImageOps.exif_transpose(picture).convert("RGB")
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        raise Refused(_("“%(name)s”打不开，可能已损坏，请换一张照片") % {"name": name}) from error
    upright.info.clear()  # a JPEG's comment would be written out again
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=85)
    return out.getvalue(), _taken(stamp)


def _taken(stamp: str | None) -> datetime | None:
    try:
        return (
            datetime.strptime(stamp, "%Y:%m:%d %H:%M:%S").replace(tzinfo=ZoneInfo("Asia/Shanghai")) if stamp else None
        )
    except ValueError:
        return None


def _ending(mime: str) -> str:
    return {"image/jpeg": ".jpg", "application/pdf": ".pdf", "text/plain": ".txt", "application/zip": ".zip"}.get(
        mime, ".bin"
    )
