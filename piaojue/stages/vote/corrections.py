"""What of a ballot can be corrected: its title while it is prepared. What was fixed on the ballot can only be explained."""

from piaojue.commons.correctable import correctable
from piaojue.stages.vote.models import Poll, PollState
from piaojue.stages.vote.moves import DESK, STREET_DESK


def is_fixed(poll: Poll) -> str:
    return "" if poll.state == PollState.PREPARED else "票面已经确定"


correctable(
    Poll, fields=("title",), roles=DESK | STREET_DESK, settled=is_fixed, public=lambda poll: bool(is_fixed(poll))
)
