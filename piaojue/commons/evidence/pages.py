"""Serving kept files: public ones to everybody, others to staff of the place and to who brought them."""

from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_GET

from piaojue.commons.evidence.models import Upload
from piaojue.commons.evidence.moves import MOVES


@require_GET
def file(request: HttpRequest, pk: int) -> FileResponse:
    upload = Upload.objects.select_related("place", "seat").filter(pk=pk).first()
    if upload is None:
        raise Http404
    own = bool(request.seat) and upload.seat_id is not None and upload.seat.person_id == request.seat.person_id
    if not upload.public and not own:
        MOVES.require("read_file", upload.place, request.seat)
    return FileResponse(
        upload.file.open("rb"),
        content_type=upload.mime,
        filename=upload.name,
        as_attachment=not upload.mime.startswith("image/") and upload.mime != "application/pdf",
        headers={"Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'"},
    )
