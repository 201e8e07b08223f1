"""进度报告: one a month and project; figures are cumulative and never fall."""

import re
from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from piaojue.commons.evidence.models import Upload
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.record.log import record
from piaojue.stages.deliver.actions.locking import locked, require_executor
from piaojue.stages.deliver.actions.pressing import relight
from piaojue.stages.deliver.models import Baseline, Project, Report
from piaojue.stages.deliver.moves import MOVES
from piaojue.stages.deliver.pace import counts, share_of, unit_of
from piaojue.stages.deliver.telling import tell_proposers

MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")


@transaction.atomic
def report(
    *,
    project: Project,
    month: str,
    text: str,
    percent: int = 0,
    done_count: int | None = None,
    paid_yuan: int = 0,
    arrived_yuan: int | None = None,
    problem: str = "",
    next_step: str = "",
    photos: Iterable[Upload] = (),
    by: Seat,
    version: int | None = None,
    today: date | None = None,
) -> Report:
    """The unit's report on one month; a second one on the same month corrects the first (both stay in the log).

    percent:    形象进度, 0–100; ignored where the goal is a number
    done_count: cumulative number done, for counted projects;  paid_yuan, arrived_yuan: cumulative, 元
    photos:     uploads; those whose content was used before are named in `reused`
    raises:     NotYours for another unit, Refused with every objection
    """
    project, today = locked(project), today or timezone.localdate()
    require_executor("report", project, by)
    MOVES.take("report", project, by, version=version)
    baseline, photos = project.baselines.first(), list(photos)
    counted = counts(project, baseline)
    problems = _problems(project, baseline, month, text, percent, done_count, paid_yuan, today)
    if arrived_yuan is not None and not paid_yuan <= arrived_yuan:
        problems.append(f"累计到位 {arrived_yuan:,} 元少于累计支付 {paid_yuan:,} 元，请核对")
    if problems:
        raise Refused(*problems)
    made, new = Report.objects.get_or_create(
        project=project,
        month=month,
        defaults={
            "place": project.place,
            "year": project.year,
            "percent": 0,
            "lamp": project.lamp,
            "text": text,
            "created_by": by,
        },
    )
    if not new:
        made.version += 1
    made.percent = share_of(project, baseline, percent, done_count)
    made.done_count = done_count if counted else None
    made.arrived_yuan = arrived_yuan
    made.paid_yuan, made.text, made.problem, made.next_step = (
        paid_yuan,
        text.strip(),
        problem.strip(),
        next_step.strip(),
    )
    made.reused = reused(photos, made)
    made.save()
    if photos:
        made.photos.add(*photos)
    latest = project.reports.order_by("-month").first()
    project.progress, project.paid_yuan = latest.percent, latest.paid_yuan
    if project.begun_on is None and made.percent:
        project.begun_on = date.fromisoformat(f"{month}-01")
    project.hand_lamp = project.hand_reason = ""
    judged = relight(project, today)
    made.lamp, made.lamp_reason, made.planned = project.lamp, project.lamp_reason, judged.planned
    made.save(update_fields=["lamp", "lamp_reason", "planned"])
    project.save()
    record("deliver.progressed", project, by, month=month)
    record("deliver.reported", made, by, corrected=not new, photos=len(photos), reused=len(made.reused))
    if new and project.reports.count() == 1:
        done = f"完成 {done_count} {unit_of(project, baseline)}" if counted else f"进度 {made.percent}%"
        tell_proposers(project, f"您关心的“{project.title}”有了第一期进展：{done}。点开可以看到照片和资金。")
    return made


def reused(photos: list[Upload], made: Report | None = None) -> list[dict]:
    """[{"upload", "where"}] of photos whose very picture was kept before: by another report, a finding, anything."""
    found = []
    for photo in photos:
        before = Upload.objects.filter(sha256=photo.sha256).exclude(pk=photo.pk).order_by("pk").first()
        if before is None:
            continue
        earlier = Report.objects.filter(photos=before).select_related("project").first()
        if made is not None and earlier is not None and earlier.pk == made.pk:
            continue  # the same report is being corrected with the same picture
        where = (
            f"“{earlier.project}”{earlier.month} 的报告"
            if earlier
            else f"{timezone.localdate(before.at):%Y-%m-%d} 上传的照片"
        )
        found.append({"upload": photo.pk, "where": where})
    return found


def _problems(
    project: Project,
    baseline: Baseline,
    month: str,
    text: str,
    percent: int,
    done_count: int | None,
    paid_yuan: int,
    today: date,
) -> list[str]:
    found = []
    if len(text.strip()) < 5:
        found.append("请写清本期进展（至少 5 个字）")
    if not 0 <= percent <= 100:
        found.append("形象进度应在 0 至 100 之间")
    if paid_yuan < 0 or (done_count or 0) < 0:
        found.append("累计支付和完成数不能为负")
    if counts(project, baseline) and done_count is None:
        found.append(f"请填写累计完成数（{unit_of(project, baseline)}）")
    if not MONTH.fullmatch(month):
        return [*found, "期次请写成年-月，例如 2026-05"]
    if month > f"{today:%Y-%m}":
        return [*found, "不能报告以后的月份"]
    return found + _falls(project, baseline, month, percent, done_count, paid_yuan)


def _falls(
    project: Project, baseline: Baseline, month: str, percent: int, done_count: int | None, paid_yuan: int
) -> list[str]:
    """Cumulative figures between the neighbouring months'."""
    before = project.reports.filter(month__lt=month).order_by("-month").first()
    after = project.reports.filter(month__gt=month).order_by("month").first()
    counted, found = counts(project, baseline), []
    for other, wrong, word in (
        (before, lambda mine, theirs: mine < theirs, "少于"),
        (after, lambda mine, theirs: mine > theirs, "多于"),
    ):
        if other is None:
            continue
        pairs = [("累计支付", paid_yuan, other.paid_yuan, "元")]
        pairs.append(
            ("累计完成数", done_count or 0, other.done_count or 0, "")
            if counted
            else ("形象进度", percent, other.percent, "%")
        )
        found += [
            f"{name}{mine:,}{unit}{word} {other.month} 报告的 {theirs:,}{unit}；如那一期填错，请先更正那一期"
            for name, mine, theirs, unit in pairs
            if wrong(mine, theirs)
        ]
    return found
