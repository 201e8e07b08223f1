"""发现: a problem is found by who supervises, or reported by a resident who scans the project's code."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from piaojue.commons.acting import acting
from piaojue.commons.evidence.models import Upload
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.stages.deliver.public import Project, remember, tell_role
from piaojue.stages.supervise.covering import is_in_region_of
from piaojue.stages.supervise.kinds import ActivityKind
from piaojue.stages.supervise.models import Activity, Aspect, Finding, Severity
from piaojue.stages.supervise.moves import MOVES
from piaojue.stages.supervise.telling import tell_watchers

SCANS_A_DAY = 5
NAMELESS_A_DAY = 50
"""Reports without an account that one project takes in a day (本站); whoever signs in is not held up by them."""
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
    if is_in_region_of(activity, project):
        return True
    if activity.year_id != project.year_id or activity.project_id not in (None, project.pk):
        return False
    return not activity.projects.exists() or activity.projects.filter(pk=project.pk).exists()


def report_by_scan(*, project: Project, text: str, by: Seat | None, photos: Iterable[Upload] = ()) -> Finding:
    """What a resident reports from the project's page; the same words sent again within a day are the first report.

    by:     None: without an account
    raises: Refused after five of a person in a day, or fifty without an account on the project (docs/domain.md#scan)
    """
    finding = Finding(text=text.strip(), via=ActivityKind.SCAN)
    with acting(MOVES["report_by_scan"], project, by, makes=finding, hold=True) as act:
        lately = _reported_lately(project, by)
        if before := lately.filter(project=project, text=finding.text).first():
            act.nothing()
            return before
        if by is None and lately.count() >= NAMELESS_A_DAY:
            raise Refused("这个项目今天收到的不登录反映太多了。请先登录（手机验证码）再提交，急事请打 12345。")
        if by is not None and lately.count() >= SCANS_A_DAY:
            raise Refused(f"一天最多反映 {SCANS_A_DAY} 次。已经收到的会逐一办理，请明天再来，急事请打 12345。")
        finding.reporter_id = by.person_id if by else None
        register(finding, project, photos, by)
    tell_found(finding, by)
    words = f"“{project.title}”收到扫码反映，请交办。"
    tell_role(project, [Role.CONGRESS_CLERK, Role.STREET_CLERK], words, finding.get_absolute_url())
    return finding


def _reported_lately(project: Project, by: Seat | None) -> QuerySet[Finding]:
    """What this person reported by scanning since yesterday, wherever; of visitors what came in on this project."""
    rows = Finding.objects.filter(via=ActivityKind.SCAN, created_at__gte=timezone.now() - timedelta(days=1))
    return rows.filter(reporter=by.person_id) if by else rows.filter(project=project, created_by=None)


def register(
    finding: Finding, project: Project, photos: Iterable[Upload], by: Seat | None, *, activity: Activity | None = None
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
    kept = list(photos)
    remember(kept)
    finding.photos.set(kept)


def tell_found(finding: Finding, by: Seat | None) -> None:
    """The project's supervision group hears of it."""
    words = f"“{finding.project.title}”发现一个问题（{finding.get_via_display()}），等待交办。"
    tell_watchers(finding.project, words, finding.get_absolute_url(), but=by)
