"""进度报告: one a month and project; figures are cumulative and never fall."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils import timezone

from engines.pacing import doubt
from piaojue.commons.acting import Doing, acting
from piaojue.commons.evidence.models import Upload
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.stages.deliver.actions.lighting import judged_of_month, relight
from piaojue.stages.deliver.looks import doubts_of, remember
from piaojue.stages.deliver.models import Baseline, Project, ProjectState, Report
from piaojue.stages.deliver.moves import MOVES
from piaojue.stages.deliver.pace import counts, share_of, target_of, unit_of
from piaojue.stages.deliver.queries import reused_photos
from piaojue.stages.deliver.telling import tell_followers_of
from piaojue.stages.deliver.values import EarlierReport, ReportDraft

MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")
SHORTEST_TEXT = 5


def report(
    *,
    project: Project,
    draft: ReportDraft,
    photos: Iterable[Upload] = (),
    by: Seat,
    version: int | None = None,
    today: date | None = None,
) -> Report:
    """The unit's report on one month; a second one on the same month corrects the first, and everybody reads both.

    photos: uploads; those whose content was used before are named in `reused`
    raises: NotYours for another unit, Refused with every objection
    """
    today = today or timezone.localdate()
    with acting(MOVES["report"], project, by, version=version) as act:
        project, baseline = act.thing, act.thing.baseline
        draft = _tidy(draft, counted=counts(project, baseline))
        if problems := _unfit(project, baseline, draft, today):
            raise Refused(*problems)
        row = _write(act, baseline, draft, list(photos))
        if project.state == ProjectState.ASSIGNED:
            project.state = ProjectState.RUNNING
        _bring_up_to_date(project, row, today)
        act.note(month=draft.month, **({"because": draft.because} if draft.because else {}))
    if project.reports.count() == 1 and row.version == 1:
        _tell_first(project, baseline, row)
    return row


def _tidy(draft: ReportDraft, *, counted: bool) -> ReportDraft:
    """Texts without blanks around them; a number done only where something is counted."""
    return replace(
        draft,
        text=draft.text.strip(),
        problem=draft.problem.strip(),
        next_step=draft.next_step.strip(),
        because=draft.because.strip(),
        done_count=draft.done_count if counted else None,
    )


def _write(act: Doing[Project], baseline: Baseline, draft: ReportDraft, photos: list[Upload]) -> Report:
    """The month's report, new or corrected, with its photos; its lamp is judged afterwards."""
    project = act.thing
    row = Report.objects.filter(project=project, month=draft.month).first()
    remember(photos)
    reused = (*reused_photos(photos, row), *doubts_of(project, draft.month, photos))
    values: dict[str, Any] = {
        "percent": share_of(project, baseline, draft.percent, draft.done_count),
        "done_count": draft.done_count,
        "arrived_yuan": draft.arrived_yuan,
        "paid_yuan": draft.paid_yuan,
        "text": draft.text,
        "problem": draft.problem,
        "next_step": draft.next_step,
        "reused": reused,
    }
    facts = {"photos": len(photos), "reused": len(reused)}
    if row is None:
        fixed = {"project": project, "place": project.place, "year": project.year, "month": draft.month}
        row = Report.objects.create(**fixed, **values, lamp=project.lamp, created_by=act.by)
        act.also(MOVES["file_report"], row, **facts)
    else:
        act.change(MOVES["correct_report"], row, values | {"earlier": (*row.earlier, _as_it_was(row))}, **facts)
    row.photos.add(*photos)
    return row


def _as_it_was(row: Report) -> EarlierReport:
    return EarlierReport(timezone.localdate().isoformat(), row.percent, row.done_count, row.paid_yuan, row.text)


def _bring_up_to_date(project: Project, row: Report, today: date) -> None:
    """What the latest report says holds for the project. A lamp set by hand goes on: it is not for who is measured to end it."""
    latest = project.reports.latest("month")
    project.progress, project.paid_yuan = latest.percent, latest.paid_yuan
    if project.begun_on is None and row.percent:
        project.begun_on = date.fromisoformat(f"{row.month}-01")
    relight(project, today)
    verdict = judged_of_month(project, row, today)
    row.lamp, row.lamp_reason, row.planned = verdict.lamp, verdict.reason, verdict.planned
    row.save(update_fields=["lamp", "lamp_reason", "planned"])


def _tell_first(project: Project, baseline: Baseline, row: Report) -> None:
    counted = counts(project, baseline)
    done = f"完成 {row.done_count} {unit_of(project, baseline)}" if counted else f"进度 {row.percent}%"
    tell_followers_of(project, f"您关心的“{project.title}”有了第一期进展：{done}。点开可以看到照片和资金。")


def first_month(project: Project) -> str:
    """The first month that can be reported, YYYY-MM: the year's January, or that in which it was announced before."""
    return min(f"{project.year.number}-01", f"{timezone.localtime(project.created_at):%Y-%m}")


def _unfit(project: Project, baseline: Baseline, draft: ReportDraft, today: date) -> list[str]:
    """Every objection to a report."""
    problems = []
    if len(draft.text) < SHORTEST_TEXT:
        problems.append(f"请写清本期进展（至少 {SHORTEST_TEXT} 个字）")
    if not 0 <= draft.percent <= 100:
        problems.append("形象进度应在 0 至 100 之间")
    if draft.paid_yuan < 0 or (draft.done_count or 0) < 0:
        problems.append("累计支付和完成数不能为负")
    if counts(project, baseline) and draft.done_count is None:
        problems.append(f"请填写累计完成数（{unit_of(project, baseline)}）")
    if not MONTH.fullmatch(draft.month):
        problems.append("期次请写成年-月，例如 2026-05")
    elif draft.month > f"{today:%Y-%m}":
        problems.append("不能报告以后的月份")
    elif draft.month < (first := first_month(project)):
        problems.append(f"期次早于 {first}：项目还没有公布")
    else:
        problems += _falls(project, baseline, draft)
    if draft.arrived_yuan is not None and draft.arrived_yuan < draft.paid_yuan:
        problems.append(f"累计到位 {draft.arrived_yuan:,} 元少于累计支付 {draft.paid_yuan:,} 元，请核对")
    return problems + _unlikely(project, baseline, draft)


def _unlikely(project: Project, baseline: Baseline, draft: ReportDraft) -> list[str]:
    """Figures far above the plan, each with the usual range: some are refused, others need a reason."""
    target, unit = target_of(project, baseline), unit_of(project, baseline)
    found = [
        doubt("累计支付", draft.paid_yuan, baseline.year_yuan, "元"),
        doubt("累计到位", draft.arrived_yuan or 0, baseline.year_yuan, "元"),
        doubt("累计完成数", draft.done_count or 0, target, unit),
    ]
    return [one.text for one in found if one and (one.hard or not draft.because)]


def _falls(project: Project, baseline: Baseline, draft: ReportDraft) -> list[str]:
    """Cumulative figures between the neighbouring months'."""
    before = project.reports.filter(month__lt=draft.month).order_by("-month").first()
    after = project.reports.filter(month__gt=draft.month).order_by("month").first()
    counted = counts(project, baseline)
    return [
        *_wrong_beside(before, draft, "少于", lambda mine, theirs: mine < theirs, counted=counted),
        *_wrong_beside(after, draft, "多于", lambda mine, theirs: mine > theirs, counted=counted),
    ]


def _wrong_beside(
    other: Report | None, draft: ReportDraft, word: str, wrong: Callable[[int, int], bool], *, counted: bool
) -> list[str]:
    """What disagrees with the report of a neighbouring month."""
    if other is None:
        return []
    pairs = [("累计支付", draft.paid_yuan, other.paid_yuan, "元")]
    if counted:
        pairs.append(("累计完成数", draft.done_count or 0, other.done_count or 0, ""))
    else:
        pairs.append(("形象进度", draft.percent, other.percent, "%"))
    return [
        f"{name}{mine:,}{unit}{word} {other.month} 报告的 {theirs:,}{unit}；如那一期填错，请先更正那一期"
        for name, mine, theirs, unit in pairs
        if wrong(mine, theirs)
    ]
