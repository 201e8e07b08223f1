"""What bodies decided about a thing of this room, and what it waits for, as its page shows it."""

from typing import Any

from piaojue.commons.decisions.queries import Awaited, awaiting, decisions_on, may_record, organs_for
from piaojue.commons.people.models import Seat
from piaojue.stages.supervise.kinds import KINDS, ActivityKind
from piaojue.stages.supervise.models import Activity, ActivityState, Interpellation, ReviewOpinion
from piaojue.stages.supervise.moves import MOVES


def decided_about(row: Activity | Interpellation | ReviewOpinion, seat: Seat | None) -> dict[str, Any]:
    """decisions: those that are public, and all for those inside; awaits: which body has to decide next."""
    inside = MOVES.entitled("read_reports", row.place, seat) or MOVES.entitled("read_gathering", row.place, seat)
    return {
        "decisions": [one for one in decisions_on(row) if one.public or inside],
        "awaits": suggested(row, seat) if isinstance(row, Activity) else awaiting(row, row.year, seat),
    }


def suggested(activity: Activity, seat: Seat | None) -> list[Awaited]:
    """Who decides whether it takes place: a body may take it up and need not, so nobody's work list has it."""
    matter = KINDS[ActivityKind(activity.kind)].matter
    if activity.state != ActivityState.SUGGESTED or matter is None:
        return []
    bodies = "或".join(organ.label for organ in organs_for(matter, activity.place))
    url = activity.year.page("decide", matter.value) if may_record(matter, activity.place, seat) else ""
    return [Awaited(matter, bodies, url)]
