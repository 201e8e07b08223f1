"""送达: sent by who drew the paper up, signed for by whom it is for; a body that has nobody here is entered by the sender."""

from piaojue.commons.basis import house
from piaojue.commons.drafting.models import Delivery, DeliveryState, DocumentState
from piaojue.commons.drafting.roles import WRITERS, draws_up, keeps_its_file
from piaojue.commons.moves import Reach, move, view
from piaojue.commons.people.models import Seat
from piaojue.commons.people.queries import officers_of
from piaojue.commons.people.sides import of_one_house
from piaojue.commons.roles import STAFF, Role

S = DeliveryState
R = Role
WRITES_DOWN = frozenset(
    {R.CONGRESS_CLERK, R.STREET_CLERK, R.SECRETARIAT, R.GOV_OFFICE, R.LEADING_GROUP, R.DEPARTMENT, R.GUIDANCE}
)
"""Offices that answer for what stands here as their leader's words."""


def is_for(delivery: Delivery, by: Seat | None) -> bool:
    """Whether the seat acts for the body that it was sent to."""
    return by is not None and delivery.body_id is not None and delivery.body_id in by.speaks_for


def is_the_senders(delivery: Delivery, by: Seat | None) -> bool:
    """Whether the seat is of the house that sent it, and works on such papers."""
    if by is None or by.place_id != delivery.place_id or not of_one_house(delivery.created_by, by):
        return False
    return draws_up(delivery.document, by) or keeps_its_file(delivery.document, by)


def ends_of(delivery: Delivery, by: Seat | None) -> bool:
    """Whom it is for, or the house that sent it: nobody else reads what was written on it."""
    return is_for(delivery, by) or is_the_senders(delivery, by)


def writes_down(delivery: Delivery, by: Seat | None) -> bool:
    """Whose leader wrote on it; the sender where nobody of that body is here."""
    if is_for(delivery, by):
        return True
    nobody_here = delivery.body_id is None or not officers_of(delivery.body_id)
    return nobody_here and is_the_senders(delivery, by)


LINES = (
    move(
        "deliver_document",
        "送达",
        WRITERS,
        english="Send a paper to bodies",
        source=[DocumentState.ISSUED, DocumentState.FILED],
        whose=keeps_its_file,
        basis=house("签发以后送达；送本级、上一级和下一级的单位，系统里没有的单位写名称"),
    ),
    view("read_deliveries", "看收到的公文", STAFF, english="See the papers that came to one's body"),
    move(
        "receive_delivery",
        "签收",
        STAFF,
        english="Sign for a paper",
        source=[S.SENT],
        target=S.RECEIVED,
        reach=Reach.ALL,
        whose=ends_of,
    ),
    move(
        "instruct_delivery",
        "登记批示",
        STAFF,
        english="Keep what a leader wrote on it",
        source=[S.SENT, S.RECEIVED],
        target=S.INSTRUCTED,
        reach=Reach.ALL,
        whose=writes_down,
        basis=house("登记以后要改的，走更正，前后两稿都保留"),
    ),
)
