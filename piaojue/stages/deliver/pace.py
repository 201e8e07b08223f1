"""亮灯: this room's rows made into what engines.pacing judges, and a report that is missing."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from fractions import Fraction

from django.utils import timezone

from engines.pacing import (
    PRESETS,
    Curve,
    Kind,
    Light,
    Measure,
    PlanRefused,
    Policy,
    PolicyError,
    Progress,
    Shade,
    curve_from_milestones,
)
from engines.pacing import Task as Due
from engines.pacing import lamp as judge_lamp
from piaojue.commons.moves import Refused
from piaojue.commons.years.models import Year
from piaojue.commons.years.parameters import LampRule
from piaojue.stages.deliver.models import (
    COUNTED,
    UNITS,
    Baseline,
    Lamp,
    LampRuling,
    Project,
    ProjectState,
    Report,
    Side,
    Task,
)

DEFAULT = "银川"
REPORT_DAYS, LONGEST_REPORT_DAYS = 5, 60
USUAL_DAYS, MOST_DAYS = 30, 92
"""How long a lamp set by hand burns: usually, and at the most (days)."""


@dataclass(frozen=True)
class Pace:
    """The year's rule: thresholds, and days after a month's end by which its report must be there."""

    policy: Policy
    report_days: int = REPORT_DAYS


@dataclass(frozen=True)
class Judged:
    """A lamp and why, without the lamp's name; planned: what the plan asks for on that day, %; shade: orange, blue or empty."""

    lamp: str
    reason: str
    planned: int
    shade: str = ""


def ruling_on(year: Year, side: str, day: date) -> LampRuling | None:
    """The rule that a meeting of this side has passed and that holds on a day; None: no meeting has passed one."""
    return LampRuling.on(year, side, day)


def pace_of(year: Year, side: str = Side.GOVERNMENT, day: date | None = None) -> Pace:
    """One side's rule on a day (today): what its meeting passed, else the year's parameter, else the usual preset.

    raises: Refused with every objection in Chinese
    """
    ruling = ruling_on(year, side, day or timezone.localdate())
    return pace_by(ruling.rule if ruling else year.settings.lamps or LampRule())


def pace_by(rule: LampRule) -> Pace:
    """What a rule comes to. Raises Refused with every objection in Chinese."""
    preset = rule.preset or DEFAULT
    if preset not in PRESETS:
        raise Refused(f"年度参数“亮灯规则”里没有预设“{preset}”，可选：{'、'.join(PRESETS)}")
    days = REPORT_DAYS if rule.report_days is None else rule.report_days
    if not 0 <= days <= LONGEST_REPORT_DAYS:
        raise Refused(f"年度参数“亮灯规则”的 report_days（月报宽限天数）应为 0 至 {LONGEST_REPORT_DAYS} 的整数")
    changed = {name: value for name, value in asdict(rule).items() if value is not None}
    changed = {name: value for name, value in changed.items() if name not in ("preset", "report_days")}
    try:
        return Pace(Policy.from_json(PRESETS[preset].to_json() | changed), days)
    except PolicyError as error:
        raise Refused(*(f"年度参数“亮灯规则”：{problem}" for problem in error.problems)) from error


def curve_of(starts: date, milestones: Iterable[tuple[date, int]]) -> Curve:
    """The plan curve. milestones: (day, cumulative %); of several on one day the highest counts. raises: PlanRefused."""
    best: dict[date, int] = {}
    for day, share in milestones:
        best[day] = max(share, best.get(day, 0))
    return curve_from_milestones(starts, {day: Fraction(share, 100) for day, share in best.items()})


def curve_of_project(project: Project, tasks: Iterable[Task]) -> Curve | None:
    """The project's curve through its milestones; None before the breakdown.

    Of one carried over: to the day of its next goal, from what was reached when it was carried over.
    """
    points = [(task.due, task.share) for task in tasks]
    if project.runs_on and project.next_due and project.accepted_on:
        points = [(day, share) for day, share in points if day < project.accepted_on]
        reached = _reached_by(project, project.accepted_on)
        points = [(day, min(share, reached)) for day, share in points]
        points.append((project.accepted_on, reached))
        points.append((max(project.next_due, project.accepted_on + timedelta(days=1)), 100))
    if not points or project.starts_on is None:
        return None
    try:
        return curve_of(project.starts_on, points)
    except PlanRefused:
        return None


def _reached_by(project: Project, day: date) -> int:
    """What had been reported by a day's month, %."""
    return max((row.percent for row in project.reports.all() if row.month <= f"{day:%Y-%m}"), default=0)


def target_of(project: Project, baseline: Baseline | None) -> int | None:
    """The number voted on, where progress is done / target (服务人次、设备、补贴、活动、多点); None: 形象进度."""
    if baseline is None or project.type not in COUNTED:
        return None
    return baseline.target_count or None


def counts(project: Project, baseline: Baseline | None) -> bool:
    """Whether progress is done / target instead of 形象进度."""
    return target_of(project, baseline) is not None


def unit_of(project: Project, baseline: Baseline | None) -> str:
    """What is counted: the goal's unit, else the type's."""
    return (baseline.target_unit if baseline else "") or UNITS.get(project.type, "项")


def share_of(project: Project, baseline: Baseline | None, percent: int, done_count: int | None) -> int:
    """Progress in % of the year's target, 0–100."""
    target = target_of(project, baseline)
    return percent if target is None else min(100, (done_count or 0) * 100 // target)


def judge(
    project: Project, pace: Pace, today: date, *, tasks: list[Task], baseline: Baseline | None, latest: Report | None
) -> Judged:
    """The lamp by the rule on one day. A month without a report is at least yellow."""
    curve = curve_of_project(project, tasks)
    if curve is None:
        return Judged(Lamp.GREEN, "尚未分解任务，没有计划可比", 0)
    planned = int(curve.at(today) * 100)
    verdict = judge_lamp(
        pace.policy,
        curve,
        _progress(project, pace, baseline, latest),
        today,
        started=project.begun_on,
        tasks=[Due(task.title, task.due, task.done_on) for task in tasks],
        paid_share=_paid(pace, baseline, latest, curve.at(today)),
        due=_end_of(project, baseline),
    )
    late = "" if project.progress >= 100 else missing_report(project, latest, today, pace.report_days)
    if late and verdict.light is Light.GREEN:
        return Judged(Lamp.YELLOW, f"{late}。", planned)
    deciding = [reason.sentence for reason in verdict.reasons if reason.light is verdict.light]
    shade = verdict.shade.value if verdict.shade in (Shade.ORANGE, Shade.BLUE) else ""
    return Judged(verdict.light.value, f"{'；'.join([*deciding, late] if late else deciding)}。"[:300], planned, shade)


def _end_of(project: Project, baseline: Baseline | None) -> date | None:
    """The approved last day; of one carried over the day of its next goal; None: none, or the work is finished."""
    if project.runs_on:
        return project.next_due
    return baseline.due if baseline and project.state != ProjectState.DONE else None


def missing_report(project: Project, latest: Report | None, today: date, grace_days: int) -> str:
    """Which month's report is overdue and for how long; empty: none. Reports begin with the month of the planned start."""
    if project.starts_on is None or project.state == ProjectState.DONE:
        return ""
    ended = _month_before(today.year, today.month)
    if _days_since(ended, today) <= grace_days:
        ended = _month_before(*ended)
    name = f"{ended[0]:04d}-{ended[1]:02d}"
    if name < f"{project.starts_on:%Y-%m}" or (latest and latest.month >= name):
        return ""
    return f"{ended[1]} 月进度报告逾期 {_days_since(ended, today) - grace_days} 天未报"


def _month_before(year: int, month: int) -> tuple[int, int]:
    return (year, month - 1) if month > 1 else (year - 1, 12)


def _days_since(month: tuple[int, int], today: date) -> int:
    """Days since the month's last day."""
    return (today - last_day(*month)).days


def last_day(year: int, month: int) -> date:
    """The month's last day: until then its report is due."""
    return date(year, month, monthrange(year, month)[1])


def month_end(text: str) -> date | None:
    """ "2026-06" or "2026-06-15" → a day; None for anything else."""
    try:
        if len(text) == len("2026-06"):
            first = date.fromisoformat(f"{text}-01")
            return last_day(first.year, first.month)
        return date.fromisoformat(text)
    except ValueError:
        return None


def _progress(project: Project, pace: Pace, baseline: Baseline | None, latest: Report | None) -> Progress:
    if pace.policy.measure is Measure.SHORTFALL and baseline and baseline.year_yuan:
        paid = latest.paid_yuan if latest else 0
        return Progress(
            kind=Kind.MONEY, done=Fraction(paid, 10000), target=Fraction(baseline.year_yuan, 10000), unit="万元"
        )
    if target := target_of(project, baseline):
        done = (latest.done_count if latest else 0) or 0
        return Progress(
            kind=Kind.COUNT,
            done=Fraction(done),
            target=Fraction(target),
            unit=unit_of(project, baseline),
        )
    return Progress(kind=Kind.WORKS, done=Fraction(latest.percent if latest else 0))


def _paid(pace: Pace, baseline: Baseline | None, latest: Report | None, planned: Fraction) -> Fraction | None:
    """Paid / payable by plan; None where the rule does not look at it or nothing is payable yet."""
    looked_at = pace.policy.payment_yellow is not None or pace.policy.payment_red is not None
    if not looked_at or not baseline or not baseline.year_yuan or not planned:
        return None
    return Fraction(latest.paid_yuan if latest else 0) / (baseline.year_yuan * planned)
