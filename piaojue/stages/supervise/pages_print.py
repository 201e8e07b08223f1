"""What hangs at a project's site: a sheet with its code, and the sign that says what was promised."""

from base64 import b64encode
from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from piaojue.commons.evidence.models import Upload
from piaojue.commons.evidence.sizes import WIDTHS, sized
from piaojue.commons.moves import NotYours
from piaojue.commons.places.drawing import Drawing
from piaojue.commons.privacy.queries import nearest
from piaojue.commons.web.printed import printed_address
from piaojue.commons.web.printing import pdf
from piaojue.commons.web.request import Request
from piaojue.commons.years.models import Year
from piaojue.commons.years.queries import year_at
from piaojue.stages.deliver.public import Project, latest_photos, map_around, pin_of, projects_of
from piaojue.stages.supervise.moves import MOVES


@dataclass(frozen=True)
class Sign:
    """One project on paper. address: of its page; photo: its newest, as a data address that a printer needs no network for."""

    project: Project
    address: str
    photo: str = ""
    map: Drawing | None = None


@require_GET
def stickers(request: Request, place: str, number: int) -> HttpResponse:
    """One A5 sheet with a QR code for each project, to hang at its site."""
    year, rows = _printable(request, place, number)
    signs = [Sign(row, printed_address(request, row.get_absolute_url())) for row in rows]
    return pdf(request, "supervise/stickers.html", {"year": year, "signs": signs}, f"{year}项目二维码.pdf")


@require_GET
def signs(request: Request, place: str, number: int) -> HttpResponse:
    """公示牌: one A3 sheet for each project with photo, map, promise, whom to call and its code."""
    year, rows = _printable(request, place, number)
    photos = latest_photos(rows)
    sheets = [
        Sign(
            row, printed_address(request, row.get_absolute_url()), _as_data(photo), map_around(row, pin_of(row, photo))
        )
        for row, photo in ((row, photos.get(row.pk)) for row in rows)
    ]
    context = {"year": year, "signs": sheets, "office": nearest(year.place)}
    return pdf(request, "supervise/signs.html", context, f"{year}项目公示牌.pdf")


def _printable(request: Request, place: str, number: int) -> tuple[Year, list[Project]]:
    """raises: NotYours: somebody else's, or nothing to print yet"""
    year = year_at(request, place, number)
    MOVES.require("print_stickers", year.place, request.seat)
    rows = list(projects_of(year).prefetch_related("baselines"))
    if not rows:
        raise NotYours("print_stickers")
    return year, rows


def _as_data(photo: Upload | None) -> str:
    if photo is None or not photo.is_photo:
        return ""
    return f"data:image/webp;base64,{b64encode(sized(photo, max(WIDTHS))).decode()}"
