"""出席证: a card a deputy carries, scanned at the door. Its code names the seat and this meeting, and nothing of a ballot."""

import hmac
from collections.abc import Iterable
from typing import NamedTuple

import segno
from django.utils.crypto import salted_hmac

from piaojue.commons.people.models import Seat
from piaojue.commons.sittings.counting import may_attend
from piaojue.commons.sittings.models import Sitting

SALT = "piaojue 出席证"
DIGITS = 10
MARK = "PJ"


class Card(NamedTuple):
    """One card as printed."""

    seat: Seat
    code: str
    qr: str


def code_of(sitting: Sitting, seat: Seat) -> str:
    """What stands in the card's QR code: `PJ-<seat>-<proof>`, in capital letters."""
    return f"{MARK}-{seat.pk}-{_proof(sitting, seat.pk)}"


def _proof(sitting: Sitting, seat: int) -> str:
    return salted_hmac(SALT, f"{sitting.pk}.{seat}", algorithm="sha256").hexdigest()[:DIGITS].upper()


def seat_of_card(sitting: Sitting, scanned: str) -> Seat | None:
    """Whose card was scanned: one of this meeting, or a 代表证 by its own number; None: nobody's who may attend."""
    text = scanned.strip().upper()
    seats = may_attend(sitting).select_related("person", "delegation")
    mark, _, rest = text.partition("-")
    number, _, proof = rest.partition("-")
    if mark == MARK and number.isdecimal():
        seat = seats.filter(pk=number).first()
        return seat if seat and hmac.compare_digest(proof, _proof(sitting, seat.pk)) else None
    holders = list(seats.filter(card_no__iexact=text)[:2]) if text else []
    return holders[0] if len(holders) == 1 else None


def cards(sitting: Sitting, seats: Iterable[Seat]) -> list[Card]:
    """Cards to print, in the order of the seats."""
    codes = [(seat, code_of(sitting, seat)) for seat in seats]
    return [
        Card(seat, code, segno.make(code, error="m", mask=3).png_data_uri(scale=3, border=2)) for seat, code in codes
    ]
