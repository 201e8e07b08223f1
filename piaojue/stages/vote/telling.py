"""Who hears in the hall that the box is open."""

from piaojue.commons.approved import Kind
from piaojue.commons.notify.tell import tell
from piaojue.stages.vote.models import Poll


def tell_voters(poll: Poll) -> None:
    """Everybody who has checked in, by the channel each chose. Without a link: a ballot is reached by its slip alone.

    A rehearsal is played by simulated phones, and nobody hears of it.
    """
    if poll.rehearsal:
        return
    present = poll.sitting.attendances.values_list("seat__person_id", flat=True)
    words = f"“{poll.title}”已经开箱，请扫票签投票。"
    tell(set(present), poll.term(words), by_sms=True, year=poll.year, urgent=True, kind=Kind.SITTING)
