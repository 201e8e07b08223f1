"""整改: assigned → answered → fixed → verified by somebody who does not execute; what is not fixed goes back."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from engines import dates
from engines.dates import unexplained
from piaojue.commons.acting import acting
from piaojue.commons.evidence.models import Upload
from piaojue.commons.moves import Refused
from piaojue.commons.notify.tell import tell
from piaojue.commons.people.models import Body, Seat
from piaojue.commons.roles import Role
from piaojue.stages.deliver.public import remember, tell_followers_of, tell_role, tell_unit, units_for
from piaojue.stages.supervise.models import Aspect, Assessment, ClosedAs, Finding, FindingState, Rating, Severity
from piaojue.stages.supervise.moves import MOVES
from piaojue.stages.supervise.queries import assessments_of
from piaojue.stages.supervise.telling import tell_watchers

SHORTEST_TEXT = 5
LONGEST_NOTE = 1000


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
    """Give a finding to a unit with a due date. severity, aspect: empty: as found.

    raises: NotYours, Refused with every objection
    """
    with acting(MOVES["assign_finding"], finding, by, version=version) as act:
        finding, problems = act.thing, []
        if not units_for(finding.place).filter(pk=assigned_to.pk).exists():
            problems.append("请选择本地区（或上级）的政府或部门作为交办单位")
        if due <= timezone.localdate():
            problems.append("办理期限要在今天之后")
        problems += unexplained(dates.asking(None, due, today=timezone.localdate()))
        if severity not in ("", *Severity.values) or aspect not in ("", *Aspect.values):
            problems.append("请选择问题的程度和类别")
        if problems:
            raise Refused(*problems)
        finding.assigned_to, finding.due = assigned_to, due
        finding.severity, finding.aspect = severity or finding.severity, aspect or finding.aspect
        act.note(unit=assigned_to.pk, due=due.isoformat())
    title = finding.project.title
    _tell_charged(finding, f"“{title}”有一个问题交你单位办理，请于 {due:%Y-%m-%d} 前回执。")
    _tell_reporter(finding, f"您反映的问题已交 {assigned_to.name} 办理，期限 {due:%Y-%m-%d}。")
    return finding


def dismiss_finding(*, finding: Finding, note: str, by: Seat, version: int | None = None) -> Finding:
    """A report that is none of the project's: closed with the reason, the reporter is told. Raises NotYours, Refused."""
    note = note.strip()
    with acting(MOVES["dismiss_finding"], finding, by, version=version) as act:
        finding = act.thing
        if len(note) < SHORTEST_TEXT:
            raise Refused(f"请写明不予交办的理由（至少 {SHORTEST_TEXT} 个字），反映人会看到")
        finding.closing_note = note
        finding.closed_by, finding.closed_at = by, timezone.now()
    _tell_reporter(finding, f"您反映的问题没有交办，原因：{note}"[:300])
    _tell_finder(finding, f"您在“{finding.project.title}”发现的问题没有交办，原因：{note}"[:300], by)
    return finding


def answer_finding(
    *, finding: Finding, reply: str, fixed: bool, by: Seat, proofs: Iterable[Upload] = (), version: int | None = None
) -> Finding:
    """The unit answers; `fixed` says that the matter is put right, and then evidence is required.

    raises: NotYours for another unit, Refused
    """
    with acting(MOVES["answer_finding"], finding, by, version=version) as act:
        finding, proofs, now = act.thing, list(proofs), timezone.now()
        problems = []
        if len(reply.strip()) < SHORTEST_TEXT:
            problems.append(f"请写清采取了什么措施、结果怎样（至少 {SHORTEST_TEXT} 个字）")
        if fixed and not proofs:
            problems.append("报告整改完成，须附整改后的照片或文件作为佐证")
        if problems:
            raise Refused(*problems)
        finding.reply, finding.replied_by, finding.replied_at = reply.strip(), by, now
        finding.fixed_at = now if fixed else None
        remember(proofs)
        finding.proofs.add(*proofs)
        act.note(fixed=fixed, proofs=len(proofs))
    outcome = "报告已整改完成，等待核实。" if fixed else "已作答复，整改还在进行。"
    _tell_reporter(finding, f"您反映的问题，责任单位{outcome}")
    _tell_finder(finding, f"您在“{finding.project.title}”发现的问题有了回执，请看过后提意见。", by)
    return finding


def assess_mending(*, finding: Finding, agrees: bool, note: str, by: Seat, rating: str = "") -> Assessment:
    """A deputy or volunteer says whether the thing is mended; the congress office closes it or sends it back.

    rating: how the unit dealt with it (代表评价)
    raises: NotYours; Refused: not reported as mended, an executor's own work, a second opinion on the same mending
    source: 代表法 31
    """
    assessment = Assessment(place=finding.place, year=finding.year, finding=finding, agrees=agrees, rating=rating)
    with acting(MOVES["assess_mending"], finding, by, makes=assessment, hold=True) as act:
        assessment.turn, assessment.note = act.thing.returned, note.strip()
        problems = []
        if len(assessment.note) < SHORTEST_TEXT:
            problems.append(f"请写明到现场看到了什么（至少 {SHORTEST_TEXT} 个字）")
        if rating not in ("", *Rating.values):
            problems.append("对办理的评价请从满意、基本满意、不满意中选")
        if assessments_of(act.thing).filter(created_by=by).exists():
            problems.append("您已经对这次整改提过意见。写错了的，请用“更正”")
        if problems:
            raise Refused(*problems)
        act.note(agrees=agrees)
    words = "同意销号" if agrees else "不同意销号"
    tell_role(
        finding.project,
        [Role.CONGRESS_CLERK, Role.STREET_CLERK],
        f"“{finding.project.title}”的问题有了核实意见：{words}。",
        finding.get_absolute_url(),
    )
    return assessment


def return_finding(*, finding: Finding, note: str, due: date, by: Seat, version: int | None = None) -> Finding:
    """Not fixed: back to the unit with a new due date. Raises NotYours, Refused."""
    with acting(MOVES["return_finding"], finding, by, version=version) as act:
        finding, problems = act.thing, []
        if len(note.strip()) < SHORTEST_TEXT:
            problems.append(f"请写明哪里还没有整改到位（至少 {SHORTEST_TEXT} 个字）")
        if due <= timezone.localdate():
            problems.append("新的办理期限要在今天之后")
        problems += unexplained(dates.asking(None, due, today=timezone.localdate()))
        if problems:
            raise Refused(*problems)
        _send_back(finding, note.strip())
        finding.due = due
        act.note(due=due.isoformat())
    _tell_charged(finding, f"“{finding.project.title}”的问题被退回：{note.strip()}"[:300])
    return finding


def close_finding(
    *,
    finding: Finding,
    note: str,
    by: Seat,
    unfounded: bool = False,
    rests_on: Assessment | None = None,
    version: int | None = None,
) -> Finding:
    """The congress office closes what was verified by somebody other than the unit that executes.

    unfounded: the verification found that there was nothing to put right
    rests_on:  the deputy's or volunteer's opinion it rests on; None: the office looked itself
    raises:    NotYours for deputies, volunteers and the government side (代表法 31); Refused for anyone who has a seat in
               the executing unit, when it is only answered and not fixed, or resting on who does not agree
    """
    outcome = ClosedAs.UNFOUNDED if unfounded else ""
    with acting(MOVES["close_finding"], finding, by, version=version, closed_as=outcome) as act:
        finding, problems = act.thing, []
        if len(note.strip()) < SHORTEST_TEXT:
            problems.append(f"请写明怎样核实的、看到了什么（至少 {SHORTEST_TEXT} 个字）")
        if rests_on is not None and not assessments_of(finding).filter(pk=rests_on.pk, agrees=True).exists():
            problems.append("只能依据对这次整改“同意销号”的意见；没有的，请到现场核实后写明")
        if problems:
            raise Refused(*problems)
        finding.closed_as, finding.rating = outcome or ClosedAs.FIXED, rests_on.rating if rests_on else ""
        finding.rests_on = rests_on.created_by if rests_on else None
        finding.closed_by, finding.closed_at, finding.closing_note = by, timezone.now(), note.strip()
        act.note(closed_as=finding.closed_as, rests_on=finding.rests_on_id)
    _tell_closed(finding, by)
    return finding


def _tell_closed(finding: Finding, by: Seat) -> None:
    title, outcome = finding.project.title, finding.get_closed_as_display()
    _tell_reporter(finding, f"您反映的问题已核实销号（{outcome}）。如果仍未解决，可以在问题页申诉一次。")
    tell_followers_of(finding.project, f"您关心的“{title}”有一个问题已核实销号：{outcome}。")
    _tell_finder(finding, f"您在“{title}”发现的问题已核实销号：{outcome}。", by)
    tell_watchers(finding.project, f"“{title}”的问题已核实销号。", finding.get_absolute_url(), but=by)


def dispute_finding(*, finding: Finding, text: str, by: Seat) -> Finding:
    """Who reported it says once that it is not solved: it goes back to the unit, or to the clerks if nobody had it.

    raises: NotYours for anybody else, Refused
    """
    with acting(MOVES["dispute_finding"], finding, by) as act:
        finding = act.thing
        if len(text.strip()) < SHORTEST_TEXT:
            raise Refused(f"请写清哪里还没有解决（至少 {SHORTEST_TEXT} 个字）")
        _send_back(finding, f"反映人申诉：{text.strip()}")
        finding.disputed, finding.closed_as, finding.closed_at = True, "", None
        finding.closed_by, finding.rests_on = None, None
        if finding.assigned_to_id is None:
            finding.state = FindingState.OPEN
    if finding.assigned_to_id:
        _tell_charged(finding, f"“{finding.project.title}”的问题经反映人申诉退回，请重新办理。")
    return finding


def _send_back(finding: Finding, note: str) -> None:
    finding.fixed_at, finding.return_note = None, note[:LONGEST_NOTE]
    finding.returned += 1


def _tell_charged(finding: Finding, text: str) -> None:
    """The unit to which it was given hears."""
    tell_unit(finding.project, text, finding.get_absolute_url(), body_id=finding.assigned_to_id)


def _tell_reporter(finding: Finding, text: str) -> None:
    """The resident who reported it hears."""
    if finding.reporter_id:
        tell([finding.reporter_id], text, finding.get_absolute_url())


def _tell_finder(finding: Finding, text: str, by: Seat) -> None:
    """Who found it at work (clerk, deputy, volunteer) hears what became of it, unless it was their own doing."""
    finder = finding.created_by
    if finder and not finding.reporter_id and finder.person_id != by.person_id:
        tell([finder.person_id], text, finding.get_absolute_url())
