"""预算调整: the finance office says why a change of money is none."""

from piaojue.commons.acting import acting
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.stages.deliver.models import Change
from piaojue.stages.deliver.moves import MOVES
from piaojue.stages.deliver.telling import tell_role

SHORTEST_REASON = 5


def note_budget(*, change: Change, reason: str, by: Seat, version: int | None = None) -> Change:
    """The change of money is no budget adjustment in the sense of 预算法 67, and why. Raises NotYours, Refused."""
    with acting(MOVES["note_budget"], change, by, version=version) as act:
        change = act.thing
        if len(reason.strip()) < SHORTEST_REASON:
            raise Refused(f"请写明为什么不属于预算调整（至少 {SHORTEST_REASON} 个字）")
        change.budget_note, change.budget_noted_by = reason.strip(), by
    words = f"财政部门认定“{change.project.title}”的资金变更不属于预算调整。"
    tell_role(change.project, [Role.GOV_OFFICE, Role.CONGRESS_CLERK], words, change.get_absolute_url())
    return change
