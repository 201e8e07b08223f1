"""Keeping files: judged by their bytes, photos re-encoded (which drops hidden data), size bounded."""

import hashlib
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from piaojue.commons.evidence.kinds import PAPERS, Kind, kind_of
from piaojue.commons.evidence.models import Upload
from piaojue.commons.evidence.pictures import Photo, as_photo, is_picture
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.places.models import Place
from piaojue.commons.roles import Role
from piaojue.commons.web.holding import LIMIT_BYTES

ENDINGS = {kind.mime: kind.endings[0] for kind in PAPERS} | {"image/jpeg": ".jpg"}


@dataclass(frozen=True)
class Seen:
    """When and where a photo was taken (degrees), and its size in pixels."""

    taken_at: datetime | None = None
    lng: float | None = None
    lat: float | None = None
    width: int | None = None
    height: int | None = None


def keep(file: UploadedFile, *, place: Place, by: Seat | None, photo: bool = False, public: bool = False) -> Upload:
    """Store one upload. Pictures become JPEG of at most 1920 pixels, papers stay as they are.

    Where a photo was taken is kept of those who work on a site. A resident's photo may have been taken at home.

    photo:  only pictures are allowed
    raises: Refused when too large, empty, broken, or of another kind, which is named
    """
    name = file.name or ""
    if (file.size or 0) > LIMIT_BYTES:
        raise Refused(_("“%(name)s”超过 10 MB，请压缩后再上传") % {"name": name})
    data = file.read()
    if not data:
        raise Refused(_("“%(name)s”是空文件") % {"name": name})
    if is_picture(data):
        taken = as_photo(data, name)
        return store(
            taken.data,
            name=_as_jpeg(name),
            mime="image/jpeg",
            place=place,
            by=by,
            public=public,
            seen=Seen(taken.taken_at, *_kept_place(taken, by), *taken.size),
        )
    kind = kind_of(data, name)
    if photo or kind not in PAPERS:
        raise Refused(_what_it_is(kind, name, photo))
    return store(data, name=_with_ending(name, kind), mime=kind.mime, place=place, by=by, public=public)


def _kept_place(taken: Photo, by: Seat | None) -> tuple[float | None, float | None]:
    """Longitude and latitude, as far as they are kept."""
    if taken.place is None or by is None or by.role == Role.RESIDENT:
        return None, None
    return taken.place


def _what_it_is(kind: Kind, name: str, photo: bool) -> str:
    """Why it is not taken: what it is, and what is taken instead."""
    shown = {"name": name, "kind": kind.noun}
    if photo:
        return _("“%(name)s”是%(kind)s，不是照片，请上传 JPG、PNG、HEIC 等格式的照片") % shown
    return _("“%(name)s”是%(kind)s，不能上传；请改为 PDF、Word、WPS、Excel、OFD 文件或图片") % shown


def _as_jpeg(name: str) -> str:
    """A name that says JPEG: what was converted would not open under its old ending."""
    if name.lower().endswith((".jpg", ".jpeg")):
        return name
    stem, dot, _ending = name.rpartition(".")
    return f"{stem if dot and stem else name}.jpg"


def _with_ending(name: str, kind: Kind) -> str:
    return name if name.lower().endswith(kind.endings) else f"{name}{kind.endings[0]}"


def store(
    data: bytes,
    *,
    name: str,
    mime: str,
    place: Place,
    by: Seat | None,
    public: bool = False,
    seen: Seen | None = None,
) -> Upload:
    """Store bytes made by ourselves (generated documents, archives) or checked by `keep`. seen: what a photo says of itself."""
    digest = hashlib.sha256(data).hexdigest()
    upload = Upload(
        place=place,
        name=name[-120:],
        mime=mime,
        size=len(data),
        sha256=digest,
        public=public,
        seat=by,
        **(asdict(seen) if seen else {}),
    )
    name = f"{digest[:24]}-{secrets.token_hex(4)}{ENDINGS.get(mime, '.bin')}"  # a file of each upload's own, on any storage
    upload.file.save(name, ContentFile(data), save=False)
    upload.save()
    return upload
