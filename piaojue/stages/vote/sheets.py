"""A4 sheets of slips: eight a page, each with the code and the QR code of the voter's page."""

from collections.abc import Callable
from typing import Any

import segno
from django.conf import settings

from piaojue.commons.web.printing import pdf_bytes
from piaojue.stages.vote.ballots import ballot_name
from piaojue.stages.vote.models import Poll

MASK = 3
"""Every reader takes any of the eight masks; looking for the prettiest is half the time of a thousand slips."""
COLUMNS, ROWS = 2, 4
LEFT_MM, TOP_MM, WIDTH_MM, HEIGHT_MM = 10, 10, 95, 69


def slips_pdf(poll: Poll, codes: list[str], address: Callable[[str], str]) -> bytes:
    """The sheets as PDF. address: code → full address of the voter's page. Nothing of it is kept."""
    a_sheet = COLUMNS * ROWS
    sheets = [
        [_card(code, address(code), place) for place, code in enumerate(codes[start : start + a_sheet])]
        for start in range(0, len(codes), a_sheet)
    ]
    return pdf_bytes(
        "vote/slips_paper.html", {"poll": poll, "name": ballot_name(poll), "sheets": sheets, "wifi": settings.HALL_WIFI}
    )


def _card(code: str, address: str, place: int) -> dict[str, Any]:
    row, column = divmod(place, COLUMNS)
    return {
        "code": code,
        "qr": segno.make(address, error="m", mask=MASK).png_data_uri(scale=3, border=2),
        "left": LEFT_MM + column * WIDTH_MM,
        "top": TOP_MM + row * HEIGHT_MM,
    }
