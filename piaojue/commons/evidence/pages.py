"""Serving kept files: public ones to everybody, others to whom their owner's page shows them and to who brought them."""

from django.http import FileResponse, Http404, HttpResponse
from django.views.decorators.http import require_GET

from piaojue.commons.evidence.models import Upload
from piaojue.commons.evidence.moves import MOVES
from piaojue.commons.evidence.owners import shown_by_owner
from piaojue.commons.evidence.sizes import sized
from piaojue.commons.moves import NotYours
from piaojue.commons.web.request import Request

LONG = 30 * 24 * 60 * 60  # seconds; a kept file never changes


@require_GET
def file(request: Request, pk: int) -> FileResponse:
    upload = _readable(request, pk)
    return FileResponse(
        upload.file.open("rb"),
        content_type=upload.mime,
        filename=upload.name,
        as_attachment=not upload.mime.startswith("image/") and upload.mime != "application/pdf",
        headers={"Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'"},
    )


@require_GET
def sized_photo(request: Request, pk: int, width: int) -> HttpResponse:
    """A photo in one of the sizes that pages show."""
    upload = _readable(request, pk)
    try:
        data = sized(upload, width)
    except ValueError as error:
        raise Http404 from error
    answer = HttpResponse(data, content_type="image/webp")
    answer["Cache-Control"] = f"{'public' if upload.public else 'private'}, max-age={LONG if upload.public else 0}"
    return answer


def _readable(request: Request, pk: int) -> Upload:
    """raises: Http404; NotYours."""
    upload = Upload.objects.select_related("place", "seat").filter(pk=pk).first()
    if upload is None:
        raise Http404
    brought_by = upload.seat
    own = bool(request.seat) and brought_by is not None and brought_by.person_id == request.seat.person_id
    if upload.public or own:
        return upload
    shown = shown_by_owner(upload, request.seat)
    if shown is None:
        MOVES.require("read_file", upload.place, request.seat)
    elif not shown:
        raise NotYours("read_file")
    return upload
