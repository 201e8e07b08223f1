"""Plan, progress, overdue days and payments → one lamp, with the reason for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from engines.exact import fraction_from, percent, rounded

from .curve import Curve
from .policy import LIGHT_NAMES, Light, Measure, Policy, Shade

SHORTLY = 30
"""Days before the approved end from which a lamp says how many are left."""


class Kind(StrEnum):
    """How a project's progress is counted (项目形态, docs/domain.md#project-types)."""

    WORKS = "works"  # 形象进度 %
    COUNT = "count"  # 完成数 / 目标数 (服务人次、设备、补贴、多点)
    MONEY = "money"  # 投资完成


@dataclass(frozen=True, kw_only=True)
class Progress:
    """What was reported.

    kind:   works: done is percent 0–100 and target 100; count: done of target in `unit`; money: 元 or 万元 in `unit`
    done, target: exact numbers (int, Fraction or text like "41.5"), done >= 0, target > 0; done may exceed target
    raises: ValueError in Chinese
    """

    kind: Kind
    done: Fraction
    target: Fraction = Fraction(100)
    unit: str = "%"

    def __post_init__(self) -> None:
        if self.kind not in set(Kind):
            raise ValueError(f"“{self.kind}”不在可选值 {'、'.join(Kind)} 之中")
        object.__setattr__(self, "kind", Kind(self.kind))
        object.__setattr__(self, "done", fraction_from(self.done))
        object.__setattr__(self, "target", fraction_from(self.target))
        if self.done < 0:
            raise ValueError("完成量不能为负")
        if self.target <= 0:
            raise ValueError("年度目标应大于 0")
        if self.kind is Kind.WORKS and self.target != 100:
            raise ValueError("形象进度以 100% 为目标")

    @property
    def share(self) -> Fraction:
        """Done / target, 0 and up, exact."""
        return self.done / self.target

    @property
    def text(self) -> str:
        """E.g. 「形象进度 42%」, 「完成 320/600 个」, 「投资完成 2410/2470 万元」."""
        if self.kind is Kind.WORKS:
            return f"形象进度 {rounded(self.done)}%"
        word = "完成" if self.kind is Kind.COUNT else "投资完成"
        return f"{word} {rounded(self.done)}/{rounded(self.target)} {self.unit}"


@dataclass(frozen=True)
class Task:
    """One due item: `due` day and the day it was `done` (None: not yet)."""

    title: str
    due: date
    done: date | None = None


@dataclass(frozen=True)
class Reason:
    """One look at the project: the light it alone would give, and a Chinese sentence."""

    light: Light
    sentence: str


@dataclass(frozen=True)
class Lamp:
    """The worst light of all reasons. `planned`, `actual`: shares of the year's target; `lag`: what is compared.

    shade: the light, finer by two where the policy has five colours
    """

    light: Light
    reasons: tuple[Reason, ...]
    planned: Fraction
    actual: Fraction
    lag: Fraction
    overridden_because: str = ""
    shade: Shade = Shade.GREEN

    @property
    def sentence(self) -> str:
        """The light's name and the sentences that made it so."""
        if self.overridden_because:
            return f"{LIGHT_NAMES[self.light]}（人工调整：{self.overridden_because}）。"
        deciding = [reason.sentence for reason in self.reasons if reason.light is self.light]
        return f"{LIGHT_NAMES[self.light]}：{'；'.join(deciding)}。"


def lamp(
    policy: Policy,
    curve: Curve,
    progress: Progress,
    today: date,
    *,
    started: date | None,
    tasks: Sequence[Task] = (),
    paid_share: Fraction | None = None,
    due: date | None = None,
) -> Lamp:
    """The lamp of one project on one day.

    started:    day work began; None: not yet. Progress above 0 counts as started
    tasks:      milestones or monthly tasks; the longest overdue one counts (TASKS: all due by today)
    paid_share: paid / payable by plan, 0 and up; None: not known, not looked at
    due:        the approved last day of the whole work; None: none, or the work is finished
    result:     the worst of progress, start, overdue, payment and end, each with its own sentence
    source:     docs/domain.md#lamps
    """
    planned, actual = curve.at(today), progress.share
    lag = _lag(policy, planned, actual)
    looks = [
        _look_at_tasks(tasks, today)
        if policy.measure is Measure.TASKS
        else _look_at_lag(policy, progress, planned, lag),
        _look_at_start(policy, curve, progress, started, today),
        _look_at_overdue(policy, tasks, today),
        _look_at_payment(policy, paid_share),
        _look_at_end(progress, due, today),
    ]
    reasons = tuple(reason for reason in looks if reason)
    worst = max((reason.light for reason in reasons), key=lambda light: light.severity)
    return Lamp(worst, reasons, planned, actual, lag, shade=_shade(policy, worst, lag, actual))


def _shade(policy: Policy, light: Light, lag: Fraction, actual: Fraction) -> Shade:
    """Orange: yellow, and far behind; blue: green, and finished; where the policy has these two."""
    if policy.orange_above is None:
        return Shade(light)
    if light is Light.YELLOW and lag > policy.orange_above:
        return Shade.ORANGE
    return Shade.BLUE if light is Light.GREEN and actual >= 1 else Shade(light)


def overridden(computed: Lamp, light: Light, because: str) -> Lamp:
    """The lamp set by hand; the reason is kept with it. raises: ValueError when there is none."""
    if not because.strip():
        raise ValueError("人工调整亮灯必须写明理由")
    shown = (computed.planned, computed.actual, computed.lag, because.strip())
    return Lamp(light, computed.reasons, *shown, shade=Shade(light))


def _lag(policy: Policy, planned: Fraction, actual: Fraction) -> Fraction:
    """How far behind, >= 0: a share of the target (POINTS, TASKS) or of the plan (SHORTFALL)."""
    if policy.measure is Measure.REMAINING:
        return max(1 - actual, Fraction(0))
    behind = max(planned - actual, Fraction(0))
    if policy.measure is Measure.SHORTFALL:
        return behind / planned if planned else Fraction(0)
    return behind


def _look_at_what_is_left(policy: Policy, progress: Progress, lag: Fraction) -> Reason:
    """大足双路: how much is done, whatever the plan says; under 30 % red."""
    if lag == 0:
        return Reason(Light.GREEN, f"{progress.text}，已经完工")
    steps = [(Light.RED, policy.red_above), (Light.YELLOW, policy.orange_above), (Light.YELLOW, policy.yellow_from)]
    for light, limit in steps:
        if limit is not None and lag > limit:
            return Reason(light, f"{progress.text}，不足 {percent(1 - limit)}")
    return Reason(Light.GREEN, progress.text)


def _look_at_lag(policy: Policy, progress: Progress, planned: Fraction, lag: Fraction) -> Reason:
    if policy.measure is Measure.REMAINING:
        return _look_at_what_is_left(policy, progress, lag)
    state = f"{progress.text}，按序时应达 {percent(planned)}"
    if lag == 0:
        return Reason(Light.GREEN, f"{state}，达到序时进度")
    behind = f"落后 {rounded(lag * 100)} 个百分点" if policy.measure is Measure.POINTS else f"低于计划 {percent(lag)}"
    if lag > policy.red_above:
        return Reason(Light.RED, f"{state}，{behind}，超过 {_amount(policy, policy.red_above)}")
    if lag > policy.yellow_from or (policy.yellow_inclusive and lag == policy.yellow_from):
        return Reason(Light.YELLOW, f"{state}，{behind}")
    return Reason(Light.GREEN, f"{state}，{behind}，未到黄灯界线 {_amount(policy, policy.yellow_from)}")


def _amount(policy: Policy, share: Fraction) -> str:
    return f"{rounded(share * 100)} 个百分点" if policy.measure is Measure.POINTS else percent(share)


def _look_at_tasks(tasks: Sequence[Task], today: date) -> Reason:
    """瓯海: undone is red; done after its day is yellow; on time or early is green."""
    due = [task for task in tasks if task.due < today or (task.done is not None and task.done <= today)]
    undone = [task.title for task in due if task.done is None or task.done > today]
    late = [task.title for task in due if task.done is not None and task.due < task.done <= today]
    if undone:
        return Reason(Light.RED, f"到期任务未完成：{'、'.join(undone)}")
    if late:
        return Reason(Light.YELLOW, f"任务逾期后补齐：{'、'.join(late)}")
    return Reason(Light.GREEN, "到期任务均按时完成" if due else "尚无到期任务")


def _look_at_start(
    policy: Policy, curve: Curve, progress: Progress, started: date | None, today: date
) -> Reason | None:
    """Calendar months that ended without a start; on its last day a month counts as ended."""
    begun = progress.done > 0 or (started is not None and started <= today)
    if begun or today < curve.starts:
        return None
    tomorrow = today + timedelta(days=1)
    months = (tomorrow.year - curve.starts.year) * 12 + tomorrow.month - curve.starts.month
    return _stepped(
        months, policy.unstarted_yellow, policy.unstarted_red, f"计划 {curve.starts.isoformat()} 开工，至今未开工"
    )


def _look_at_overdue(policy: Policy, tasks: Sequence[Task], today: date) -> Reason | None:
    """The milestone that is overdue longest."""
    open_tasks = [task for task in tasks if (task.done is None or task.done > today) and task.due < today]
    if not open_tasks:
        return None
    worst = min(open_tasks, key=lambda task: task.due)
    days = (today - worst.due).days
    return _stepped(days, policy.overdue_yellow, policy.overdue_red, f"节点“{worst.title}”逾期 {days} 天")


def _stepped(number: int, yellow: int | None, red: int | None, sentence: str) -> Reason | None:
    """Red or yellow from their thresholds on; None where neither is looked at or reached."""
    if red is not None and number >= red:
        return Reason(Light.RED, sentence)
    if yellow is not None and number >= yellow:
        return Reason(Light.YELLOW, sentence)
    return None


def _look_at_end(progress: Progress, due: date | None, today: date) -> Reason | None:
    """Unfinished after its approved day it is red, whatever the share; shortly before it the days left are said."""
    if due is None or progress.share >= 1 or (due - today).days > SHORTLY:
        return None
    left = (due - today).days
    if left < 0:
        return Reason(Light.RED, f"批准的完成时间 {due.isoformat()} 已过 {-left} 天，还没有完成")
    return Reason(Light.GREEN, f"离批准的完成时间还有 {left} 天，还差 {percent(1 - progress.share)}")


def _look_at_payment(policy: Policy, paid: Fraction | None) -> Reason | None:
    if paid is None:
        return None
    sentence = f"资金支付率 {percent(paid)}"
    if policy.payment_red is not None and paid < policy.payment_red:
        return Reason(Light.RED, f"{sentence}，低于 {percent(policy.payment_red)}")
    if policy.payment_yellow is not None and paid < policy.payment_yellow:
        return Reason(Light.YELLOW, f"{sentence}，低于 {percent(policy.payment_yellow)}")
    return None
