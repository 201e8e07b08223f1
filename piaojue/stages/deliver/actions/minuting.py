"""纪要: one meeting of the leading group decides on many problems; its office copies the signed minutes once for all of them."""

from collections.abc import Sequence

from django.utils import timezone

from engines import dates
from engines.dates import unexplained
from piaojue.commons.acting import Doing, acting, locked
from piaojue.commons.evidence.models import Upload
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.commons.years.models import Year
from piaojue.stages.deliver.actions.coordinating import SHORTEST_ANSWER, USUAL_DAYS, tell_decided
from piaojue.stages.deliver.minutes import Coordinated, SignedMinutes
from piaojue.stages.deliver.models import Problem, ProblemState
from piaojue.stages.deliver.moves import MOVES


def enter_coordination(
    *, year: Year, minutes: SignedMinutes, decisions: Sequence[Coordinated], by: Seat
) -> list[Problem]:
    """Enter what the leading group decided in one meeting: all of it, or nothing.

    raises: NotYours; Refused with every reason: no scan, a day that is to come, a leader of elsewhere, a problem that does not wait
    """
    with acting(MOVES["enter_coordination"], year, by) as act:
        scans = list(minutes.scans)
        rows = [(one, locked(one.problem)) for one in decisions]
        problems = _of_the_minutes(year, minutes, scans) + [
            reason for one, row in rows for reason in _of_one(one, row, year, minutes)
        ]
        if problems or not rows:
            raise Refused(*(problems or ["请至少写一个难题的协调决定"]))
        for one, row in rows:
            _decide(act, one, row, minutes, scans)
        act.note(problems=len(rows))
        act.leave()
    for _one, row in rows:
        tell_decided(row)
    return [row for _one, row in rows]


def _of_the_minutes(year: Year, minutes: SignedMinutes, scans: Sequence[Upload]) -> list[str]:
    found = [] if scans else ["请上传签字的纪要（扫描件或照片）"]
    if minutes.decided_on > timezone.localdate():
        found.append("决定日期不能晚于今天")
    leader = minutes.decided_by
    if leader.place_id != year.place_id or leader.role != Role.LEADING_GROUP:
        found.append("作出决定的应是本地领导小组的成员")
    return found


def _of_one(one: Coordinated, row: Problem, year: Year, minutes: SignedMinutes) -> list[str]:
    title = row.project.title
    if row.year_id != year.pk or row.state != ProblemState.RAISED:
        return [f"“{title}”的难题已经不等协调决定，请刷新后再登记"]
    found = []
    if len(one.decision.strip()) < SHORTEST_ANSWER:
        found.append(f"“{title}”：请写明协调决定：谁、做什么、何时完成")
    if minutes.decided_on < timezone.localdate(row.created_at):
        found.append(f"“{title}”的难题是在决定日期以后才上报的，请核对日期")
    return found + [f"“{title}”：{wrong}" for wrong in unexplained(dates.due(one.due, today=minutes.decided_on))]


def _decide(act: Doing[Year], one: Coordinated, row: Problem, minutes: SignedMinutes, scans: Sequence[Upload]) -> None:
    row.minutes.set(scans)
    values = {
        "state": ProblemState.DECIDED,
        "decision": one.decision.strip(),
        "decided_by": minutes.decided_by,
        "decided_on": minutes.decided_on,
        "entered_by": act.by,
        "minutes_no": minutes.title.strip(),
        "owner": one.owner or row.project.department,
        "due": one.due or minutes.decided_on + USUAL_DAYS,
    }
    act.change(MOVES["coordinate"], row, values, minutes=minutes.title.strip())
