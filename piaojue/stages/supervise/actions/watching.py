"""监督活动: what was seen and praised at a desk, on patrol and on the way; questions and their answers."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils import timezone

from engines import dates
from engines.dates import unexplained
from piaojue.commons.acting import acting
from piaojue.commons.decisions.models import Decision
from piaojue.commons.evidence.models import Upload
from piaojue.commons.moves import Refused
from piaojue.commons.notify.tell import tell
from piaojue.commons.people.models import Body, Seat
from piaojue.commons.years.models import Year
from piaojue.stages.deliver.public import Project, tell_unit
from piaojue.stages.supervise.actions.finding import register, tell_found
from piaojue.stages.supervise.kinds import AT_DESK, KINDS, ActivityKind, is_decided_on, not_here
from piaojue.stages.supervise.models import Activity, ActivityState, Aspect, Finding, Question, Severity
from piaojue.stages.supervise.moves import MOVES
from piaojue.stages.supervise.queries import ANSWERING
from piaojue.stages.supervise.telling import tell_watchers
from piaojue.stages.supervise.values import ActivityDraft

ANSWER_DAYS = 7
DAYS_AHEAD = 60
SHORTEST_TITLE, SHORTEST_SIGHT, SHORTEST_TEXT = 4, 4, 5
HELD_BY: dict[str, str] = {
    ActivityKind.INQUIRY: "hold_inquiry",
    ActivityKind.CHECK: "hold_inspection",
    ActivityKind.REPORT: "hold_hearing",
}
"""Kind of an activity → the line by which a body decides on it."""


def record_activity(*, year: Year, draft: ActivityDraft, by: Seat, photos: Iterable[Upload] = ()) -> Activity:
    """An inspection, research, follow-up, meeting; an inquiry, a hearing or an inspection of laws is suggested to the body.

    raises: NotYours, Refused with every objection
    """
    members = list(draft.members)
    activity = Activity(place=year.place, year=year, **_columns(draft))
    with acting(MOVES["record_activity"], year, by, makes=activity) as act:
        if problems := _unfit(activity, members, by):
            raise Refused(*problems)
        if is_decided_on(ActivityKind(activity.kind), activity.place):
            activity.state = ActivityState.SUGGESTED
        activity.save()
        activity.members.set(members)
        activity.photos.set(list(photos))
        act.note(kind=activity.kind)
    if activity.project is not None and activity.public:
        words = f"“{activity.project.title}”有新的监督活动：{activity.title}"
        tell_watchers(activity.project, words, activity.get_absolute_url(), but=by)
    return activity


def hold_activity(*, activity: Activity, decision: Decision, by: Seat) -> Activity:
    """The body has decided on a 专题询问, an 执法检查 or the hearing of a report. Raises Refused."""
    with acting(MOVES[HELD_BY[activity.kind]], activity, by, decision=decision) as act:
        act.thing.doc_no = act.thing.doc_no or decision.number
    return act.thing


def _columns(draft: ActivityDraft) -> dict:
    """The draft's values as columns of an activity; members are links."""
    values = {name: getattr(draft, name) for name in draft.__dataclass_fields__ if name != "members"}
    return {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}


def _unfit(activity: Activity, members: list[Seat], by: Seat) -> list[str]:
    problems = []
    if activity.kind not in AT_DESK or by.role not in KINDS[ActivityKind(activity.kind)].who:
        problems.append("请选择监督方式")
    elif strange := not_here(ActivityKind(activity.kind), activity.place, activity.order):
        problems.append(strange)
    if len(activity.title) < SHORTEST_TITLE:
        problems.append(f"请写明监督活动的主题（至少 {SHORTEST_TITLE} 个字）")
    if activity.held_on > timezone.localdate() + timedelta(days=DAYS_AHEAD):
        problems.append("日期太远，请在两个月以内")
    if activity.project is not None and activity.project.year_id != activity.year_id:
        problems.append("所选项目不在这个年度")
    people = [*members, activity.leader] if activity.leader else members
    if not all(seat.in_office() and activity.place_id.startswith(seat.place_id) for seat in people):
        problems.append("带队人和参加代表要从本级（或上级）的在任人员中选择")
    return problems


def _on_project(kind: ActivityKind, project: Project, by: Seat, **values: str) -> Activity:
    """Today's activity of a kind that is not recorded at a desk."""
    return Activity(
        place=project.place,
        year=project.year,
        project=project,
        kind=kind,
        title=KINDS[kind].title.format(project.title)[:80],
        held_on=timezone.localdate(),
        leader=by,
        **values,
    )


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
    """A volunteer's (or deputy's) visit, from the phone: what was seen, and a finding if there is a problem.

    raises: NotYours, Refused
    """
    seen = {"situation": situation.strip(), "praise": praise.strip()}
    activity, finding = _on_project(ActivityKind.PATROL, project, by, **seen), None
    with acting(MOVES["patrol"], project, by, makes=activity) as act:
        if len(activity.situation) < SHORTEST_SIGHT:
            raise Refused(f"请写一句现场情况（至少 {SHORTEST_SIGHT} 个字）")
        photos = list(photos)
        activity.save()
        activity.photos.set(photos)
        if problem.strip():
            finding = Finding(text=problem.strip(), severity=severity, aspect=aspect, via=ActivityKind.PATROL)
            register(finding, project, photos, by, activity=activity)
            act.also(MOVES["raise_finding"], finding, via=finding.via)
    if finding is not None:
        tell_found(finding, by)
    return activity


def ask_progress(*, project: Project, text: str, by: Seat, days: int = ANSWER_DAYS) -> Question:
    """A deputy asks the unit how far it is; the answer is public.

    days:   within which it is due
    raises: NotYours, Refused
    """
    activity = _on_project(ActivityKind.ASK, project, by)
    due = timezone.localdate() + timedelta(days=days)
    with acting(MOVES["ask_progress"], project, by, makes=activity) as act:
        unit = project.department
        if unit is None:
            raise Refused("这个项目还没有责任单位，分解任务后再问")
        _check_question(text)
        activity.save()
        question = _question(activity, unit, text, due)
        question.created_by = by
        question.save()
        act.also(MOVES["ask_question"], question, activity=activity.pk)
    _tell_asked(question)
    return question


def ask_question(*, activity: Activity, asked_of: Body, text: str, due: date | None, by: Seat) -> Question:
    """One question of an inquiry's list. Raises NotYours, Refused."""
    question = _question(activity, asked_of, text, due)
    with acting(MOVES["ask_question"], activity, by, makes=question) as act:
        if asked_of.kind not in ANSWERING or not activity.place_id.startswith(asked_of.place_id):
            raise Refused("请选择本地区（或上级）的政府或部门来答复")
        _check_question(text)
        if wrong := unexplained(dates.due(due, today=timezone.localdate())):
            raise Refused(*wrong)
        act.note(activity=activity.pk)
    _tell_asked(question)
    return question


def _question(activity: Activity, asked_of: Body, text: str, due: date | None) -> Question:
    place, year = activity.place, activity.year
    return Question(activity=activity, place=place, year=year, asked_of=asked_of, text=text.strip(), due=due)


def _check_question(text: str) -> None:
    if len(text.strip()) < SHORTEST_TEXT:
        raise Refused(f"请写清要问什么（至少 {SHORTEST_TEXT} 个字）")


def _tell_asked(question: Question) -> None:
    """The unit that is asked hears of it."""
    activity = question.activity
    if activity.project is not None:
        words = f"{activity.get_kind_display()}：{question.text}"[:280]
        tell_unit(activity.project, words, activity.get_absolute_url(), body_id=question.asked_of_id)


def answer_question(*, question: Question, answer: str, by: Seat, version: int | None = None) -> Question:
    """The unit that was asked answers. Raises NotYours for another unit, Refused."""
    with acting(MOVES["answer_question"], question, by, version=version) as act:
        question = act.thing
        if len(answer.strip()) < SHORTEST_TEXT:
            raise Refused(f"请写清答复（至少 {SHORTEST_TEXT} 个字）")
        question.answer, question.answered_by, question.answered_at = answer.strip(), by, timezone.now()
    if question.created_by:
        text = f"{question.asked_of}答复了您的提问“{question.text[:60]}”：{question.answer}"
        tell([question.created_by.person_id], text[:300], question.get_absolute_url())
    if project := question.activity.project:
        words = f"{question.activity.title}：{question.asked_of}已答复。"
        tell_watchers(project, words, question.get_absolute_url(), but=question.created_by)
    return question
