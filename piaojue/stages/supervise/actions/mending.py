"""整改: assigned → answered → fixed → verified by somebody who does not execute; what is not fixed goes back."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from piaojue.commons.evidence.models import Upload
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.notify.tell import tell
from piaojue.commons.people.models import Body, Seat
from piaojue.commons.record.log import record
from piaojue.stages.deliver.public import tell_followers_of, tell_unit, units_for
from piaojue.stages.supervise.models import Aspect, ClosedAs, Finding, FindingState, Rating, Severity
from piaojue.stages.supervise.moves import MOVES
from piaojue.stages.supervise.telling import tell_watchers


def locked(finding: Finding) -> Finding:
    rows = Finding.objects.select_for_update(of=("self",))
    return rows.select_related(
        "place", "year", "year__place", "project__department", "project__dossier", "assigned_to", "replied_by"
    ).get(pk=finding.pk)


@transaction.atomic
def assign_finding(
    *,
    finding: Finding,
    assigned_to: Body,
    due: date,
    by: Seat,
    severity: str = "",
    aspect: str = "",
    version: int | None = None,
) -> Finding:
    """Give a finding to a unit with a due date. Raises NotYours, Refused with every objection."""
    finding = locked(finding)
    MOVES.take("assign_finding", finding, by, version=version)
    problems = []
    if not units_for(finding.place).filter(pk=assigned_to.pk).exists():
        problems.append("请选择本地区（或上级）的政府或部门作为交办单位")
    if due <= timezone.localdate():
        problems.append("办理期限要在今天之后")
    if severity not in ("", *Severity.values) or aspect not in ("", *Aspect.values):
        problems.append("请选择问题的程度和类别")
    if problems:
        raise Refused(*problems)
    finding.assigned_to, finding.due = assigned_to, due
    finding.severity, finding.aspect = severity or finding.severity, aspect or finding.aspect
    finding.save()
    record("supervise.assigned", finding, by, unit=assigned_to.pk, due=due.isoformat())
    tell_unit(
        finding.project,
        f"“{finding.project.title}”有一个问题交你单位办理，请于 {due:%Y-%m-%d} 前回执。",
        finding.get_absolute_url(),
        body_id=assigned_to.pk,
    )
    _tell_reporter(finding, f"您反映的问题已交 {assigned_to.name} 办理，期限 {due:%Y-%m-%d}。")
    return finding


@transaction.atomic
def dismiss_finding(*, finding: Finding, note: str, by: Seat, version: int | None = None) -> Finding:
    """A report that is none of the project's: closed with the reason, the reporter is told."""
    finding = locked(finding)
    MOVES.take("dismiss_finding", finding, by, version=version)
    if len(note.strip()) < 5:
        raise Refused("请写明不予交办的理由（至少 5 个字），反映人会看到")
    finding.closed_as, finding.closing_note, finding.closed_by, finding.closed_at = (
        ClosedAs.UNFOUNDED,
        note.strip(),
        by,
        timezone.now(),
    )
    finding.save()
    record("supervise.dismissed", finding, by)
    _tell_reporter(finding, f"您反映的问题没有交办，原因：{note.strip()}"[:300])
    _tell_finder(finding, f"您在“{finding.project.title}”发现的问题没有交办，原因：{note.strip()}"[:300], by)
    return finding


@transaction.atomic
def answer_finding(
    *, finding: Finding, reply: str, fixed: bool, by: Seat, proofs: Iterable[Upload] = (), version: int | None = None
) -> Finding:
    """The unit answers; `fixed` says that the matter is put right, and then evidence is required.

    raises: NotYours for another unit, Refused
    """
    finding = locked(finding)
    MOVES.require("answer_finding", finding.place, by)
    if by.body_id != finding.assigned_to_id:
        raise NotYours("answer_finding")
    MOVES.take("answer_finding", finding, by, version=version)
    proofs = list(proofs)
    problems = [] if len(reply.strip()) >= 5 else ["请写清采取了什么措施、结果怎样（至少 5 个字）"]
    if fixed and not proofs:
        problems.append("报告整改完成，须附整改后的照片或文件作为佐证")
    if finding.fixed_at:
        problems.append("已经报告整改完成，正在等待核实")
    if problems:
        raise Refused(*problems)
    now = timezone.now()
    finding.reply, finding.replied_by, finding.replied_at = reply.strip(), by, now
    finding.fixed_at = now if fixed else None
    finding.save()
    if proofs:
        finding.proofs.add(*proofs)
    record("supervise.replied", finding, by, fixed=fixed, proofs=len(proofs))
    _tell_reporter(
        finding, "您反映的问题，责任单位" + ("报告已整改完成，等待核实。" if fixed else "已作答复，整改还在进行。")
    )
    _tell_finder(finding, f"您在“{finding.project.title}”发现的问题有了回执，请核实。", by)
    return finding


@transaction.atomic
def return_finding(*, finding: Finding, note: str, due: date, by: Seat, version: int | None = None) -> Finding:
    """Not fixed: back to the unit with a new due date."""
    finding = locked(finding)
    MOVES.take("return_finding", finding, by, version=version)
    require_independent(finding, by)
    problems = [] if len(note.strip()) >= 5 else ["请写明哪里还没有整改到位（至少 5 个字）"]
    if due <= timezone.localdate():
        problems.append("新的办理期限要在今天之后")
    if problems:
        raise Refused(*problems)
    _back(finding, note)
    finding.due = due
    finding.save()
    record("supervise.returned", finding, by, due=due.isoformat())
    tell_unit(
        finding.project,
        f"“{finding.project.title}”的问题被退回：{note.strip()}"[:300],
        finding.get_absolute_url(),
        body_id=finding.assigned_to_id,
    )
    return finding


@transaction.atomic
def close_finding(
    *, finding: Finding, note: str, by: Seat, unfounded: bool = False, rating: str = "", version: int | None = None
) -> Finding:
    """Verified on the spot by somebody other than the unit that executes.

    unfounded: the verification found that there was nothing to put right
    rating:    how the unit dealt with it, in the verifier's eyes (代表评价)
    raises:    NotYours for the government side, Refused for anyone who has a seat in the executing unit, or when it is
               only answered and not fixed
    """
    finding = locked(finding)
    finding.closed_as = ClosedAs.UNFOUNDED if unfounded else ""
    MOVES.take("close_finding", finding, by, version=version)
    require_independent(finding, by)
    problems = [] if len(note.strip()) >= 5 else ["请写明怎样核实的、看到了什么（至少 5 个字）"]
    if rating not in ("", *Rating.values):
        problems.append("对办理的评价请从满意、基本满意、不满意中选")
    if problems:
        raise Refused(*problems)
    finding.rating = rating
    finding.closed_as = ClosedAs.UNFOUNDED if unfounded else ClosedAs.FIXED
    finding.closed_by, finding.closed_at, finding.closing_note = by, timezone.now(), note.strip()
    finding.save()
    record("supervise.closed", finding, by, closed_as=finding.closed_as)
    _tell_reporter(
        finding, f"您反映的问题已核实销号（{finding.get_closed_as_display()}）。如果仍未解决，可以在问题页申诉一次。"
    )
    tell_followers_of(
        finding.project, f"您关心的“{finding.project.title}”有一个问题已核实销号：{finding.get_closed_as_display()}。"
    )
    _tell_finder(finding, f"您在“{finding.project.title}”发现的问题已核实销号：{finding.get_closed_as_display()}。", by)
    tell_watchers(finding.project, f"“{finding.project.title}”的问题已核实销号。", finding.get_absolute_url(), but=by)
    return finding


@transaction.atomic
def dispute_finding(*, finding: Finding, text: str, by: Seat) -> Finding:
    """Who reported it says once that it is not solved: it goes back to the unit, or to the clerks if nobody had it."""
    finding = locked(finding)
    if finding.reporter_id is None or by is None or by.person_id != finding.reporter_id:
        raise NotYours("dispute_finding")
    MOVES.take("dispute_finding", finding, by)
    problems = [] if len(text.strip()) >= 5 else ["请写清哪里还没有解决（至少 5 个字）"]
    if finding.disputed:
        problems.append("您已经申诉过一次。仍有意见，请联系人大代表或拨打 12345")
    if problems:
        raise Refused(*problems)
    _back(finding, f"反映人申诉：{text.strip()}")
    finding.disputed, finding.closed_as, finding.closed_at, finding.closed_by = True, "", None, None
    if finding.assigned_to_id is None:
        finding.state = FindingState.OPEN
    finding.save()
    record("supervise.disputed", finding, by)
    if finding.assigned_to_id:
        tell_unit(
            finding.project,
            f"“{finding.project.title}”的问题经反映人申诉退回，请重新办理。",
            finding.get_absolute_url(),
            body_id=finding.assigned_to_id,
        )
    return finding


def require_independent(finding: Finding, by: Seat) -> None:
    """Nobody verifies their own work: no seat in the unit that was charged or that executes, and not who answered."""
    units = {finding.assigned_to_id, finding.project.department_id} - {None}
    own = Seat.objects.filter(person=by.person_id, body__in=units, active=True).exists()
    answered = finding.replied_by is not None and finding.replied_by.person_id == by.person_id
    if own or answered:
        raise Refused("您在执行单位任职或参与了办理，不能核实自己的整改，请由其他代表或工作人员核实")


def _back(finding: Finding, note: str) -> None:
    finding.fixed_at, finding.return_note = None, note.strip()[:1000]
    finding.returned += 1


def _tell_reporter(finding: Finding, text: str) -> None:
    if finding.reporter_id:
        tell([finding.reporter_id], text, finding.get_absolute_url())


def _tell_finder(finding: Finding, text: str, by: Seat) -> None:
    """Who found it at work (clerk, deputy, volunteer) hears what became of it, unless it was their own doing."""
    finder = finding.created_by
    if finder and not finding.reporter_id and finder.person_id != by.person_id:
        tell([finder.person_id], text, finding.get_absolute_url())
