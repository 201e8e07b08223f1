"""审议意见 on its way: passed in a sitting, sent on, dealt with, commented on, reported, and published with all of it."""

from datetime import date

from django.utils import timezone

from engines import dates
from engines.dates import unexplained
from engines.law import MONTHS, Clock, Matter, competence, deadline
from piaojue.commons.acting import acting
from piaojue.commons.decisions.models import Decision
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Body, BodyKind, Seat
from piaojue.commons.people.queries import officers_of
from piaojue.commons.roles import Role
from piaojue.commons.sittings.models import Sitting, SittingKind
from piaojue.commons.years.actions import file_paper
from piaojue.commons.years.models import PaperKind, Year
from piaojue.stages.supervise.models import CommitteeSays, ReviewOpinion, ReviewState
from piaojue.stages.supervise.moves import MOVES
from piaojue.stages.supervise.telling import tell_seats
from piaojue.stages.supervise.values import OpinionDraft
from piaojue.stages.supervise.wording import opinion_text

SHORTEST_TITLE, SHORTEST_TEXT = 4, 10
TO_REPORT = Clock(3, MONTHS, says="报告审议意见的研究处理情况", starts="转送审议意见")
"""What is usual〔地方，待核〕: 监督法 17 names no day; the office sets another where the place has one."""


def draft_opinion(*, year: Year, draft: OpinionDraft, by: Seat) -> ReviewOpinion:
    """What the standing committee is to pass on a report that it heard. Raises NotYours, Refused with every objection."""
    row = ReviewOpinion(
        place=year.place,
        year=year,
        sitting=draft.sitting,
        activity=draft.activity,
        report=draft.report.strip(),
        summary=draft.summary.strip(),
        text=draft.text.strip(),
    )
    with acting(MOVES["draft_opinion"], year, by, makes=row):
        if problems := _unfit(row):
            raise Refused(*problems)
    return row


def _unfit(row: ReviewOpinion) -> list[str]:
    problems = []
    if not competence(Matter.OPINION, row.place.kind):
        problems.append(f"审议意见由人大常委会提出，{row.place.kind.label}没有常委会")
    if row.sitting.place_id != row.place_id or row.sitting.kind != SittingKind.STANDING:
        problems.append("请选择听取报告的本级常委会会议")
    if len(row.report) < SHORTEST_TITLE or len(row.text) < SHORTEST_TEXT:
        problems.append(f"请写明听取的报告（至少 {SHORTEST_TITLE} 个字）和审议意见（至少 {SHORTEST_TEXT} 个字）")
    if row.activity is not None and row.activity.year_id != row.year_id:
        problems.append("所选监督活动不在这个年度")
    return problems


def deliberate_again(*, opinion: ReviewOpinion, sitting: Sitting, text: str, by: Seat) -> ReviewOpinion:
    """The committee hears how its opinion was dealt with and has a further one, which goes the same way (监督法 17, 50).

    raises: NotYours; Refused with every objection, and while another further one is on its way
    """
    row = ReviewOpinion(
        place=opinion.place,
        year=opinion.year,
        sitting=sitting,
        activity=opinion.activity,
        follows=opinion,
        report=f"{opinion.report[:80]}审议意见研究处理情况的报告",
        summary=opinion.handling[:3000],
        text=text.strip(),
    )
    with acting(MOVES["deliberate_again"], opinion, by, makes=row, hold=True):
        problems = _unfit(row)
        if opinion.further.exclude(state=ReviewState.PUBLISHED).exists():
            problems.append("已经在再次审议")
        if problems:
            raise Refused(*problems)
    return row


def adopt_opinion(*, opinion: ReviewOpinion, decision: Decision, by: Seat) -> ReviewOpinion:
    """The standing committee has passed it. Raises Refused."""
    with acting(MOVES["adopt_opinion"], opinion, by, decision=decision) as act:
        if decision.sitting_id != act.thing.sitting_id:
            raise Refused(f"这份审议意见由“{act.thing.sitting}”通过")
        act.thing.doc_no = act.thing.doc_no or decision.number
    return act.thing


def send_opinion(
    *, opinion: ReviewOpinion, sent_to: Body, doc_no: str, due: date, by: Seat, version: int | None = None
) -> ReviewOpinion:
    """On to the government, which reports by the day. Raises NotYours, Refused."""
    with acting(MOVES["send_opinion"], opinion, by, version=version) as act:
        row, problems = act.thing, unexplained(dates.due(due, today=timezone.localdate()))
        if sent_to.kind != BodyKind.GOVERNMENT or sent_to.place_id != row.place_id:
            problems.append("审议意见交由本级人民政府研究处理")
        if not doc_no.strip():
            problems.append("请填写审议意见的文号")
        if problems:
            raise Refused(*problems)
        row.sent_to, row.doc_no, row.due = sent_to, doc_no.strip(), due
        row.sent_on = timezone.localdate()
        act.note(due=due.isoformat())
    tell_seats(officers_of(sent_to.pk), f"{row.doc_no} {row}交由政府研究处理，请于 {row.due} 前报告。", row)
    return row


def usual_due(on: date) -> date:
    """By when the government usually reports."""
    return deadline(TO_REPORT, on)


def handle_opinion(*, opinion: ReviewOpinion, handling: str, by: Seat, version: int | None = None) -> ReviewOpinion:
    """The government sends what it did to the committees, to hear what they say. Raises NotYours, Refused."""
    with acting(MOVES["handle_opinion"], opinion, by, version=version) as act:
        row = act.thing
        _check(handling, "研究处理情况")
        row.handling, row.handled_by, row.handled_at = handling.strip(), by, timezone.now()
    office = Seat.objects.in_office().filter(place=row.place_id, role__in=[Role.CONGRESS_CLERK, Role.COMMITTEE])
    tell_seats(office, f"{row}：政府送来研究处理情况，请有关委员会提意见。", row)
    return row


def comment_opinion(
    *, opinion: ReviewOpinion, committee: str, text: str, by: Seat, version: int | None = None
) -> ReviewOpinion:
    """What one committee of the congress, or working office of the standing committee, says of it. Raises NotYours, Refused."""
    with acting(MOVES["comment_opinion"], opinion, by, version=version) as act:
        row = act.thing
        if len(committee.strip()) < SHORTEST_TITLE or len(text.strip()) < SHORTEST_TITLE:
            raise Refused("请写明是哪个委员会（工作机构）和它的意见（至少 4 个字）")
        row.comments = (*row.comments, CommitteeSays(committee.strip(), text.strip(), timezone.localdate()))
    if row.handled_by is not None:
        tell_seats([row.handled_by], f"{row}：{committee.strip()}对研究处理情况提了意见。", row)
    return row


def report_handling(
    *, opinion: ReviewOpinion, handling: str, report_no: str = "", by: Seat, version: int | None = None
) -> ReviewOpinion:
    """The government reports in writing to the standing committee, once the committees were heard. Raises NotYours, Refused."""
    with acting(MOVES["report_handling"], opinion, by, version=version) as act:
        row = act.thing
        _check(handling, "书面报告")
        row.handling, row.report_no, row.reported_at = handling.strip(), report_no.strip(), timezone.now()
        act.note(late=bool(row.due and timezone.localdate() > row.due))
    office = Seat.objects.in_office().filter(place=row.place_id, role=Role.CONGRESS_CLERK)
    tell_seats(office, f"{row}：政府已经书面报告研究处理情况，请向社会公布。", row)
    return row


def publish_opinion(*, opinion: ReviewOpinion, by: Seat, version: int | None = None) -> ReviewOpinion:
    """Report, opinion and handling go to the deputies and to the public, as one paper of the year. Raises NotYours, Refused."""
    with acting(MOVES["publish_opinion"], opinion, by, version=version) as act:
        row = act.thing
        row.published_on = timezone.localdate()
        file_paper(
            year=row.year,
            kind=PaperKind.OTHER,
            title=f"{row}和研究处理情况"[:120],
            doc_no=row.doc_no,
            issued_on=row.published_on,
            body=opinion_text(row),
            public=True,
            by=by,
        )
    deputies = Seat.objects.in_office().filter(place=row.place_id, role=Role.DEPUTY)
    tell_seats(deputies, f"{row}和政府研究处理情况的报告已向社会公布。", row)
    return row


def _check(text: str, what: str) -> None:
    if len(text.strip()) < SHORTEST_TEXT:
        raise Refused(f"请写清{what}（至少 {SHORTEST_TEXT} 个字）")
