"""A year in one volume that an office can bind: cover, index with pages, every paper in its form, the photos."""

import base64
from collections.abc import Iterator

from django.template.loader import render_to_string
from django.utils.translation import override

from piaojue.commons.web.official import PrintedPaper
from piaojue.commons.web.printing import printed
from piaojue.commons.years.models import Year
from piaojue.commons.years.printed import draft_of
from piaojue.stages.evaluate.package import papers_of, uploads_of

MOST_PHOTOS = 60
"""More would make a file that nobody opens; the archive's folder has all of them."""


def volume_pdf(year: Year) -> bytes:
    """The year's papers, oldest first, as one PDF on A4."""
    with override("zh-hans"):
        return printed(render_to_string("evaluate/volume.html", volume_of(year)))


def volume_of(year: Year) -> dict:
    """What the volume's template takes."""
    filed = [paper for paper in papers_of(year) if paper.body.strip()]
    return {
        "year": year,
        "filed": filed,
        "papers": [PrintedPaper(draft_of(paper)) for paper in filed],
        "photos": list(_photos(year)),
    }


def _photos(year: Year) -> Iterator[dict[str, str]]:
    """{source, what}: pictures as data, with what they belong to."""
    shown = 0
    for belongs, upload in uploads_of(year):
        if shown == MOST_PHOTOS or not upload.mime.startswith("image/"):
            continue
        shown += 1
        with upload.file.open("rb") as file:
            data = base64.b64encode(file.read()).decode()
        yield {"source": f"data:{upload.mime};base64,{data}", "what": f"{belongs}（{upload.name}）"}
