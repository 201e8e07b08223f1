"""发现: a problem is found by who supervises, or reported by a resident who scans the project's code."""

from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone

from piaojue.commons.acting import acting
from piaojue.commons.evidence.models import Upload
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.stages.deliver.public import Project, tell_role
from piaojue.stages.supervise.kinds import ActivityKind
from piaojue.stages.supervise.models import Activity, Aspect, Finding, Severity
from piaojue.stages.supervise.moves import MOVES
from piaojue.stages.supervise.telling import tell_watchers

SCANS_A_DAY = 5
SHORTEST_TEXT = 5


def raise_finding(
    *,
    project: Project,
    text: str,
    by: Seat,
    activity: Activity | None = None,
    severity: str = Severity.MINOR,
    aspect: str = Aspect.OTHER,
    photos: Iterable[Upload] = (),
) -> Finding:
    """A finding of an activity (or of a supervisor's own eyes). Raises NotYours, Refused."""
    via = activity.kind if activity else ActivityKind.FOLLOW_UP
    finding = Finding(text=text.strip(), severity=severity, aspect=aspect, via=via)
    with acting(MOVES["raise_finding"], project, by, makes=finding) as act:
        if activity is not None and not _covers(activity, project):
            raise Refused("这次监督活动不涉及所选项目")
        register(finding, project, photos, by, activity=activity)
        act.note(via=via)
    tell_found(finding, by)
    return finding


def _covers(activity: Activity, project: Project) -> bool:
    return activity.year_id == project.year_id and activity.project_id in (None, project.pk)


def report_by_scan(*, project: Project, text: str, by: Seat, photos: Iterable[Upload] = ()) -> Finding:
    """What a resident reports from the project's page. Raises Refused after five in a day (docs/domain.md#scan)."""
    finding = Finding(text=text.strip(), via=ActivityKind.SCAN)
    with acting(MOVES["report_by_scan"], project, by, makes=finding):
        since = timezone.now() - timedelta(days=1)
        scans = Finding.objects.filter(reporter=by.person_id, via=ActivityKind.SCAN, created_at__gte=since)
        if scans.count() >= SCANS_A_DAY:
            raise Refused(f"一天最多反映 {SCANS_A_DAY} 次。已经收到的会逐一办理，请明天再来，急事请打 12345。")
        finding.reporter_id = by.person_id
        register(finding, project, photos, by)
    tell_found(finding, by)
    words = f"“{project.title}”收到扫码反映，请交办。"
    tell_role(project, [Role.CONGRESS_CLERK, Role.STREET_CLERK], words, finding.get_absolute_url())
    return finding


def register(
    finding: Finding, project: Project, photos: Iterable[Upload], by: Seat, *, activity: Activity | None = None
) -> None:
    """Save a finding with its photos, for the act that logs it. Raises Refused with every objection."""
    problems = []
    if len(finding.text) < SHORTEST_TEXT:
        problems.append(f"请写清发现了什么问题、在哪里（至少 {SHORTEST_TEXT} 个字）")
    if finding.aspect not in Aspect.values:
        problems.append("请选择问题的类别")
    if finding.severity not in Severity.values:
        problems.append("请选择问题的程度")
    if problems:
        raise Refused(*problems)
    finding.place, finding.year, finding.project = project.place, project.year, project
    finding.activity, finding.created_by = activity, by
    finding.save()
    finding.photos.set(list(photos))


def tell_found(finding: Finding, by: Seat) -> None:
    """The project's supervision group hears of it."""
    words = f"“{finding.project.title}”发现一个问题（{finding.get_via_display()}），等待交办。"
    tell_watchers(finding.project, words, finding.get_absolute_url(), but=by)
