"""亮灯与难题: lamps of the day, a lamp set by hand with its reason, problems brought before the leading group."""

from contextlib import suppress
from dataclasses import replace
from datetime import date

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.record.log import record
from piaojue.commons.roles import Role
from piaojue.commons.years.models import Year
from piaojue.commons.years.parameters import LampRule
from piaojue.commons.years.road import Stage
from piaojue.stages.deliver.actions.locking import locked, locked_row, require_executor
from piaojue.stages.deliver.models import ALIVE, Lamp, Problem, Project
from piaojue.stages.deliver.moves import MOVES
from piaojue.stages.deliver.pace import Judged, Pace, judge, pace_of
from piaojue.stages.deliver.telling import tell_proposers, tell_role, tell_unit


def relight(project: Project, today: date | None = None, pace: Pace | None = None) -> Judged:
    """Judge the lamp anew and set it on the project (the caller saves); tells when it turned red."""
    before = project.lamp
    reports = sorted(project.reports.all(), key=lambda row: row.month)
    judged = judge(
        project,
        pace or pace_of(project.year),
        today or timezone.localdate(),
        tasks=list(project.tasks.all()),
        baseline=next(iter(project.baselines.all()), None),
        latest=reports[-1] if reports else None,
    )
    project.rule_lamp, project.rule_reason = judged.lamp, judged.reason
    project.lamp = project.hand_lamp or judged.lamp
    project.lamp_reason = f"人工调整：{project.hand_reason}" if project.hand_lamp else judged.reason
    if project.lamp == Lamp.RED and before != Lamp.RED:
        tell_proposers(
            project,
            f"您关心的“{project.title}”亮了红灯：{project.lamp_reason}政府须说明原因并赶上进度。"[:300],
        )
        tell_unit(project, f"“{project.title}”亮红灯：{project.lamp_reason}"[:300])
        tell_role(
            project,
            [Role.GOV_OFFICE, Role.LEADING_GROUP, Role.CONGRESS_CLERK, Role.STREET_CLERK],
            f"“{project.title}”亮红灯，请督促。",
        )
    return judged


@transaction.atomic
def lamps_today(*, year: Year, today: date | None = None, by: Seat | None = None) -> list[Project]:
    """Judge every lamp of the year anew, e.g. each night; a month without a report turns yellow. Returns those that changed.

    raises: Refused when the year's setting for lamps makes no sense
    """
    pace, changed = pace_of(year), []
    rows = (
        Project.objects.select_for_update(of=("self",))
        .filter(year=year, state__in=ALIVE)
        .select_related("place", "year", "dossier")
    )
    for project in rows.prefetch_related("tasks", "baselines", "reports"):
        before = (project.lamp, project.lamp_reason, project.rule_lamp, project.rule_reason)
        relight(project, today, pace)
        if (project.lamp, project.lamp_reason, project.rule_lamp, project.rule_reason) == before:
            continue
        project.save(update_fields=["lamp", "lamp_reason", "rule_lamp", "rule_reason"])
        record("deliver.lamp_judged", project, by, before=before[0], after=project.lamp)
        if project.lamp != before[0]:
            changed.append(project)
    return changed


def lamps_daily(year: Year) -> None:
    """Judge the year's lamps once a day, when the first one looks: silence turns a lamp yellow without anybody's doing."""
    today = timezone.localdate()
    if year.stage == Stage.DELIVERING and cache.add(f"lamps:{year.pk}:{today}", True, 86_400):
        with suppress(Refused):  # a senseless rule is told where it is set
            lamps_today(year=year, today=today)


@transaction.atomic
def set_lamp_rule(*, year: Year, rule: LampRule, by: Seat, version: int | None = None) -> Year:
    """The year's thresholds (see pace.pace_of); every lamp is judged anew. Raises NotYours, Refused with every objection."""
    year = Year.objects.select_for_update(of=("self",)).select_related("place").get(pk=year.pk)
    MOVES.take("set_lamp_rule", year, by, version=version)
    year.settings = replace(year.settings, lamps=rule)
    pace_of(year)
    year.save(update_fields=["settings", "version"])
    record("deliver.lamp_rule_set", year, by)
    lamps_today(year=year, by=by)
    return year


@transaction.atomic
def set_lamp(*, project: Project, lamp: str, reason: str, by: Seat, version: int | None = None) -> Project:
    """Set the lamp by hand until the next report; the rule's own lamp stays visible beside it. Raises Refused without a reason."""
    project = locked(project)
    MOVES.take("set_lamp", project, by, version=version)
    problems = [] if lamp in Lamp.values else ["请选择绿灯、黄灯或红灯"]
    if len(reason.strip()) < 5:
        problems.append("人工调整亮灯必须写明理由（至少 5 个字）")
    if problems:
        raise Refused(*problems)
    project.hand_lamp, project.hand_reason = lamp, reason.strip()[:200]
    relight(project)
    project.save()
    record("deliver.lamp_set", project, by, lamp=lamp)
    return project


@transaction.atomic
def clear_lamp(*, project: Project, by: Seat, version: int | None = None) -> Project:
    """Back to the rule's lamp."""
    project = locked(project)
    MOVES.take("set_lamp", project, by, version=version)
    if not project.hand_lamp:
        raise Refused("现在的亮灯就是按规则的结果")
    project.hand_lamp = project.hand_reason = ""
    relight(project)
    project.save()
    record("deliver.lamp_cleared", project, by)
    return project


@transaction.atomic
def raise_problem(*, project: Project, text: str, by: Seat) -> Problem:
    """Bring a difficulty before the leading group. Raises NotYours for another unit."""
    project = locked(project)
    require_executor("raise_problem", project, by)
    MOVES.take("raise_problem", project, by)
    if len(text.strip()) < 10:
        raise Refused("请写清难在哪里、需要谁协调什么（至少 10 个字）")
    problem = Problem.objects.create(
        project=project, place=project.place, year=project.year, text=text.strip(), created_by=by
    )
    record("deliver.problem_raised", problem, by)
    tell_role(project, [Role.LEADING_GROUP, Role.GOV_OFFICE], f"“{project.title}”上报难题，请协调。")
    return problem


@transaction.atomic
def decide_problem(*, problem: Problem, decision: str, by: Seat, version: int | None = None) -> Problem:
    """The leading group's decision."""
    problem = locked_row(problem)
    MOVES.take("decide_problem", problem, by, version=version)
    if len(decision.strip()) < 5:
        raise Refused("请写明协调决定：谁、做什么、何时完成")
    problem.decision, problem.decided_by = decision.strip(), by
    problem.save()
    record("deliver.problem_decided", problem, by)
    tell_unit(problem.project, f"领导小组已就“{problem.project.title}”的难题作出决定，请落实。")
    return problem


@transaction.atomic
def solve_problem(*, problem: Problem, solution: str, by: Seat, version: int | None = None) -> Problem:
    """The unit says how it was solved."""
    problem = locked_row(problem)
    require_executor("solve_problem", problem.project, by)
    MOVES.take("solve_problem", problem, by, version=version)
    if len(solution.strip()) < 5:
        raise Refused("请写明怎样解决的")
    problem.solution = solution.strip()
    problem.save()
    record("deliver.problem_solved", problem, by)
    tell_role(problem.project, [Role.LEADING_GROUP, Role.GOV_OFFICE], f"“{problem.project.title}”的难题已报解决。")
    return problem
