"""发现: activities with what was seen, praise, questions and findings; patrols; deputies who ask; residents who scan."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from piaojue.commons.evidence.models import Upload
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.notify.tell import tell
from piaojue.commons.people.models import Body, BodyKind, Seat
from piaojue.commons.record.log import record
from piaojue.commons.roles import Role
from piaojue.commons.years.models import Year
from piaojue.stages.deliver.public import Project, tell_role, tell_unit
from piaojue.stages.supervise.models import Activity, ActivityKind, Aspect, Finding, FindingState, Question, Severity
from piaojue.stages.supervise.moves import MOVES
from piaojue.stages.supervise.telling import tell_watchers

BY_STAFF = set(ActivityKind) - {ActivityKind.PATROL, ActivityKind.ASK, ActivityKind.SCAN}
"""Kinds that are recorded at a desk; patrols, questions on progress and scans have their own forms."""
ANSWER_DAYS = 7
SCANS_A_DAY = 5
ANSWERING = (BodyKind.DEPARTMENT, BodyKind.GOVERNMENT)


@transaction.atomic
def record_activity(
    *,
    year: Year,
    kind: str,
    title: str,
    held_on: date,
    by: Seat,
    project: Project | None = None,
    leader: Seat | None = None,
    members: Iterable[Seat] = (),
    venue: str = "",
    hosts: str = "",
    situation: str = "",
    praise: str = "",
    advice: str = "",
    doc_no: str = "",
    public: bool = True,
    photos: Iterable[Upload] = (),
) -> Activity:
    """An inspection, research, follow-up, inquiry, hearing, meeting. project: None for several projects.

    raises: NotYours, Refused with every objection
    """
    members = list(members)
    MOVES.take("record_activity", year, by)
    problems = [] if kind in BY_STAFF else ["请选择监督方式"]
    if len(title.strip()) < 4:
        problems.append("请写明监督活动的主题（至少 4 个字）")
    if held_on > timezone.localdate() + timedelta(days=60):
        problems.append("日期太远，请在两个月以内")
    if project is not None and project.year_id != year.pk:
        problems.append("所选项目不在这个年度")
    if any(not _of_here_or_above(seat, year.place_id) for seat in [*members, *([leader] if leader else [])]):
        problems.append("带队人和参加代表要从本级（或上级）的在任人员中选择")
    if problems:
        raise Refused(*problems)
    activity = Activity.objects.create(
        place=year.place,
        year=year,
        project=project,
        kind=kind,
        title=title.strip(),
        held_on=held_on,
        leader=leader,
        venue=venue.strip(),
        hosts=hosts.strip(),
        situation=situation.strip(),
        praise=praise.strip(),
        advice=advice.strip(),
        doc_no=doc_no.strip(),
        public=public,
        created_by=by,
    )
    activity.members.set(members)
    activity.photos.set(photos)
    record("supervise.activity_recorded", activity, by, kind=kind)
    if project is not None and public:
        tell_watchers(
            project, f"“{project.title}”有新的监督活动：{activity.title}", activity.get_absolute_url(), but=by
        )
    return activity


def _of_here_or_above(seat: Seat, place_id: str) -> bool:
    return seat.active and place_id.startswith(seat.place_id)


@transaction.atomic
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
    project = fetched(project)
    MOVES.take("raise_finding", project, by)
    if activity is not None and (activity.year_id != project.year_id or activity.project_id not in (None, project.pk)):
        raise Refused("这次监督活动不涉及所选项目")
    via = activity.kind if activity else ActivityKind.FOLLOW_UP
    return _found(project, text, severity, via, photos, by, activity=activity, aspect=aspect)


@transaction.atomic
def patrol(
    *,
    project: Project,
    situation: str,
    by: Seat,
    praise: str = "",
    problem: str = "",
    severity: str = Severity.MINOR,
    aspect: str = Aspect.OTHER,
    photos: Iterable[Upload] = (),
) -> Activity:
    """A volunteer's (or deputy's) visit, from the phone: what was seen, and a finding if there is a problem."""
    project, photos = fetched(project), list(photos)
    MOVES.take("patrol", project, by)
    if len(situation.strip()) < 4:
        raise Refused("请写一句现场情况（至少 4 个字）")
    activity = Activity.objects.create(
        place=project.place,
        year=project.year,
        project=project,
        kind=ActivityKind.PATROL,
        title=f"巡查：{project.title}"[:80],
        held_on=timezone.localdate(),
        leader=by,
        situation=situation.strip(),
        praise=praise.strip(),
        created_by=by,
    )
    activity.photos.set(photos)
    record("supervise.patrolled", activity, by)
    if problem.strip():
        _found(project, problem, severity, ActivityKind.PATROL, photos, by, activity=activity, aspect=aspect)
    return activity


@transaction.atomic
def report_by_scan(*, project: Project, text: str, by: Seat, photos: Iterable[Upload] = ()) -> Finding:
    """What a resident reports from the project's page. Raises Refused after five in a day (docs/domain.md#scan)."""
    project = fetched(project)
    MOVES.take("report_by_scan", project, by)
    since = timezone.now() - timedelta(days=1)
    if Finding.objects.filter(reporter=by.person, via=ActivityKind.SCAN, created_at__gte=since).count() >= SCANS_A_DAY:
        raise Refused("一天最多反映 5 次。已经收到的会逐一办理，请明天再来，急事请打 12345。")
    finding = _found(project, text, Severity.MINOR, ActivityKind.SCAN, photos, by, reporter=True)
    tell_role(
        project,
        [Role.CONGRESS_CLERK, Role.STREET_CLERK],
        f"“{project.title}”收到扫码反映，请交办。",
        finding.get_absolute_url(),
    )
    return finding


@transaction.atomic
def ask_progress(*, project: Project, text: str, by: Seat, days: int = ANSWER_DAYS) -> Question:
    """A deputy asks the unit how far it is; the answer is public. days: within which it is due."""
    project = fetched(project)
    MOVES.take("ask_progress", project, by)
    if project.department_id is None:
        raise Refused("这个项目还没有责任单位，分解任务后再问")
    activity = Activity.objects.create(
        place=project.place,
        year=project.year,
        project=project,
        kind=ActivityKind.ASK,
        title=f"问进度：{project.title}"[:80],
        held_on=timezone.localdate(),
        leader=by,
        created_by=by,
    )
    record("supervise.progress_asked", activity, by)
    return _asked(activity, project.department, text, timezone.localdate() + timedelta(days=days), by)


@transaction.atomic
def ask_question(*, activity: Activity, asked_of: Body, text: str, due: date | None, by: Seat) -> Question:
    """One question of an inquiry's list. Raises NotYours, Refused."""
    activity = Activity.objects.select_related("place", "year", "year__place", "project").get(pk=activity.pk)
    MOVES.take("ask_question", activity, by)
    if asked_of.kind not in ANSWERING or not activity.place_id.startswith(asked_of.place_id):
        raise Refused("请选择本地区（或上级）的政府或部门来答复")
    return _asked(activity, asked_of, text, due, by)


def _asked(activity: Activity, asked_of: Body, text: str, due: date | None, by: Seat) -> Question:
    if len(text.strip()) < 5:
        raise Refused("请写清要问什么（至少 5 个字）")
    question = Question.objects.create(
        activity=activity,
        place=activity.place,
        year=activity.year,
        asked_of=asked_of,
        text=text.strip(),
        due=due,
        created_by=by,
    )
    record("supervise.asked", question, by, activity=activity.pk)
    if activity.project:
        tell_unit(
            activity.project,
            f"{activity.get_kind_display()}：{text.strip()}"[:280],
            activity.get_absolute_url(),
            body_id=asked_of.pk,
        )
    return question


@transaction.atomic
def answer_question(*, question: Question, answer: str, by: Seat, version: int | None = None) -> Question:
    """The unit that was asked answers. Raises NotYours for another unit."""
    rows = Question.objects.select_for_update(of=("self",)).select_related(
        "place", "year", "year__place", "activity__project", "asked_of", "created_by"
    )
    question = rows.get(pk=question.pk)
    MOVES.require("answer_question", question.place, by)
    if by.body_id != question.asked_of_id:
        raise NotYours("answer_question")
    MOVES.take("answer_question", question, by, version=version)
    if len(answer.strip()) < 5:
        raise Refused("请写清答复（至少 5 个字）")
    question.answer, question.answered_by, question.answered_at = answer.strip(), by, timezone.now()
    question.save()
    record("supervise.answered", question, by)
    if question.created_by:
        text = f"{question.asked_of}答复了您的提问“{question.text[:60]}”：{question.answer}"
        tell([question.created_by.person_id], text[:300], question.get_absolute_url())
    if question.activity.project:
        tell_watchers(
            question.activity.project,
            f"{question.activity.title}：{question.asked_of}已答复。",
            question.get_absolute_url(),
            but=question.created_by,
        )
    return question


def fetched(project: Project) -> Project:
    """The project with what the policy looks at."""
    return Project.objects.select_related("place", "year", "year__place", "department", "dossier").get(pk=project.pk)


def _found(
    project: Project,
    text: str,
    severity: str,
    via: str,
    photos: Iterable[Upload],
    by: Seat,
    *,
    activity: Activity | None = None,
    reporter: bool = False,
    aspect: str = Aspect.OTHER,
) -> Finding:
    problems = [] if len(text.strip()) >= 5 else ["请写清发现了什么问题、在哪里（至少 5 个字）"]
    if aspect not in Aspect.values:
        problems.append("请选择问题的类别")
    if severity not in Severity.values:
        problems.append("请选择问题的程度")
    if problems:
        raise Refused(*problems)
    finding = Finding.objects.create(
        place=project.place,
        year=project.year,
        project=project,
        activity=activity,
        via=via,
        severity=severity,
        aspect=aspect,
        text=text.strip(),
        state=FindingState.OPEN,
        created_by=by,
        reporter=by.person if reporter else None,
    )
    finding.photos.set(photos)
    record("supervise.found", finding, by, via=via)
    tell_watchers(
        project,
        f"“{project.title}”发现一个问题（{finding.get_via_display()}），等待交办。",
        finding.get_absolute_url(),
        but=by,
    )
    return finding
