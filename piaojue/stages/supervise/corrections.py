"""What of supervision can be corrected: activities, questions, findings and their answers."""

from collections.abc import Iterable

from django.utils import timezone

from engines import dates
from engines.dates import unexplained
from piaojue.commons.correctable import correctable
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.stages.supervise.hearing import CLOCK_OF
from piaojue.stages.supervise.kinds import CLERKS
from piaojue.stages.supervise.models import (
    ENDED,
    Activity,
    Assessment,
    DeputySuggestion,
    Finding,
    FindingState,
    Interpellation,
    InterpellationState,
    Question,
    QuestionState,
    ReviewOpinion,
    ReviewState,
    Stop,
    SuggestionState,
)


def is_public(activity: Activity) -> str:
    return "监督活动已经公开" if activity.public else ""


def who_took_part(activity: Activity) -> Iterable[int]:
    """Those who were there, the project's group and its unit."""
    people = set(activity.members.values_list("person_id", flat=True))
    if activity.project is None:
        return people
    unit = Seat.objects.in_office().filter(body=activity.project.department_id)
    watchers = activity.project.watches.values_list("seat__person_id", flat=True)
    return people | set(watchers) | set(unit.values_list("person_id", flat=True))


correctable(
    Activity,
    fields=("title", "held_on", "venue", "hosts", "situation", "praise", "advice", "doc_no", "ending", *CLOCK_OF),
    roles=CLERKS | {Role.CONGRESS_CHAIR, Role.STREET_CHAIR},
    author="created_by",
    frozen=is_public,
    public=lambda activity: activity.public,
    relied=who_took_part,
)


correctable(
    Stop,
    label="更正走访记录",
    fields=("spot", "at", "met", "seen"),
    roles=CLERKS | {Role.CONGRESS_CHAIR},
    author="seen_by",
    frozen=lambda stop: "走访记录已经公开" if stop.seen and stop.activity.public else "",
    public=lambda stop: bool(stop.seen) and stop.activity.public,
    relied=lambda stop: stop.activity.members.values_list("person_id", flat=True),
)


def moved_day(row: Question | Finding | ReviewOpinion) -> Iterable[str]:
    """A last day that is corrected lies ahead and not far: nobody makes somebody late, or free, by a slip of the pen."""
    before = type(row).objects.filter(pk=row.pk).values_list("due", flat=True).first()
    if row.due == before:
        return ()
    return unexplained(dates.due(row.due, today=timezone.localdate()))


def asked(question: Question) -> Iterable[int]:
    return Seat.objects.in_office().filter(body=question.asked_of_id).values_list("person_id", flat=True)


def is_answered(question: Question) -> str:
    return "询问已经答复" if question.state == QuestionState.ANSWERED else ""


correctable(
    Question,
    part="text",
    label="更正询问",
    fields=("text", "due"),
    objections=moved_day,
    roles=CLERKS,
    author="created_by",
    frozen=is_answered,
    relied=asked,
)
correctable(
    Question,
    part="answer",
    label="更正答复",
    fields=("answer",),
    author="answered_by",
    frozen=is_answered,
    public=lambda question: question.activity.public,
    relied=lambda question: [question.created_by.person_id] if question.created_by else [],
)


def is_assigned(finding: Finding) -> str:
    return "" if finding.state == FindingState.OPEN else f"问题{finding.get_state_display()}"


def who_found(finding: Finding) -> Iterable[int]:
    """Who reported it, who wrote it down."""
    writer = finding.created_by.person_id if finding.created_by else None
    return {person for person in (finding.reporter_id, writer) if person}


correctable(
    Finding,
    part="text",
    label="更正问题",
    fields=("text", "severity", "aspect", "due"),
    objections=moved_day,
    roles=CLERKS,
    author="created_by",
    frozen=is_assigned,
    relied=who_found,
)
correctable(
    Finding,
    part="reply",
    label="更正回执",
    fields=("reply",),
    author="replied_by",
    frozen=lambda finding: "回执已经报送",
    countersigners=CLERKS | frozenset({Role.CONGRESS_CHAIR, Role.STREET_CHAIR, Role.GOV_OFFICE}),
    relied=who_found,
)
correctable(
    Finding,
    part="closing",
    label="更正核实意见",
    fields=("closing_note", "return_note"),
    author="closed_by",
    frozen=lambda finding: "核实结论已经告知",
    relied=who_found,
)
correctable(
    Assessment,
    label="更正意见",
    fields=("agrees", "note", "rating"),
    author="created_by",
    frozen=lambda assessment: "问题已经办结" if assessment.finding.state in ENDED else "",
    public=lambda assessment: True,
    relied=lambda assessment: who_found(assessment.finding),
)


def is_handled(row: DeputySuggestion) -> str:
    return "" if row.state == SuggestionState.RAISED else f"代表建议{row.get_state_display()}"


def who_handles(row: DeputySuggestion) -> Iterable[int]:
    """The unit that was given it, and the deputy."""
    unit = Seat.objects.in_office().filter(body=row.assigned_to_id) if row.assigned_to_id else Seat.objects.none()
    maker = [row.created_by.person_id] if row.created_by else []
    return {*unit.values_list("person_id", flat=True), *maker}


correctable(
    DeputySuggestion,
    part="text",
    label="更正建议",
    fields=("title", "text"),
    author="created_by",
    frozen=is_handled,
    public=lambda row: bool(row.answer),
    relied=who_handles,
)
correctable(
    DeputySuggestion,
    part="answer",
    label="更正答复",
    fields=("answer",),
    author="answered_by",
    frozen=lambda row: "答复已经送达代表并公开",
    settled=lambda row: "代表已经评价" if row.rating else "",
    public=lambda row: True,
    relied=who_handles,
)


def is_submitted(row: Interpellation) -> str:
    return "" if row.state == InterpellationState.GATHERING else "质询案已经提出"


def who_signed(row: Interpellation) -> Iterable[int]:
    """Who signed it, and the unit that it asks."""
    unit = Seat.objects.in_office().filter(body=row.asked_of_id)
    signers = row.signatures.values_list("seat__person_id", flat=True)
    return {*signers, *unit.values_list("person_id", flat=True)}


def others_signed(row: Interpellation) -> str:
    """Others put their names under these words."""
    return is_submitted(row) or ("别人已经联名" if row.signatures.count() > 1 else "")


correctable(
    Interpellation,
    part="text",
    label="更正质询案",
    fields=("title", "text"),
    author="created_by",
    frozen=others_signed,
    settled=is_submitted,
    public=lambda row: bool(row.rounds),
    relied=who_signed,
)
correctable(
    Interpellation,
    part="answer",
    label="更正答复",
    fields=("answer", "answerer"),
    author="answered_by",
    frozen=lambda row: "答复已经送达联名人",
    settled=lambda row: "质询已经办结" if row.state == InterpellationState.SETTLED else "",
    public=lambda row: True,
    relied=who_signed,
)


def is_passed(row: ReviewOpinion) -> str:
    return "" if row.state == ReviewState.DRAFTED else "审议意见已经会议通过"


def who_deals_with_it(row: ReviewOpinion) -> Iterable[int]:
    unit = Seat.objects.in_office().filter(body=row.sent_to_id) if row.sent_to_id else Seat.objects.none()
    return unit.values_list("person_id", flat=True)


correctable(
    ReviewOpinion,
    fields=("report", "summary", "text"),
    roles={Role.CONGRESS_CLERK},
    author="created_by",
    settled=is_passed,
    public=lambda row: row.state == ReviewState.PUBLISHED,
    relied=who_deals_with_it,
)
correctable(
    ReviewOpinion,
    part="due",
    label="更正期限",
    fields=("due",),
    objections=moved_day,
    roles={Role.CONGRESS_CLERK},
    frozen=lambda row: "已经转送政府",
    settled=lambda row: "政府已经报告" if row.reported_at else "",
    relied=who_deals_with_it,
)
