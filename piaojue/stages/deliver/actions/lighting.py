"""亮灯: lamps of the day, a lamp set by hand with its reason, the year's own thresholds."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from piaojue.commons.acting import acting
from piaojue.commons.limits import brief
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import Stage
from piaojue.stages.deliver.models import BURNING, Lamp, Project, ProjectState, Report, Side
from piaojue.stages.deliver.moves import MOVES
from piaojue.stages.deliver.pace import MOST_DAYS, USUAL_DAYS, Judged, Pace, judge, last_day, pace_of
from piaojue.stages.deliver.telling import tell_followers_of, tell_role, tell_unit

SHORTEST_REASON, LONGEST_REASON = 5, 200
A_DAY = 86_400  # seconds
OVERSEERS = [Role.GOV_OFFICE, Role.LEADING_GROUP, Role.CONGRESS_CLERK, Role.STREET_CLERK]


def relight(project: Project, today: date | None = None) -> Judged:
    """Judge the lamp anew and show it on the project, which the caller saves."""
    today = today or timezone.localdate()
    _let_run_out(project, today)
    both = _judged_on(project, today, paces_of(project.year, today))
    _show(project, both)
    return both.government


@dataclass(frozen=True)
class Both:
    """The two sides' verdicts on one project."""

    government: Judged
    congress: Judged


def paces_of(year: Year, day: date) -> tuple[Pace, Pace]:
    """The government's rule and the congress's on a day. Raises Refused where one makes no sense."""
    return pace_of(year, Side.GOVERNMENT, day), pace_of(year, Side.CONGRESS, day)


def _let_run_out(project: Project, today: date) -> None:
    if _ran_out(project, today):
        _put_out(project)


def _ran_out(project: Project, today: date) -> bool:
    """A lamp set by hand ends after its last day."""
    return project.hand_until is not None and project.hand_until < today


def _put_out(project: Project) -> None:
    project.hand_lamp, project.hand_reason, project.hand_until, project.hand_by = "", "", None, None


def judged_of_month(project: Project, row: Report, today: date) -> Judged:
    """The lamp as that month's report has it: judged on the month's last day, or on the day of the report if that is earlier."""
    day = min(today, last_day(*map(int, row.month.split("-"))))
    return judge(
        project,
        pace_of(project.year, day=day),
        day,
        tasks=list(project.tasks.all()),
        baseline=project.baseline,
        latest=row,
    )


def _judged_on(project: Project, today: date, paces: tuple[Pace, Pace]) -> Both:
    reports = sorted(project.reports.all(), key=lambda report: report.month)
    seen: dict[str, Any] = {
        "tasks": list(project.tasks.all()),
        "baseline": next(iter(project.baselines.all()), None),
        "latest": reports[-1] if reports else None,
    }
    own, other = paces
    mine = judge(project, own, today, **seen)
    return Both(mine, mine if own == other else judge(project, other, today, **seen))


def _by_hand(project: Project) -> str:
    until = f"（到 {project.hand_until:%Y-%m-%d}）" if project.hand_until else ""
    return f"人工调整{until}：{project.hand_reason}"


def _lamp_and_reason(project: Project, verdict: Judged) -> tuple[str, str]:
    """What is shown: the lamp set by hand goes before the rule's."""
    if project.hand_lamp:
        return project.hand_lamp, _by_hand(project)
    return verdict.lamp, verdict.reason


def _congress_lamp(project: Project, verdict: Judged) -> tuple[str, str]:
    """The congress's own: what the government sets by hand does not touch it."""
    if project.hand_lamp and project.hand_by is not None and project.hand_by.role != Role.GOV_OFFICE:
        return project.hand_lamp, _by_hand(project)
    return verdict.lamp, verdict.reason


def _shades(project: Project, both: Both) -> tuple[str, str]:
    """Orange and blue belong to the rule's lamp; one set by hand has three colours."""
    by_hand = bool(project.hand_lamp)
    own = "" if by_hand else both.government.shade
    congress = "" if by_hand and _congress_lamp(project, both.congress)[0] == project.hand_lamp else both.congress.shade
    return own, congress


def _show(project: Project, both: Both) -> None:
    """Set both lamps on the project; tell when one of them turned red."""
    before, verdict = (project.lamp, project.congress_lamp), both.government
    project.rule_lamp, project.rule_reason = verdict.lamp, verdict.reason
    project.lamp, project.lamp_reason = _lamp_and_reason(project, verdict)
    project.congress_lamp, project.congress_reason = _congress_lamp(project, both.congress)
    project.shade, project.congress_shade = _shades(project, both)
    if project.lamp == Lamp.RED and before[0] != Lamp.RED:
        _tell_red(project)
    elif project.congress_lamp == Lamp.RED and Lamp.RED not in before:
        tell_role(project, OVERSEERS, f"“{project.title}”按人大的规则亮红灯：{project.congress_reason}"[:300])


def _tell_red(project: Project) -> None:
    text = f"您关心的“{project.title}”亮了红灯：{project.lamp_reason}政府须说明原因并赶上进度。"
    tell_followers_of(project, text[:300])
    tell_unit(project, f"“{project.title}”亮红灯：{project.lamp_reason}"[:300])
    tell_role(project, OVERSEERS, f"“{project.title}”亮红灯，请督促。")


@transaction.atomic
def lamps_today(*, year: Year, today: date | None = None, by: Seat | None = None) -> list[Project]:
    """Judge every lamp of the year anew; a month without a report turns yellow. Returns the projects whose lamp changed.

    A lamp that the clock changes makes no open form stale: the version of the project stays.
    by:     who changed the rule; None: the day did
    raises: Refused when the year's rule for lamps makes no sense
    """
    today, changed = today or timezone.localdate(), []
    paces = paces_of(year, today)
    rows = Project.objects.select_for_update(of=("self",)).filter(BURNING, year=year)
    rows = rows.select_related("place", "year", "dossier", "hand_by").prefetch_related("tasks", "baselines", "reports")
    for project in rows:
        shown, both = project.lamp, _judged_on(project, today, paces)
        now = (
            *_lamp_and_reason(project, both.government),
            both.government.lamp,
            both.government.reason,
            *_congress_lamp(project, both.congress),
            *_shades(project, both),
        )
        if not _ran_out(project, today) and now == _shown_by(project):
            continue
        with acting(MOVES["judge_lamp"], year, by, makes=project):
            _let_run_out(project, today)
            _show(project, both)
        if project.lamp != shown:
            changed.append(project)
    return changed


def _shown_by(project: Project) -> tuple[str, ...]:
    by_rule = (project.rule_lamp, project.rule_reason)
    congress = (project.congress_lamp, project.congress_reason)
    return project.lamp, project.lamp_reason, *by_rule, *congress, project.shade, project.congress_shade


def lamps_daily(year: Year) -> None:
    """Judge the year's lamps once a day, when the first one looks: silence turns a lamp yellow without anybody's doing."""
    today = timezone.localdate()
    if is_watched(year) and brief.claim(f"lamps {year.pk} {today}", A_DAY):
        with suppress(Refused):  # a senseless rule is told where it is set
            lamps_today(year=year, today=today)


def is_watched(year: Year) -> bool:
    """Whether lamps of this year burn: while it is carried out, and later for what was carried over."""
    if year.stage == Stage.DELIVERING:
        return True
    later = year.stage in (Stage.EVALUATING, Stage.ARCHIVED)
    return later and Project.objects.filter(BURNING, year=year, state=ProjectState.CARRIED).exists()


def set_lamp(
    *,
    project: Project,
    lamp: str,
    reason: str,
    by: Seat,
    until: date | None = None,
    today: date | None = None,
    version: int | None = None,
) -> Project:
    """Set the lamp by hand; the rule's own lamp stays visible beside it.

    until:  its last day; default: `USUAL_DAYS` from today. No report ends it before
    raises: NotYours; Refused without a reason, with a day that is past or too far, over a lamp that the other side set
    """
    today = today or timezone.localdate()
    until = until or today + timedelta(days=USUAL_DAYS)
    with acting(MOVES["set_lamp"], project, by, version=version) as act:
        problems = [] if lamp in Lamp.values else ["请选择绿灯、黄灯或红灯"]
        if len(reason.strip()) < SHORTEST_REASON:
            problems.append(f"人工调整亮灯必须写明理由（至少 {SHORTEST_REASON} 个字）")
        if not today <= until <= today + timedelta(days=MOST_DAYS):
            problems.append(f"人工调整的截止日期应在今天到 {MOST_DAYS} 天之内，到期后可以再次调整")
        if problems:
            raise Refused(*problems)
        act.thing.hand_lamp, act.thing.hand_reason = lamp, reason.strip()[:LONGEST_REASON]
        act.thing.hand_until, act.thing.hand_by = until, by
        relight(act.thing, today)
        act.note(lamp=lamp, until=until.isoformat())
    return act.thing


def clear_lamp(*, project: Project, by: Seat, version: int | None = None) -> Project:
    """Back to the rule's lamp. Raises NotYours, Refused."""
    with acting(MOVES["clear_lamp"], project, by, version=version) as act:
        _put_out(act.thing)
        relight(act.thing)
    return act.thing
