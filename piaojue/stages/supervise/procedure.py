"""监督程序: which steps each kind of supervision has, in one table. A step says how it is done, whose turn it is and what is due.

`path_of` reads the steps of one activity from its data. The page shows them, 今天要办 asks for the next one, and an
activity is concluded once nothing of them is open. 质询 and 审议意见 are things of their own (interpelling.py, models/opinion.py).

source: docs/domain.md#procedures
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils import timezone

from piaojue.commons.words import ENGLISH
from piaojue.stages.supervise.hearing import next_way, ways_of
from piaojue.stages.supervise.kinds import ActivityKind
from piaojue.stages.supervise.models import ENDED, HELD, Activity, ActivityState, QuestionState, Rating, ReviewState

CONCLUDED_WITHIN = timedelta(days=30)
"""After it was held, until it is concluded (本站)."""


class Mark(StrEnum):
    """How a step stands. SKIP: this activity does without it."""

    DONE = "done"
    OPEN = "todo"
    SKIP = "skip"


class StepKey(StrEnum):
    DECIDED = "decided"
    HANDED = "handed"
    NOTICED = "noticed"
    ASKED = "asked"
    HELD = "held"
    ANSWERED = "answered"
    RATED = "rated"
    KEPT = "kept"
    MENDED = "mended"
    OPINION = "opinion"
    CONCLUDED = "concluded"


@dataclass(frozen=True)
class Look:
    """How one step of one activity stands. note: a figure or a day; due: its last day; lack: why it is still open"""

    mark: Mark
    note: str = ""
    due: date | None = None
    lack: str = ""


@dataclass(frozen=True)
class Step:
    """One step. label: its word in Chinese; look: how it stands; holds_up: whether nothing is concluded before it is done"""

    key: StepKey
    label: str
    english: str
    look: Callable[[Activity], Look]
    holds_up: bool = True


@dataclass(frozen=True)
class Stood:
    """A step of an activity and how it stands."""

    step: Step
    look: Look

    @property
    def open(self) -> bool:
        return self.look.mark is Mark.OPEN


def _on(day: date | None) -> str:
    return f"{day:%Y-%m-%d}" if day else ""


def _decided(activity: Activity) -> Look:
    if activity.state == ActivityState.SUGGESTED:
        return Look(Mark.OPEN, lack="还没有经会议决定")
    return Look(Mark.DONE, activity.doc_no)


def _handed(activity: Activity) -> Look:
    """A township has no such days (监督法 15)."""
    if not any(ways_of(activity)):
        return Look(Mark.SKIP)
    step = next_way(activity)
    if step is None:
        return Look(Mark.DONE, _on(activity.to_members_on))
    return Look(Mark.SKIP if activity.state in HELD else Mark.OPEN, due=step.due, lack=step.says)


def _noticed(activity: Activity) -> Look:
    if activity.noticed_on:
        return Look(Mark.DONE, _on(activity.noticed_on))
    return Look(Mark.SKIP if activity.state in HELD else Mark.OPEN, lack="还没有通知参加人员和责任单位")


def _asked(activity: Activity) -> Look:
    number = len(activity.questions.all())
    return Look(Mark.DONE, f"{number} 题") if number else Look(Mark.OPEN, due=activity.held_on, lack="还没有列出问题")


def _held(activity: Activity) -> Look:
    if activity.state in HELD:
        return Look(Mark.DONE, _on(activity.held_on))
    return Look(Mark.OPEN, _on(activity.held_on), activity.held_on, "还没有登记开展情况")


def _answered(activity: Activity) -> Look:
    questions = activity.questions.all()
    open_ones = [one for one in questions if one.state == QuestionState.OPEN]
    if open_ones:
        dues = [one.due for one in open_ones if one.due]
        return Look(Mark.OPEN, due=min(dues, default=None), lack=f"还有 {len(open_ones)} 题没有答复")
    return Look(Mark.DONE if questions else Mark.SKIP)


def _rated(activity: Activity) -> Look:
    questions = activity.questions.all()
    unrated = [one for one in questions if not one.rating]
    if unrated:
        return Look(Mark.OPEN, lack=f"还有 {len(unrated)} 题的答复没有评价")
    bad = sum(one.rating == Rating.DISSATISFIED for one in questions)
    return Look(Mark.DONE if questions else Mark.SKIP, f"{bad} 题不满意" if bad else "")


def _kept(activity: Activity) -> Look:
    promised = [one for one in activity.questions.all() if one.promise]
    broken = [one for one in promised if not one.kept_on]
    if broken:
        dues = [one.promise_due for one in broken if one.promise_due]
        return Look(Mark.OPEN, due=min(dues, default=None), lack=f"还有 {len(broken)} 项承诺没有兑现")
    return Look(Mark.DONE if promised else Mark.SKIP, f"{len(promised)} 项" if promised else "")


def _mended(activity: Activity) -> Look:
    found = activity.findings.all()
    left = [one for one in found if one.state not in ENDED]
    if left:
        dues = [one.due for one in left if one.due]
        return Look(Mark.OPEN, due=min(dues, default=None), lack=f"还有 {len(left)} 个问题没有核实销号")
    return Look(Mark.DONE if found else Mark.SKIP, f"{len(found)} 个问题" if found else "")


def _opinion(activity: Activity) -> Look:
    """An opinion is passed where the committee has one; an activity without it goes on (监督法 17)."""
    opinions = activity.review_opinions.all()
    running = [one for one in opinions if one.state != ReviewState.PUBLISHED]
    if running:
        dues = [one.due for one in running if one.due]
        return Look(Mark.OPEN, due=min(dues, default=None), lack="审议意见还没有办理完毕、向社会公布")
    return Look(Mark.DONE if opinions else Mark.SKIP)


def _concluded(activity: Activity) -> Look:
    if activity.state == ActivityState.CONCLUDED:
        return Look(Mark.DONE, _on(activity.concluded_on))
    due = activity.held_on + CONCLUDED_WITHIN if activity.state == ActivityState.RECORDED else None
    return Look(Mark.OPEN, due=due, lack="还没有办结")


STEPS: Mapping[StepKey, Step] = {
    step.key: step
    for step in (
        Step(StepKey.DECIDED, "会议决定", "Decided", _decided),
        Step(StepKey.HANDED, "送交报告", "Report handed in", _handed),
        Step(StepKey.NOTICED, "通知", "Notice", _noticed, holds_up=False),
        Step(StepKey.ASKED, "问题清单", "Questions", _asked),
        Step(StepKey.HELD, "开展", "Held", _held),
        Step(StepKey.ANSWERED, "答复", "Answered", _answered),
        Step(StepKey.RATED, "评价答复", "Answers rated", _rated),
        Step(StepKey.KEPT, "兑现承诺", "Promises kept", _kept),
        Step(StepKey.MENDED, "整改核实", "Mended and verified", _mended),
        Step(StepKey.OPINION, "审议意见", "Opinion", _opinion),
        Step(StepKey.CONCLUDED, "办结", "Concluded", _concluded, holds_up=False),
    )
}
_K = StepKey
VISIT = (_K.NOTICED, _K.HELD, _K.MENDED, _K.CONCLUDED)
TALK = (_K.HELD, _K.ANSWERED, _K.MENDED, _K.CONCLUDED)
PROCEDURES: Mapping[ActivityKind, tuple[StepKey, ...]] = {
    ActivityKind.GROUP: VISIT,
    ActivityKind.THEMED: VISIT,
    ActivityKind.RESEARCH: VISIT,
    ActivityKind.VISIT: VISIT,
    ActivityKind.FOLLOW_UP: VISIT,
    ActivityKind.LOOK_BACK: VISIT,
    ActivityKind.INQUIRY: (
        _K.DECIDED,
        _K.NOTICED,
        _K.ASKED,
        _K.HELD,
        _K.ANSWERED,
        _K.RATED,
        _K.KEPT,
        _K.OPINION,
        _K.CONCLUDED,
    ),
    ActivityKind.REPORT: (
        _K.DECIDED,
        _K.HANDED,
        _K.NOTICED,
        _K.HELD,
        _K.ANSWERED,
        _K.OPINION,
        _K.CONCLUDED,
    ),
    ActivityKind.CHECK: (_K.DECIDED, _K.NOTICED, _K.HELD, _K.MENDED, _K.OPINION, _K.CONCLUDED),
    ActivityKind.MEETING: TALK,
    ActivityKind.TALK: TALK,
}
"""Kind → its steps in their order. Kinds that are not here are recorded when they have happened, and have no further steps."""
ENGLISH.update({step.label: step.english for step in STEPS.values()})
ENGLISH.update(
    {
        "已安排": "Arranged",
        "已开展": "Held",
        "已办结": "Concluded",
        "已取消": "Called off",
        "拟稿，待会议通过": "Drafted",
        "已通过，待公布": "Passed",
    }
)


def path_of(activity: Activity) -> list[Stood]:
    """The steps of one activity in their order; none where its kind has none. One query for each kind of thing they read."""
    keys = PROCEDURES.get(ActivityKind(activity.kind), ())
    return [Stood(STEPS[key], STEPS[key].look(activity)) for key in keys]


def next_step(activity: Activity) -> Stood | None:
    """The first step that is open; None: none is, or the activity was called off."""
    if activity.state == ActivityState.CANCELLED:
        return None
    return next((one for one in path_of(activity) if one.open), None)


def open_steps(activity: Activity) -> list[str]:
    """What holds up the conclusion, as Chinese sentences."""
    return [one.look.lack for one in path_of(activity) if one.open and one.step.holds_up]


def is_overdue(stood: Stood) -> bool:
    return stood.open and stood.look.due is not None and stood.look.due < timezone.localdate()
