"""The way of an activity: told, moved, held, answered for, concluded. One frame for all kinds; what a kind wants stands in procedure.py."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils import timezone

from engines import dates
from engines.dates import unexplained
from piaojue.commons.acting import acting
from piaojue.commons.evidence.models import Upload
from piaojue.commons.moves import Refused
from piaojue.commons.notify.tell import tell
from piaojue.commons.people.models import Seat
from piaojue.commons.people.queries import officers_of
from piaojue.stages.supervise.covering import is_of_here, projects_of_activity
from piaojue.stages.supervise.kinds import ActivityKind
from piaojue.stages.supervise.models import Activity, Question, Rating
from piaojue.stages.supervise.moves import MOVES
from piaojue.stages.supervise.telling import tell_watchers
from piaojue.stages.supervise.values import Visit

ANSWER_DAYS = 7
FARTHEST = timedelta(days=366)
SHORTEST_REASON, SHORTEST_SIGHT, SHORTEST_TEXT = 4, 4, 5


def give_notice(*, activity: Activity, venue: str, notice: str, by: Seat, version: int | None = None) -> Activity:
    """Tell who leads, who takes part and the units: when, where, what to prepare. May be told again. Raises NotYours, Refused."""
    with acting(MOVES["give_notice"], activity, by, version=version) as act:
        if not venue.strip():
            raise Refused("请写明地点")
        act.thing.venue, act.thing.notice = venue.strip(), notice.strip()
        act.thing.noticed_on = timezone.localdate()
    where = f"{act.thing.held_on}，{act.thing.venue}"
    words = f"{act.thing.get_kind_display()}“{act.thing.title}”：{where}。{act.thing.notice}"
    tell(_concerned(act.thing), words[:300], act.thing.get_absolute_url(), year=act.thing.year)
    return act.thing


def _concerned(activity: Activity) -> set[int]:
    """Persons: who leads, who takes part, and the officers of the units whose projects it is about."""
    people = set(activity.members.values_list("person_id", flat=True))
    if activity.leader:
        people.add(activity.leader.person_id)
    units = {project.department_id for project in projects_of_activity(activity)} - {None}
    for unit in units:
        people |= set(officers_of(unit).values_list("person_id", flat=True))
    return people


def postpone_activity(
    *, activity: Activity, held_on: date, reason: str, by: Seat, version: int | None = None
) -> Activity:
    """Another day, with the reason; who was told hears of it. Raises NotYours, Refused."""
    with acting(MOVES["postpone_activity"], activity, by, version=version) as act:
        today = timezone.localdate()
        problems = [] if len(reason.strip()) >= SHORTEST_REASON else ["请写明改期的理由"]
        if not today <= held_on <= today + FARTHEST:
            problems.append("新的日期应在今天以后、一年以内")
        if problems:
            raise Refused(*problems)
        act.thing.held_on, act.thing.postponed = held_on, reason.strip()
    if act.thing.noticed_on:
        words = f"“{act.thing.title}”改到 {held_on}：{reason.strip()}"
        tell(_concerned(act.thing), words[:300], act.thing.get_absolute_url(), year=act.thing.year)
    return act.thing


def call_off_activity(*, activity: Activity, reason: str, by: Seat, version: int | None = None) -> Activity:
    """It does not take place, and why. Raises NotYours, Refused."""
    with acting(MOVES["call_off_activity"], activity, by, version=version) as act:
        if len(reason.strip()) < SHORTEST_REASON:
            raise Refused("请写明取消的理由")
        act.thing.ending = reason.strip()
    if act.thing.noticed_on:
        words = f"“{act.thing.title}”取消：{reason.strip()}"
        tell(_concerned(act.thing), words[:300], act.thing.get_absolute_url(), year=act.thing.year)
    return act.thing


def enter_visit(
    *,
    activity: Activity,
    visit: Visit,
    by: Seat,
    photos: Iterable[Upload] = (),
    version: int | None = None,
) -> Activity:
    """Who came, what was seen. Raises NotYours; Refused: before its day, an inquiry without a question, nothing seen."""
    with acting(MOVES["enter_visit"], activity, by, version=version) as act:
        row = act.thing
        problems = [] if len(visit.situation.strip()) >= SHORTEST_SIGHT else ["请写现场情况（至少 4 个字）"]
        if row.held_on > timezone.localdate():
            problems.append(f"日期是 {row.held_on}，到那一天再登记；提前举行的，请先改期")
        if row.kind == ActivityKind.INQUIRY and not row.questions.exists():
            problems.append("专题询问至少要有一个问题，请先列入问题清单")
        members = list(visit.members)
        if not all(is_of_here(seat, row.place, row.regions.all()) for seat in members):
            problems.append("参加人员要从本级（或上级）、所走访的地区选择")
        if problems:
            raise Refused(*problems)
        row.hosts, row.situation = visit.hosts.strip(), visit.situation.strip()
        row.praise, row.advice = visit.praise.strip(), visit.advice.strip()
        row.members.set(members)
        row.photos.add(*photos)
        act.note(members=[seat.pk for seat in members])
    for project in projects_of_activity(act.thing) if act.thing.public else ():
        tell_watchers(project, f"“{project.title}”有新的监督活动：{row.title}", row.get_absolute_url(), but=by)
    return act.thing


def conclude_activity(*, activity: Activity, ending: str, by: Seat, version: int | None = None) -> Activity:
    """Nothing of its procedure is open any more; what came of it. Raises NotYours, Refused with what is open."""
    with acting(MOVES["conclude_activity"], activity, by, version=version) as act:
        if len(ending.strip()) < SHORTEST_REASON:
            raise Refused("请写明办结情况")
        act.thing.ending, act.thing.concluded_on = ending.strip(), timezone.localdate()
    return act.thing


def publish_activity(*, activity: Activity, by: Seat, version: int | None = None) -> Activity:
    """Everybody may read it from now on. Raises NotYours, Refused."""
    with acting(MOVES["publish_activity"], activity, by, version=version) as act:
        act.thing.public = True
    return act.thing


def follow_up_question(*, question: Question, text: str, by: Seat) -> Question:
    """Ask further about an answer, of the same unit. Raises NotYours, Refused."""
    row = Question(
        activity=question.activity,
        place=question.place,
        year=question.year,
        asked_of=question.asked_of,
        text=text.strip(),
        due=timezone.localdate() + timedelta(days=ANSWER_DAYS),
        follows=question,
    )
    with acting(MOVES["follow_up_question"], question, by, makes=row):
        if len(row.text) < SHORTEST_TEXT:
            raise Refused(f"请写清要追问什么（至少 {SHORTEST_TEXT} 个字）")
    people = officers_of(row.asked_of_id).values_list("person_id", flat=True)
    tell(people, f"追问：{row.text}"[:280], row.get_absolute_url(), year=row.year)
    return row


def rate_answer(*, question: Question, rating: str, note: str = "", by: Seat, version: int | None = None) -> Question:
    """What who asked says of the answer; not content: why. Raises NotYours, Refused."""
    with acting(MOVES["rate_answer"], question, by, version=version) as act:
        if rating not in Rating.values:
            raise Refused("请选择满意、基本满意或不满意")
        if rating == Rating.DISSATISFIED and len(note.strip()) < SHORTEST_REASON:
            raise Refused("不满意的，请写明哪里不满意")
        act.thing.rating, act.thing.rating_note = rating, note.strip()
    people = officers_of(act.thing.asked_of_id).values_list("person_id", flat=True)
    words = f"您单位的答复得到评价“{act.thing.get_rating_display()}”：{act.thing.text}"
    tell(people, words[:280], act.thing.get_absolute_url(), year=act.thing.year)
    return act.thing


def promised(question: Question, promise: str, due: date | None) -> list[str]:
    """Write an assurance with its day into an answer; one that is there already stays. Returns what is wrong with it."""
    if due == question.promise_due and promise.split() == question.promise.split():
        return []
    if not promise.strip():
        return [] if due is None else ["写了承诺完成日期，请写明承诺做什么"]
    if due is None:
        return ["书面承诺要有完成日期"]
    if question.kept_on:
        return ["承诺已经兑现，不能再改"]
    question.promise, question.promise_due = promise.strip(), due
    return unexplained(dates.due(due, today=timezone.localdate()))


def keep_promise(*, question: Question, kept: str, by: Seat, version: int | None = None) -> Question:
    """The unit says how it kept what it assured; who asked hears of it. Raises NotYours, Refused."""
    with acting(MOVES["keep_promise"], question, by, version=version) as act:
        if len(kept.strip()) < SHORTEST_TEXT:
            raise Refused(f"请写明怎样兑现的（至少 {SHORTEST_TEXT} 个字）")
        act.thing.kept, act.thing.kept_on = kept.strip(), timezone.localdate()
    if act.thing.created_by:
        words = f"{act.thing.asked_of}登记兑现承诺“{act.thing.promise[:60]}”：{act.thing.kept}"
        tell([act.thing.created_by.person_id], words[:300], act.thing.get_absolute_url(), year=act.thing.year)
    return act.thing
