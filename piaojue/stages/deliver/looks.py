"""照片疑点: a photo that was used before, that looks like one, that was taken long before, or far from the site.

What a camera says of time and place was read before a photo was written anew (commons/evidence), and is kept privately:
here only the doubt is said, in whole kilometres.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from math import asin, cos, radians, sin, sqrt
from statistics import median

from django.utils import timezone
from PIL import Image

from piaojue.commons.evidence.models import Upload
from piaojue.stages.deliver.models import PhotoLook, Project, Report
from piaojue.stages.deliver.values import ReusedPhoto

ALIKE = 6
"""Bits of 64 that may differ in the same picture cut, scaled or saved anew (本站)."""
BITS, PLAIN = 64, 16
FAR_KM = 2
"""From where the project's other photos were taken (本站)."""
LEAST_LOCATED = 2
EARTH_KM = 6371


def remember(photos: Iterable[Upload]) -> None:
    """Work out how these photos look, each once, for the act that keeps them."""
    for upload in photos:
        if upload.is_photo and not PhotoLook.objects.filter(upload=upload).exists():
            PhotoLook.objects.create(upload=upload, place_id=upload.place_id, number=_number(upload))


def _number(upload: Upload) -> str:
    """Empty where the file is gone, no picture, or so plain that all such pictures look alike."""
    from imagehash import phash  # brings numpy and scipy: only where a photo comes

    try:
        with upload.file.open("rb") as file, Image.open(file) as picture:
            number = str(phash(picture))
    except OSError:
        return ""
    return number if PLAIN <= int(number, 16).bit_count() <= BITS - PLAIN else ""


def differs(one: str, other: str) -> int:
    """Bits in which two looks differ; all where one of them is not known."""
    return (int(one, 16) ^ int(other, 16)).bit_count() if one and other else BITS


def alike_before(upload: Upload) -> Upload | None:
    """The earliest photo of the place that looks the same; None where none does, or nobody has worked it out.

    Two that a camera took at different times are two, even from the same spot; one that was saved anew says no time.
    """
    mine = PhotoLook.objects.filter(upload=upload).exclude(number="").first()
    if mine is None:
        return None
    rows = PhotoLook.objects.filter(place=upload.place_id, upload__lt=upload.pk).exclude(number="")
    for other, number, taken in rows.order_by("upload").values_list("upload", "number", "upload__taken_at"):
        two_shots = upload.taken_at and taken and upload.taken_at != taken
        if not two_shots and differs(mine.number, number) <= ALIKE:
            return Upload.objects.get(pk=other)
    return None


def kilometres(lng: float, lat: float, other_lng: float, other_lat: float) -> float:
    """Between two points on the earth."""
    north, east = radians(other_lat - lat) / 2, radians(other_lng - lng) / 2
    part = sin(north) ** 2 + cos(radians(lat)) * cos(radians(other_lat)) * sin(east) ** 2
    return 2 * EARTH_KM * asin(sqrt(part))


def site_of(project: Project, but: Iterable[Upload] = ()) -> tuple[float, float] | None:
    """Where the project is, by its earlier photos: their median; None where fewer than two say it."""
    mine = {photo.pk for photo in but}
    rows = Upload.objects.filter(
        pk__in=Report.photos.through.objects.filter(report__project=project).values("upload_id")
    ).exclude(lng=None)
    points = [
        (lng, lat)
        for pk, lng, lat in rows.values_list("pk", "lng", "lat")
        if pk not in mine and lng is not None and lat is not None
    ]
    if len(points) < LEAST_LOCATED:
        return None
    return median(lng for lng, _lat in points), median(lat for _lng, lat in points)


def doubts_of(project: Project, month: str, photos: Sequence[Upload]) -> list[ReusedPhoto]:
    """What is doubtful of a month's photos beside that their bytes were kept before."""
    first, site, doubts = date.fromisoformat(f"{month}-01"), site_of(project, photos), []
    for photo in photos:
        if photo.taken_at and (taken := timezone.localdate(photo.taken_at)) < first:
            doubts.append(ReusedPhoto(photo.pk, f"拍摄于 {taken}，早于 {month}", "old"))
        if site and photo.lng is not None and photo.lat is not None:
            away = kilometres(photo.lng, photo.lat, *site)
            if away > FAR_KM:
                doubts.append(ReusedPhoto(photo.pk, f"拍摄地点离项目以前的照片约 {away:.0f} 公里", "far"))
    return doubts
