"""What may happen to local rules."""

from piaojue.commons.basis import house
from piaojue.commons.instruments.models import Instrument
from piaojue.commons.moves import Moves, Reach, effect, move, view
from piaojue.commons.people.models import Seat
from piaojue.commons.places.models import Place
from piaojue.commons.roles import ANYONE, Role

OFFICE = {Role.CONGRESS_CLERK, Role.CONGRESS_CHAIR}


def makes_rules(thing: Place | Instrument) -> str | None:
    """Only a place with a congress makes rules about its vote."""
    place = thing if isinstance(thing, Place) else thing.place
    return None if place.has_congress else f"{place.why_no_congress}。票决的本地规定由设人民代表大会的地方制定"


def is_unchecked(instrument: Instrument) -> str | None:
    return "已经对照原文核过" if instrument.checked else None


def is_not_ones_own(instrument: Instrument, by: Seat) -> str | None:
    """Four eyes: who typed it reads past the same mistake twice."""
    entered = instrument.created_by
    if entered is None or entered.person_id != by.person_id:
        return None
    return "这份规定是您登记的，请由另一位工作人员对照原文核对"


def has_no_end(instrument: Instrument) -> str | None:
    return f"已经写明 {instrument.ends_on} 停止适用" if instrument.ends_on else None


MOVES = Moves(
    "instruments",
    "本地规定",
    view("read_law", "看法律与本地规定", ANYONE, english="See law and local rules", reach=Reach.ALL),
    move(
        "enter_instrument",
        "登记本地规定",
        OFFICE,
        english="Enter a local rule",
        checks=[makes_rules],
        basis=house("本地规定只能在法律的范围内改参数"),
    ),
    move(
        "check_instrument",
        "对照原文核对",
        OFFICE,
        english="Compare with the original",
        checks=[is_unchecked],
        seat_checks=[is_not_ones_own],
        basis=house("由登记以外的人核；没有核过的标明待核，不授予职权"),
    ),
    move(
        "end_instrument",
        "停止适用",
        OFFICE,
        english="End a local rule",
        checks=[has_no_end],
    ),
    effect("load_instrument", "从文件载入本地规定", english="Load a local rule from a file"),
)
