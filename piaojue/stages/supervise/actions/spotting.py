"""On the spot, from a phone: a volunteer's patrol in three taps, a deputy who asks how far it is.

What was written down without network comes later, perhaps twice: it is kept once, under the day on which it was written.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils import timezone

from piaojue.commons.acting import acting
from piaojue.commons.evidence.models import Upload
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.stages.deliver.public import Project, remember
from piaojue.stages.supervise.actions.finding import register, tell_found
from piaojue.stages.supervise.actions.watching import check_question, question_of, tell_asked
from piaojue.stages.supervise.kinds import KINDS, ActivityKind
from piaojue.stages.supervise.models import Activity, Finding, Question, Sight
from piaojue.stages.supervise.moves import MOVES
from piaojue.stages.supervise.values import Sent, Spotted

ANSWER_DAYS = 7
SHORTEST_SIGHT = 4
LONGEST_WAY = timedelta(days=14)
"""How long something may have waited on a phone (本站)."""
NOW = Sent()
SAME = ("project_id", "leader_id", "kind")
"""What of an activity is the same when it is sent twice."""


def _day_of(sent: Sent) -> date:
    """The day on which it was written down; a day that cannot be is today."""
    today = timezone.localdate()
    return sent.on if sent.on and today - LONGEST_WAY <= sent.on <= today else today


def _kept(activity: Activity) -> Activity | None:
    """The same, as the phone has sent it before. Raises Refused where the number is somebody else's, or of something else."""
    if activity.sent_as is None:
        return None
    row = Activity.objects.filter(sent_as=activity.sent_as).first()
    if row is not None and any(getattr(row, name) != getattr(activity, name) for name in SAME):
        raise Refused("这条记录的编号已经用过，请重新填写")
    return row


def _on_project(kind: ActivityKind, project: Project, by: Seat, sent: Sent, **values: str) -> Activity:
    """The activity of a kind that is not recorded at a desk."""
    return Activity(
        place=project.place,
        year=project.year,
        project=project,
        kind=kind,
        title=KINDS[kind].title.format(project.title)[:80],
        held_on=_day_of(sent),
        sent_as=sent.number,
        leader=by,
        **values,
    )


def patrol(
    *, project: Project, spotted: Spotted, by: Seat, photos: Iterable[Upload] = (), sent: Sent = NOW
) -> Activity:
    """A volunteer's (or deputy's) visit: what was seen, and a finding if there is a problem. Raises NotYours, Refused."""
    seen = {"situation": spotted.situation.strip(), "praise": spotted.praise.strip(), "sight": spotted.sight}
    activity, finding = _on_project(ActivityKind.PATROL, project, by, sent, **seen), None
    with acting(MOVES["patrol"], project, by, makes=activity, hold=True) as act:
        if before := _kept(activity):
            act.nothing()
            activity = before
        else:
            if problems := _unclear(activity):
                raise Refused(*problems)
            kept = list(photos)
            remember(kept)
            activity.save()
            activity.photos.set(kept)
            if problem := _problem_of(spotted):
                finding = Finding(text=problem, severity=spotted.severity, aspect=spotted.aspect, via=activity.kind)
                register(finding, project, kept, by, activity=activity)
                act.also(MOVES["raise_finding"], finding, via=finding.via)
    if finding is not None:
        tell_found(finding, by)
    return activity


def _unclear(activity: Activity) -> list[str]:
    if activity.sight and activity.sight not in Sight.values:
        return ["请选择看到的情况"]
    if not activity.sight and len(activity.situation) < SHORTEST_SIGHT:
        return [f"请选择看到的情况，或者写一句（至少 {SHORTEST_SIGHT} 个字）"]
    if activity.sight == Sight.TROUBLE and not activity.situation:
        return ["请写一句有什么问题"]
    return []


def _problem_of(spotted: Spotted) -> str:
    """The words of a finding: those of the problem; of one who tapped 有问题 the words of what was seen."""
    return spotted.problem.strip() or (spotted.situation.strip() if spotted.sight == Sight.TROUBLE else "")


def ask_progress(*, project: Project, text: str, by: Seat, days: int = ANSWER_DAYS, sent: Sent = NOW) -> Question:
    """A deputy asks the unit how far it is; the answer is public.

    days:   within which it is due
    raises: NotYours, Refused
    """
    activity = _on_project(ActivityKind.ASK, project, by, sent)
    due = timezone.localdate() + timedelta(days=days)
    with acting(MOVES["ask_progress"], project, by, makes=activity, hold=True) as act:
        if before := _kept(activity):
            act.nothing()
            return before.questions.earliest("pk")
        unit = project.department
        if unit is None:
            raise Refused("这个项目还没有责任单位，分解任务后再问")
        check_question(text)
        activity.save()
        question = question_of(activity, unit, text, due)
        question.created_by = by
        question.save()
        act.also(MOVES["ask_question"], question, activity=activity.pk)
    tell_asked(question)
    return question
