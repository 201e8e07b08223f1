"""What of papers that were sent can be corrected: the 批示, by who wrote it down or the office that answers for it."""

from collections.abc import Iterable

from django.utils import timezone

from piaojue.commons.correctable import correctable
from piaojue.commons.drafting.models import Delivery
from piaojue.commons.drafting.moves_sending import WRITES_DOWN, writes_down
from piaojue.commons.moves import Reach


def wrong_day(delivery: Delivery) -> Iterable[str]:
    """Nothing is written on a paper before it is sent, nor tomorrow."""
    on = delivery.instructed_on
    if on is None or not timezone.localdate(delivery.created_at) <= on <= timezone.localdate():
        yield "批示日期要在送出以后、今天以前"


def who_was_told(delivery: Delivery) -> Iterable[int]:
    """Who sent the paper was told of the 批示."""
    return [delivery.created_by.person_id] if delivery.created_by else []


correctable(
    Delivery,
    fields=("instruction", "instructed_by", "instructed_on"),
    label="更正批示",
    roles=WRITES_DOWN,
    reach=Reach.ALL,
    whose=lambda delivery, by: bool(delivery.instruction) and writes_down(delivery, by),
    author="written_down_by",
    objections=wrong_day,
    relied=who_was_told,
)
