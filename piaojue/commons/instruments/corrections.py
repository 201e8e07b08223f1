"""What of a local rule can be corrected."""

from collections.abc import Iterable

from django.utils import timezone

from piaojue.commons.correctable import correctable
from piaojue.commons.instruments.models import Instrument
from piaojue.commons.instruments.moves import OFFICE


def binds(instrument: Instrument) -> str:
    """Why a correction needs a second person."""
    return "已经施行" if instrument.in_force(timezone.localdate()) else ""


def wrong_dates(instrument: Instrument) -> Iterable[str]:
    """Objections to the values."""
    if instrument.ends_on and instrument.ends_on < instrument.starts_on:
        yield "停止适用日期不能早于施行日期"


correctable(
    Instrument,
    fields=("title", "issuer", "doc_no", "starts_on"),
    roles=OFFICE,
    frozen=binds,
    public=lambda instrument: True,
    objections=wrong_dates,
)
