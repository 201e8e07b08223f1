"""Door of kept files."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from piaojue.commons.evidence.keep import keep, store
from piaojue.commons.roles import Role as R
from tests.doors import door, everybody


def an_internal_file(cast) -> dict:
    return {"pk": store(b"%PDF-", name="a.pdf", mime="application/pdf", place=cast.xincheng, by=None).pk}


def a_public_file(cast) -> dict:
    return {"pk": store(b"%PDF-", name="a.pdf", mime="application/pdf", place=cast.xincheng, by=None, public=True).pk}


def a_photo(cast, public: bool) -> dict:
    drawn = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(drawn, "JPEG")
    file = SimpleUploadedFile("a.jpg", drawn.getvalue())
    return {"pk": keep(file, place=cast.xincheng, by=None, photo=True, public=public).pk}


def an_internal_photo(cast) -> dict:
    return a_photo(cast, public=False)


def a_public_photo(cast) -> dict:
    return a_photo(cast, public=True)


DOORS = [
    door("file", "/files/{pk}/", {R.CONGRESS_CLERK}, setup=an_internal_file),
    door("file", "/files/{pk}/", everybody(), setup=a_public_file),
    door("sized_photo", "/files/{pk}/320.webp", {R.CONGRESS_CLERK}, setup=an_internal_photo),
    door("sized_photo", "/files/{pk}/320.webp", everybody(), setup=a_public_photo),
]
