"""监督活动: what was seen and praised at a desk, on patrol and on the way; questions and their answers."""

from collections.abc import Iterable, Sequence
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
from piaojue.commons.places.models import Place
from piaojue.commons.years.models import Year
from piaojue.stages.deliver.public import Project, tell_unit
from piaojue.stages.supervise.actions.proceeding import promised
from piaojue.stages.supervise.covering import is_of_here, projects_of_activity
from piaojue.stages.supervise.kinds import AT_DESK, CLERKS, KINDS, ActivityKind, assignment, is_decided_on, not_here
from piaojue.stages.supervise.matching import too_near
from piaojue.stages.supervise.models import Activity, ActivityState, Question
from piaojue.stages.supervise.moves import MOVES
from piaojue.stages.supervise.queries import ANSWERING
from piaojue.stages.supervise.telling import tell_watchers
from piaojue.stages.supervise.values import ActivityDraft

DAYS_AHEAD = 366
SHORTEST_TITLE, SHORTEST_TEXT = 4, 5
HELD_BY: dict[str, str] = {
    ActivityKind.INQUIRY: "hold_inquiry",
    ActivityKind.CHECK: "hold_inspection",
    ActivityKind.REPORT: "hold_hearing",
}
"""Kind of an activity → the line by which a body decides on it."""
LINKS = ("members", "projects", "regions")
"""What of a draft is no column."""


def record_activity(*, year: Year, draft: ActivityDraft, by: Seat, photos: Iterable[Upload] = ()) -> Activity:
    """An inspection, research, follow-up, meeting; an inquiry, a hearing or an inspection of laws is suggested to the body.

    One whose day is to come is arranged. What others than the office record is public once the office publishes it.
    raises: NotYours, Refused with every objection
    """
    activity = Activity(place=year.place, year=year)
    with acting(MOVES["record_activity"], year, by, makes=activity) as act:
        fill_activity(activity, draft, by)
        activity.photos.set(list(photos))
        act.note(kind=activity.kind)
    for project in projects_of_activity(activity) if activity.public else ():
        tell_watchers(
            project, f"“{project.title}”有新的监督活动：{activity.title}", activity.get_absolute_url(), but=by
        )
    return activity


def fill_activity(activity: Activity, draft: ActivityDraft, by: Seat, problems: Sequence[str] = ()) -> None:
    """Write a draft into a new activity and save it, for the act that logs it.

    problems: what is wrong with it already. Raises Refused with every objection
    """
    members, projects, regions = list(draft.members), list(draft.projects), list(draft.regions)
    for name, value in _columns(draft).items():
        setattr(activity, name, value)
    named = [activity.project] if activity.project else projects
    people = [*members, activity.leader] if activity.leader else members
    problems = [*problems, *_unfit(activity, people, regions, by)]
    problems += [*_strange(activity, projects, regions), *too_near(named, people)]
    if problems:
        raise Refused(*problems)
    activity.public &= by.role in CLERKS
    if activity.held_on > timezone.localdate():
        activity.state = ActivityState.ARRANGED
    if is_decided_on(ActivityKind(activity.kind), activity.place):
        activity.state = ActivityState.SUGGESTED
        activity.order = assignment(ActivityKind(activity.kind), activity.place)
    activity.save()
    activity.members.set(members)
    activity.projects.set(projects)
    activity.regions.set(regions)


def hold_activity(*, activity: Activity, decision: Decision, by: Seat) -> Activity:
    """The body has decided on a 专题询问, an 执法检查 or the hearing of a report. Raises Refused."""
    with acting(MOVES[HELD_BY[activity.kind]], activity, by, decision=decision) as act:
        act.thing.doc_no = act.thing.doc_no or decision.number
    return act.thing


def _columns(draft: ActivityDraft) -> dict:
    """The draft's values as columns of an activity; members and projects are links."""
    values = {name: getattr(draft, name) for name in draft.__dataclass_fields__ if name not in LINKS}
    return {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}


def _unfit(activity: Activity, people: list[Seat], regions: list[Place], by: Seat) -> list[str]:
    problems = []
    if activity.kind not in AT_DESK or by.role not in KINDS[ActivityKind(activity.kind)].who:
        problems.append("请选择监督方式")
    elif strange := not_here(ActivityKind(activity.kind), activity.place):
        problems.append(strange)
    if len(activity.title) < SHORTEST_TITLE:
        problems.append(f"请写明监督活动的主题（至少 {SHORTEST_TITLE} 个字）")
    if activity.held_on > timezone.localdate() + timedelta(days=DAYS_AHEAD):
        problems.append("日期太远，请在一年以内")
    if not all(seat.in_office() and is_of_here(seat, activity.place, regions) for seat in people):
        problems.append("带队人和参加代表要从本级（或上级）、所走访地区的在任人员中选择")
    return problems


def _strange(activity: Activity, projects: list[Project], regions: list[Place]) -> list[str]:
    """A project of another year, one project beside several, or a region that is not below."""
    if any(not region.pk.startswith(activity.place_id) or region.pk == activity.place_id for region in regions):
        return ["涉及地区应是本地区下面的地区"]
    named = [*projects, activity.project] if activity.project else projects
    if any(project.year_id != activity.year_id for project in named):
        return ["所选项目不在这个年度"]
    return ["请选择一个项目，或者几个项目"] if activity.project and projects else []


def ask_question(*, activity: Activity, asked_of: Body, text: str, due: date | None, by: Seat) -> Question:
    """One question of an inquiry's list. Raises NotYours, Refused."""
    question = question_of(activity, asked_of, text, due)
    with acting(MOVES["ask_question"], activity, by, makes=question) as act:
        if asked_of.kind not in ANSWERING or not activity.place_id.startswith(asked_of.place_id):
            raise Refused("请选择本地区（或上级）的政府或部门来答复")
        check_question(text)
        if wrong := unexplained(dates.due(due, today=timezone.localdate())):
            raise Refused(*wrong)
        act.note(activity=activity.pk)
    tell_asked(question)
    return question


def question_of(activity: Activity, asked_of: Body, text: str, due: date | None) -> Question:
    place, year = activity.place, activity.year
    return Question(activity=activity, place=place, year=year, asked_of=asked_of, text=text.strip(), due=due)


def check_question(text: str) -> None:
    if len(text.strip()) < SHORTEST_TEXT:
        raise Refused(f"请写清要问什么（至少 {SHORTEST_TEXT} 个字）")


def tell_asked(question: Question) -> None:
    """The unit that is asked hears of it."""
    activity = question.activity
    if activity.project is not None:
        words = f"{activity.get_kind_display()}：{question.text}"[:280]
        tell_unit(activity.project, words, activity.get_absolute_url(), body_id=question.asked_of_id)


def answer_question(
    *,
    question: Question,
    answer: str,
    promise: str = "",
    promise_due: date | None = None,
    by: Seat,
    version: int | None = None,
) -> Question:
    """The unit that was asked answers, and may assure in writing what it does by which day.

    A changed answer is rated anew. Raises NotYours for another unit, Refused
    """
    with acting(MOVES["answer_question"], question, by, version=version) as act:
        question = act.thing
        problems = promised(question, promise, promise_due)
        if len(answer.strip()) < SHORTEST_TEXT:
            problems.insert(0, f"请写清答复（至少 {SHORTEST_TEXT} 个字）")
        if problems:
            raise Refused(*problems)
        if question.answer != answer.strip():
            question.rating = question.rating_note = ""
        question.answer, question.answered_by, question.answered_at = answer.strip(), by, timezone.now()
    if question.created_by:
        text = f"{question.asked_of}答复了您的提问“{question.text[:60]}”：{question.answer}"
        tell([question.created_by.person_id], text[:300], question.get_absolute_url())
    if project := question.activity.project:
        words = f"{question.activity.title}：{question.asked_of}已答复。"
        tell_watchers(project, words, question.get_absolute_url(), but=question.created_by)
    return question
