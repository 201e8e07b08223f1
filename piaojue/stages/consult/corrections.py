"""What of a 会商 can be corrected: what members were minuted to have said."""

from collections.abc import Iterable

from piaojue.commons.correctable import correctable
from piaojue.stages.consult.models import CouncilOpinion, MeetingState
from piaojue.stages.consult.moves import DESK


def is_concluded(opinion: CouncilOpinion) -> str:
    over = opinion.consultation.state in (MeetingState.CLOSED, MeetingState.CONFIRMED)
    return "推荐已经形成" if over else ""


def who_was_there(opinion: CouncilOpinion) -> Iterable[int]:
    """Persons checked in to the meeting."""
    return opinion.consultation.sitting.attendances.values_list("seat__person_id", flat=True)


correctable(
    CouncilOpinion,
    fields=("text",),
    roles=DESK,
    author="speaker",
    frozen=is_concluded,
    relied=who_was_there,
)
